package daemon

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web"
	"github.com/followthrough/followthrough/sync/web/access"
	"github.com/followthrough/followthrough/sync/web/api"
)

// Options are the parts that work together.
type Options struct {
	// Start is what runs at the start.
	Start   Running
	Store   *store.Store
	Version string
	Log     *slog.Logger
	// API makes what the API answers and has done, out of what runs at a moment.
	API func(now func() *Running) API
	// Load reads the configuration as it is on disk now, and Anew makes what it says;
	// nil: nobody does.
	Load func() (*config.Config, error)
	Anew func(*config.Config) (Running, error)
	// Asked is when a person wants the configuration to be read now.
	Asked <-chan os.Signal
}

// API is what the server's API stands on.
type API interface {
	api.Answers
	api.Resyncs
}

// daemon is what runs.
type daemon struct {
	Options
	now     atomic.Pointer[Running]
	offered atomic.Pointer[offer] // nil: none
	// reloaded says that what is on disk is what runs, and hurry that who failed is to
	// be asked again.
	reloaded, hurry atomic.Bool
	// mistaken are files in which the configuration on disk has mistakes.
	mistaken []string
}

// Run runs the loop until ctx ends, and serves as long as it runs. An error
// means that the server could not listen: then nothing was tried.
func Run(ctx context.Context, o Options) error {
	d := &daemon{Options: o}
	d.now.Store(&o.Start)
	d.reloaded.Store(true)
	loop := o.Start.Loop
	loop.Next = d.next
	loop.Busy = func(err error) bool { return errors.Is(err, store.ErrLocked) || errors.Is(err, store.ErrLeaseLost) }
	if o.Start.Config.Web.Listen == "" {
		return d.run(ctx)
	}
	registry := prometheus.NewRegistry()
	d.measure(registry)
	inbox := d.inbox()
	return web.During(ctx, d.server(registry, inbox.handler()), func(ctx context.Context) error {
		defer inbox.begin(ctx)()
		return d.run(ctx)
	})
}

// server is what is served, and to whom.
func (d *daemon) server(registry *prometheus.Registry, hooks http.Handler) web.Options {
	loop := d.Start.Loop
	gate := access.New(func() access.Tokens {
		w := d.current().Config.Web
		return access.Tokens{Read: w.Token, Operate: w.OperatorToken}
	}, loop.Now, d.Log)
	answers := d.API(d.current)
	return web.Options{
		Listen: d.Start.Config.Web.Listen, TLS: web.Pair(d.Start.Config.Web.TLS), Gate: gate,
		Metrics: metrics.Handler(registry), Now: loop.Now, Log: d.Log,
		Broke: func() { d.figures().Broke("request") },
		Loop:  func() web.Loop { return web.Loop(d.current().Loop.Liveness()) },
		Hooks: hooks,
		API: api.New(api.Options{
			Gate: gate, Answers: answers, Resyncs: answers, Nearest: mapping.Nearest, Counted: loop.Metrics.Served, Log: d.Log,
		}),
	}
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
	if d.Load != nil {
		beside.Go(func() { d.watch(ctx) })
	}
	beside.Go(func() { d.alike().beside(ctx) })
	if d.Store.Shared() {
		beside.Go(func() { d.takeRelayed(ctx) })
	}
	err := start.Loop.Run(ctx)
	if left := d.Store.Leave(context.WithoutCancel(ctx)); left != nil {
		d.Log.Warn("the next replica takes over only in a while", "error", left)
	}
	return err
}
