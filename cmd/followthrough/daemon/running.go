package daemon

import (
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Running is what the daemon runs at a moment: a configuration, and what was made of
// it. It is never changed: a new configuration gives another one.
type Running struct {
	Config *config.Config
	// Loop is the reconciler of this configuration. What it is asked for (Poke,
	// Liveness) counts for the one that follows it too.
	Loop *reconcile.Reconciler
	// Sources and Trackers are the configured ones, by name.
	Sources  map[string]source.Source
	Trackers map[string]tracker.Tracker
	// Kept are those of both that were taken over from the configuration before.
	Kept map[string]bool
}

// broken tells whether something of it could not be made, and may be now.
func (r *Running) broken() bool {
	for _, s := range r.Sources {
		if _, is := s.(source.Broken); is {
			return true
		}
	}
	for _, t := range r.Trackers {
		if _, is := t.(tracker.Broken); is {
			return true
		}
	}
	return false
}

// current is what runs now. Whoever lives as long as the daemon asks for it each time,
// and keeps no copy: the server, its handlers, the figures.
func (d *daemon) current() *Running { return d.now.Load() }
