package daemon

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/sync/reconcile"
)

// offer is a configuration that is to be taken between two passes.
type offer struct {
	config *config.Config
	told   string // why it was not taken yet
}

// next is the reconciler of a configuration that has come to be taken; nil: there is
// none. The loop asks for it between two passes.
func (d *daemon) next(ctx context.Context) *reconcile.Reconciler {
	before := d.current()
	if d.hurry.Swap(false) {
		before.Loop.Gatherer.Hurry()
	}
	o := d.offered.Load()
	if o == nil {
		return nil
	}
	why, waits := d.refusal(ctx, before.Config, o.config)
	if why != "" {
		d.refuse(o, why, waits)
		return nil
	}
	d.offered.CompareAndSwap(o, nil)
	c, restarts := withoutRestart(before.Config, o.config)
	after, err := d.Anew(c)
	if err != nil {
		d.kept()
		d.Log.Warn("the configuration on disk can't be taken: the one before stays in force", "error", err)
		return nil
	}
	after.Loop.Metrics, after.Loop.Busy, after.Loop.Next = before.Loop.Metrics, before.Loop.Busy, d.next
	after.Loop.Turn, after.Loop.Heed = before.Loop.Turn, before.Loop.Heed
	after.Loop.Follow(before.Loop, func(name string) bool { return !after.Kept[name] })
	d.now.Store(&after)
	d.reloaded.Store(true)
	sources, trackers := names(c)
	d.figures().Places(sources, trackers)
	d.figures().ConfigurationTaken(after.Loop.Now())
	if c.Digest == before.Config.Digest {
		d.Log.Info("the configuration is unchanged: what could not be used before is tried again")
	} else {
		d.Log.Info("the new configuration is in force", differences(before.Config, c)...)
	}
	for _, key := range restarts {
		d.Log.Warn("a change takes effect at the next start only: the rest of the configuration is in force", "key", key)
	}
	return after.Loop
}

// refuse tells, once, why a configuration is not taken. One that waits is tried again
// between later passes.
func (d *daemon) refuse(o *offer, why string, waits bool) {
	if !waits {
		d.offered.CompareAndSwap(o, nil)
	}
	if o.told == why {
		return
	}
	o.told = why
	d.kept()
	d.Log.Warn("the configuration on disk is refused: the one before stays in force", "why", why)
}

// kept notes that what is on disk is not what runs.
func (d *daemon) kept() {
	d.reloaded.Store(false)
	d.figures().ConfigurationKept()
}

// figures are what the loop counts with; nil: nobody counts.
func (d *daemon) figures() *metrics.Metrics { return d.current().Loop.Metrics }

// names are those of the sources and trackers, in the order of the file.
func names(c *config.Config) (sources, trackers []string) {
	for _, s := range c.Sources {
		sources = append(sources, s.Name)
	}
	for _, t := range c.Trackers {
		trackers = append(trackers, t.Name)
	}
	return sources, trackers
}

// withoutRestart is a configuration as far as a process can take it that listens and
// logs already; restarts are the keys that it leaves as they were.
func withoutRestart(before, after *config.Config) (out *config.Config, restarts []string) {
	c := *after
	if c.Web.Listen != before.Web.Listen || c.Web.TLS != before.Web.TLS { // with another address comes another rule for who needs a token
		c.Web = before.Web
		restarts = append(restarts, "web.listen or web.tls (and with it all of web)")
	}
	if c.Log.Format != before.Log.Format {
		c.Log.Format = before.Log.Format
		restarts = append(restarts, "log.format")
	}
	return &c, restarts
}

// patience bounds what the store is asked between two passes.
const patience = 30 * time.Second
