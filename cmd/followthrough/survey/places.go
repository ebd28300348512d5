package survey

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping/suggest"
	"github.com/followthrough/followthrough/sync/tracker"
)

// patience is how long a tracker may take to list its places.
const patience = 2 * time.Minute

// Places asks all trackers at once where backlogs may be. One that fails stops no
// other. The tracker that most teams have comes first.
func Places(ctx context.Context, cfg *config.Config, trackers map[string]tracker.Tracker) (out []suggest.Tracker, remarks []string, failures []error) {
	type answer struct {
		places []tracker.Place
		err    error
	}
	answers := make([]answer, len(cfg.Trackers))
	var wg sync.WaitGroup
	for i, c := range cfg.Trackers {
		l, ok := trackers[c.Name].(tracker.Lister)
		if !ok {
			continue
		}
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			places, err := l.Places(ctx)
			answers[i] = answer{places, err}
		})
	}
	wg.Wait()
	for i, c := range cfg.Trackers {
		a := answers[i]
		if !tracker.Usable(a.err) {
			failures = append(failures, fmt.Errorf("tracker %s: %w", c.Name, a.err))
			continue
		}
		if a.err != nil {
			remarks = append(remarks, fmt.Sprintf("tracker %s: %v", c.Name, a.err))
		}
		t := suggest.Tracker{Name: c.Name}
		if c.Files != nil {
			t.Ending = ".md"
		}
		for _, p := range a.places {
			t.Places = append(t.Places, suggest.Place{Project: p.Key, Name: p.Name, Closed: p.Closed})
		}
		out = append(out, t)
	}
	used := map[string]int{}
	for _, t := range cfg.Mapping.Teams() {
		used[t.Backlog.Tracker]++
	}
	slices.SortStableFunc(out, func(a, b suggest.Tracker) int { return used[b.Name] - used[a.Name] })
	return out, remarks, failures
}
