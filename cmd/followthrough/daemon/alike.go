package daemon

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/store"
)

// roll is who runs on a store.
type roll interface {
	Appear(ctx context.Context, r store.Replica) (others []store.Replica, err error)
	// Held is nil where this replica is the one that works.
	Held() error
}

// appearEach is how often a replica says that it is there. One that has not for two
// minutes does not count any more.
const appearEach = 30 * time.Second

// alike compares what a replica is configured with to what the others are.
type alike struct {
	d    *daemon
	roll roll
	me   store.Replica
	// apart is for how many looks in a row others have differed. While configurations
	// are being changed they do for a moment: it is told at the second one.
	apart int
}

func (d *daemon) alike() *alike {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return &alike{d: d, roll: d.Store, me: store.Replica{ID: rand.Text(), Host: host, PID: os.Getpid(), Version: d.Version}}
}

// beside compares until ctx ends, where other replicas can be on the store at all.
func (a *alike) beside(ctx context.Context) {
	if !a.d.Store.Shared() {
		return
	}
	for {
		a.d.contained("configuration", func() { a.look(ctx) })
		select {
		case <-ctx.Done():
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			defer cancel()
			_ = a.d.Store.Disappear(ctx, a.me.ID) // else it counts for two minutes
			return
		case <-time.After(appearEach):
		}
	}
}

// look tells once that the configurations differ, and once that they do not any more.
func (a *alike) look(ctx context.Context) {
	a.me.Likeness = a.decides().Likeness
	others, err := a.roll.Appear(ctx, a.me)
	if err != nil { // of a store that is away the passes tell
		a.d.Log.Debug("replicas can't be compared", "error", err)
		return
	}
	var differ []string
	for _, o := range others {
		if o.Likeness != a.me.Likeness {
			differ = append(differ, fmt.Sprintf("process %d on %s (%s)", o.PID, o.Host, o.Version))
		}
	}
	a.d.figures().ConfigurationDiffers(len(differ))
	switch {
	case len(differ) > 0:
		if a.apart++; a.apart == 2 {
			a.d.Log.Warn("other replicas have another configuration: what is done depends on which of them works",
				"replicas", strings.Join(differ, ", "), "next", "give all of them the same files")
		}
	default:
		if a.apart >= 2 {
			a.d.Log.Info("all replicas have the same configuration again")
		}
		a.apart = 0
	}
}

// decides is the configuration by which this replica works, or would if it were its
// turn: one that stands by takes a changed one when it begins to work.
func (a *alike) decides() *config.Config {
	if o := a.d.offered.Load(); o != nil && a.roll.Held() != nil {
		return o.config
	}
	return a.d.current().Config
}
