package daemon

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/followthrough/followthrough/config"
)

// refusal is why a configuration is not taken while the daemon runs; "": it is. One
// that waits is taken by itself when what stands against it is over.
func (d *daemon) refusal(ctx context.Context, before, after *config.Config) (why string, waits bool) {
	switch {
	case after.File != before.File:
		return fmt.Sprintf("%s is not read any more, and %s would be in its place: put it back, or start anew", before.File, after.File), false
	case after.Instance != before.Instance:
		return fmt.Sprintf("instance was %s and is %s: every marker and this store are the instance's. Put it back; another instance needs a store of its own, and a process", before.Instance, after.Instance), false
	case after.Store != before.Store || !reflect.DeepEqual(after.Database, before.Database):
		return "store names another one: stop the daemon, let `store` name it, and start. Until then nothing of the change counts", false
	}
	return d.unanswered(ctx, before, after)
}

// unanswered refuses to lose sight of creations of which it is not known what came.
func (d *daemon) unanswered(ctx context.Context, before, after *config.Config) (why string, waits bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	open, err := d.Store.Intents(ctx)
	if err != nil {
		return "the store can't say whether a creation waits for its answer: " + err.Error(), true
	}
	count := map[string]int{}
	for _, intent := range open {
		count[intent.Tracker]++
	}
	for _, t := range before.Trackers {
		n := count[t.Name]
		i := slices.IndexFunc(after.Trackers, func(o config.Tracker) bool { return o.Name == t.Name })
		switch {
		case n == 0 || i >= 0 && after.Trackers[i].SamePlace(t):
		case i < 0:
			return fmt.Sprintf("the tracker %s is gone, and of %s there it is not known yet what came: let it stand until `followthrough status` shows none that is being created. Then the change is taken by itself", t.Name, creations(n)), true
		default:
			return fmt.Sprintf("the tracker %s is another place, and of %s at the one before it is not known yet what came: let it stand until `followthrough status` shows none that is being created. Then the change is taken by itself", t.Name, creations(n)), true
		}
	}
	return "", false
}

func creations(n int) string {
	if n == 1 {
		return "1 creation"
	}
	return fmt.Sprintf("%d creations", n)
}
