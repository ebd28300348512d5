package daemon

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web"
)

// Options are the parts that work together.
type Options struct {
	Config  *config.Config
	Store   *store.Store
	Loop    *reconcile.Reconciler
	Version string
	Log     *slog.Logger
	// Mistakes reads the configuration as it is on disk now; nil: nobody does.
	Mistakes func() error
}

// Run runs the loop until ctx ends, and serves as long as it runs. An error
// means that the server could not listen: then nothing was tried.
func Run(ctx context.Context, o Options) error {
	o.Loop.Busy = func(err error) bool { return errors.Is(err, store.ErrLocked) }
	if o.Config.Web.Listen == "" {
		return o.run(ctx)
	}
	registry := prometheus.NewRegistry()
	o.measure(registry)
	inbox := o.inbox()
	return web.During(ctx, web.Options{
		Listen: o.Config.Web.Listen, Token: o.Config.Web.Token, Metrics: metrics.Handler(registry), Now: o.Loop.Now, Log: o.Log,
		Loop:  func() web.Loop { return web.Loop(o.Loop.Liveness()) },
		Hooks: inbox.handler(),
	}, func(ctx context.Context) error {
		defer inbox.begin(ctx)()
		return o.run(ctx)
	})
}

// run is the loop, told of in the log.
func (o Options) run(ctx context.Context) error {
	c := o.Config
	o.Log.Info("started", "config", c.File, "sources", len(c.Sources), "trackers", len(c.Trackers), "poll", c.Poll.String())
	defer o.Log.Info("stopped")
	var beside sync.WaitGroup
	defer beside.Wait()
	ctx, end := context.WithCancel(ctx)
	defer end()
	beside.Go(func() { o.heedConfiguration(ctx) })
	return o.Loop.Run(ctx)
}
