package lease

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/followthrough/followthrough/sync/store/postgres"
)

// extend starts what extends the lease. The caller has the lock.
func (l *Lease) extend() {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	l.stop = func() { cancel(); <-ended }
	epoch := l.epoch
	go func() {
		defer close(ended)
		l.keep(ctx, epoch)
	}()
}

// halt ends it.
func (l *Lease) halt() {
	l.mu.Lock()
	stop := l.stop
	l.stop = nil
	l.mu.Unlock()
	if stop != nil {
		stop()
	}
}

// keep extends the lease three times in its length, and more often while that
// fails, until another has it or ctx ends.
func (l *Lease) keep(ctx context.Context, epoch int64) {
	failed := false
	for {
		every := l.o.Length / 3
		if failed {
			every = l.o.Length / 15
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
		}
		if l.o.Alive != nil && !l.o.Alive() {
			if !failed {
				l.tell("the lease is not extended: the loop hangs, and another replica is to go on")
			}
			failed = true
			continue
		}
		err := l.extendOnce(ctx, epoch)
		switch {
		case errors.Is(err, ErrLost):
			l.lose(epoch)
			return
		case err != nil && !failed && ctx.Err() == nil:
			l.tell("the lease can't be extended: " + postgres.Explain(err).Error())
		}
		failed = err != nil
	}
}

// extendOnce extends the lease, also one that ran out and that nobody took: nobody
// else has worked meanwhile.
func (l *Lease) extendOnce(ctx context.Context, epoch int64) error {
	ctx, cancel := context.WithTimeout(ctx, l.o.Length/3)
	defer cancel()
	asked := l.o.Now()
	var away sql.NullInt64
	err := l.o.DB.QueryRowContext(ctx, `
UPDATE lease SET beat = clock_timestamp(), until = clock_timestamp() + cast($3 as bigint) * interval '1 microsecond', `+noteStart+`
WHERE name = 'store' AND epoch = $1 AND holder = $2
RETURNING `+sinceAway, epoch, l.holder, l.o.Length.Microseconds()).Scan(&away)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrLost
	case err != nil:
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.epoch == epoch {
		l.extended(asked, away)
	}
	return nil
}

// lose forgets an epoch that is another's by now.
func (l *Lease) lose(epoch int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.epoch == epoch {
		l.epoch = 0
	}
}

func (l *Lease) tell(what string) {
	if l.o.Told != nil {
		l.o.Told(what)
	}
}
