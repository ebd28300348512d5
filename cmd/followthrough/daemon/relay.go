package daemon

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web/hooks"
)

// relayed is how often the replica that works looks for what was delivered to others.
const relayed = 500 * time.Millisecond

// relay gives what was delivered to the replica that works; false: this one does, or
// there is no other.
func (b *inbox) relay(ctx context.Context, heard []hooks.Heard) bool {
	if b.d.Store.Works() {
		return false
	}
	var all []store.Heard
	for _, h := range heard {
		all = append(all, store.Heard{Name: h.Name, Soon: h.Soon, IDs: h.IDs})
	}
	if err := b.d.Store.Hear(ctx, all); err != nil { // the next poll finds it
		b.d.Log.Debug("what was delivered can't be given to the replica that works", "error", err)
	}
	return true
}

// takeRelayed has the loop look at what was delivered to replicas that stand by.
func (d *daemon) takeRelayed(ctx context.Context) {
	tick := time.NewTicker(relayed)
	defer tick.Stop()
	own := &inbox{d: d}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !d.Store.Works() {
			continue
		}
		taken, err := d.Store.TakeHeard(ctx)
		if err != nil || len(taken) == 0 { // a pass tells of the store
			continue
		}
		var heard []hooks.Heard
		for _, h := range taken {
			heard = append(heard, hooks.Heard{Name: h.Name, Soon: h.Soon, IDs: h.IDs})
		}
		own.here(ctx, heard)
	}
}
