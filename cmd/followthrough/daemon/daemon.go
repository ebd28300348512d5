package daemon

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web"
)

// Options are the parts that work together.
type Options struct {
	// Start is what runs at the start.
	Start   Running
	Store   *store.Store
	Version string
	Log     *slog.Logger
	// Load reads the configuration as it is on disk now; nil: nobody does.
	Load func() (*config.Config, error)
}

// daemon is what runs.
type daemon struct {
	Options
	now atomic.Pointer[Running]
}

// Run runs the loop until ctx ends, and serves as long as it runs. An error
// means that the server could not listen: then nothing was tried.
func Run(ctx context.Context, o Options) error {
	d := &daemon{Options: o}
	d.now.Store(&o.Start)
	loop := o.Start.Loop
	loop.Busy = func(err error) bool { return errors.Is(err, store.ErrLocked) }
	listen := o.Start.Config.Web.Listen
	if listen == "" {
		return d.run(ctx)
	}
	registry := prometheus.NewRegistry()
	d.measure(registry)
	inbox := d.inbox()
	return web.During(ctx, web.Options{
		Listen: listen, Token: func() secret.Secret { return d.current().Config.Web.Token },
		Metrics: metrics.Handler(registry), Now: loop.Now, Log: o.Log,
		Loop:  func() web.Loop { return web.Loop(d.current().Loop.Liveness()) },
		Hooks: inbox.handler(),
	}, func(ctx context.Context) error {
		defer inbox.begin(ctx)()
		return d.run(ctx)
	})
}

// run is the loop, told of in the log.
func (d *daemon) run(ctx context.Context) error {
	start := d.current()
	c := start.Config
	d.Log.Info("started", "config", c.File, "sources", len(c.Sources), "trackers", len(c.Trackers), "poll", c.Poll.String())
	defer d.Log.Info("stopped")
	var beside sync.WaitGroup
	defer beside.Wait()
	ctx, end := context.WithCancel(ctx)
	defer end()
	beside.Go(func() { d.heedConfiguration(ctx) })
	return start.Loop.Run(ctx)
}
