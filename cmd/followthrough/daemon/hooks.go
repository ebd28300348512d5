package daemon

import (
	"context"
	"net/http"
	"sync"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/web/hooks"
)

// inbox takes in what vendors deliver, and has the loop look at it.
type inbox struct {
	hooks.Inbox
	d *daemon
}

func (d *daemon) inbox() *inbox {
	b := &inbox{d: d}
	b.Look = func(ctx context.Context, heard []hooks.Heard) (looks bool) {
		looks = true // where it goes wrong: the next pass finds it
		d.contained("request", func() { looks = b.look(ctx, heard) })
		return looks
	}
	return b
}

// handler answers deliveries.
func (b *inbox) handler() http.Handler {
	return hooks.New(hooks.Options{
		Hook: b.hook, Take: b.Take, Now: b.d.current().Loop.Now, Log: b.d.Log,
		Count: func(name string, r hooks.Result) { b.d.current().Loop.Metrics.Delivery(name, string(r)) },
	})
}

// begin has what is delivered looked at; end waits until nothing is any more.
func (b *inbox) begin(ctx context.Context) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	var looking sync.WaitGroup
	looking.Go(func() { b.Run(ctx) })
	return func() {
		cancel()
		looking.Wait()
	}
}

// hook is how a source or tracker takes in deliveries; false: it takes none.
func (b *inbox) hook(name string) (hooks.Hook, bool) {
	keys := secretsOf(b.d.current().Config, name)
	if len(keys) == 0 {
		return hooks.Hook{}, false
	}
	out := hooks.Hook{Secrets: func() ([]string, error) { return secret.Reveal(keys) }}
	switch from := b.named(name).(type) {
	case source.Hook:
		out.Signature = from.Signature()
		out.Read = func(header http.Header, body []byte) (hooks.Delivery, error) {
			concerns, err := from.Concerns(header, body)
			return hooks.Delivery{Concerns: concerns}, err
		}
	case tracker.Hook:
		out.Signature = from.Signature()
		out.Read = func(header http.Header, body []byte) (hooks.Delivery, error) {
			d, err := from.Delivery(header, body)
			return hooks.Delivery(d), err
		}
	default:
		return hooks.Hook{}, false
	}
	return out, true
}

// secretsOf are those of a source's or tracker's deliveries.
func secretsOf(c *config.Config, name string) []secret.Secret {
	for _, s := range c.Sources {
		if s.Name == name {
			return s.WebhookSecrets
		}
	}
	for _, t := range c.Trackers {
		if t.Name == name {
			return t.WebhookSecrets
		}
	}
	return nil
}

// named is a source or tracker; nil: there is none.
func (b *inbox) named(name string) any {
	now := b.d.current()
	if s, is := now.Sources[name]; is {
		return s
	}
	if t, is := now.Trackers[name]; is {
		return t
	}
	return nil
}

func (b *inbox) isTracker(name string) bool { return b.d.current().Trackers[name] != nil }

// look has the loop look at what was delivered; false: all of it was about items
// that nobody follows.
func (b *inbox) look(ctx context.Context, heard []hooks.Heard) (looks bool) {
	return b.relay(ctx, heard) || b.here(ctx, heard)
}

// here is look in the process that works.
func (b *inbox) here(ctx context.Context, heard []hooks.Heard) (looks bool) {
	for _, h := range heard {
		if looks = h.Soon || looks; len(h.IDs) == 0 || !b.isTracker(h.Name) {
			continue
		}
		followed, err := b.d.Store.Items(ctx, h.Name, h.IDs)
		if err != nil { // the next pass tells
			b.d.Log.Debug("what was delivered can't be looked up", "hook", h.Name, "error", err)
			continue
		}
		var ids []string
		for _, row := range followed {
			ids = append(ids, row.ID)
		}
		b.d.current().Loop.Gatherer.Named(h.Name, ids)
		looks = looks || len(ids) > 0
	}
	if looks {
		b.d.current().Loop.Poke()
	}
	return looks
}
