package preflight

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/store"
)

// store looks at the store and at who has its lock, and writes nothing.
func (c *Check) store(ctx context.Context, p *part, read []*reviews) {
	s, err := store.Open(ctx, store.Options{
		Path: c.Config.Store, DSN: c.Config.Database, Mode: store.ReadOnly, Now: c.Now, Told: func(what string) { p.look("", "%s", what) },
	})
	switch {
	case errors.Is(err, store.ErrNotExist) && !c.Config.Database.IsZero():
		p.good("there is none yet: the first sync or run makes it in %s", c.Config.Store)
		return
	case errors.Is(err, store.ErrNotExist):
		if dir := filepath.Dir(c.Config.Store); !atomicfile.MayAdd(dir) {
			p.wrong("let the user who runs followthrough write there, or name another place (store)", "there is none yet, and none can be made in %s", dir)
			return
		}
		p.good("there is none yet: the first sync or run makes it at %s", c.Config.Store)
		return
	case errors.Is(err, store.ErrOlder):
		p.look("the next sync or run brings it up to date: back it up first", "%v", err)
	case err != nil:
		p.wrong("", "%v", err)
		return
	default:
		defer s.Close()
		tellStore(ctx, p, s)
		claims(ctx, p, s)
		c.gone(ctx, p, s)
		c.newlyRead(ctx, p, s, read)
	}
	if !c.Config.Database.IsZero() { // who may read it, and who has it, a server knows
		return
	}
	if who := store.Exposed(c.Config.Store); who != "" {
		p.wrong("the next sync or run closes it where it may", "%s: %s: the words of reviews are in it, restricted ones too", c.Config.Store, who)
	}
	if err := (&atomicfile.Disk{}).Writable(c.Config.Store); err != nil {
		p.wrong("let the user who runs followthrough write there", "%v", err)
	}
	c.lock(ctx, p)
}

func tellStore(ctx context.Context, p *part, s *store.Store) {
	records, err := s.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		p.wrong("", "%v", err)
		return
	}
	actions := 0
	for _, r := range records {
		actions += len(r.Actions)
	}
	p.good("%s knows %s and %s", s.Path(), show.Count(len(records), "review"), show.Count(actions, "action"))
}

// lock tells whether a pass is running: its lock is tried, where there
// is one, and given back.
func (c *Check) lock(ctx context.Context, p *part) {
	if _, err := os.Stat(c.Config.Store + ".lock"); errors.Is(err, fs.ErrNotExist) {
		return
	}
	l, err := store.AcquireLock(ctx, c.Config.Store, store.LockOptions{Wait: -1, Now: c.Now})
	var held *store.LockedError
	switch {
	case errors.As(err, &held) && c.Now().Sub(held.Beat) < time.Minute:
		p.good("a pass is running: %v", err)
	case err != nil:
		p.wrong("", "%v", err)
	default:
		if err := l.Release(); err != nil {
			p.wrong("", "%v", err)
		}
	}
}
