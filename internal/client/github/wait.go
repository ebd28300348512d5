package github

import (
	"context"
	"fmt"
	"time"
)

// Wait waits until the next write may go out: one at a time and a second apart.
// Call it before each write, and before the intent of one that creates. Where
// GitHub wants us to wait, or the turn would come later than LongestTurn, it
// gives a Throttled error at once. An App's token is renewed
// here too, so that the write itself need not wait for one.
func (c *Client) Wait(ctx context.Context) error {
	if c.app != nil {
		if _, err := c.app.token(ctx, Read); err != nil {
			return err
		}
	}
	end, left := c.now().Add(c.limits.longestIn), c.limits.longestIn
	for {
		now := c.now()
		if until, why := c.limits.until(aWrite, now); until.Sub(now) > c.o.HTTP.MaxWait {
			return throttled(until, c.refusals.clean(why))
		}
		at, idle := c.limits.take(now)
		if at.IsZero() {
			return nil
		}
		wait := at.Sub(now)
		if at.After(end) || wait > left {
			return throttled(at, "our own limit of writes is reached")
		}
		if idle != nil {
			if err := waitFor(ctx, idle); err != nil {
				return err
			}
			continue
		}
		if !c.o.Sleep(ctx, wait) {
			return unsent(ctx)
		}
		left -= wait // also where a clock stands still
	}
}

// aWrite is the next write, as far as limits go.
var aWrite = sending{resource: core, write: true}

func waitFor(ctx context.Context, idle <-chan struct{}) error {
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return unsent(ctx)
	}
}

func unsent(ctx context.Context) error {
	return &Error{Kind: Unavailable, Err: fmt.Errorf("not sent: %w", context.Cause(ctx))}
}

// throttled is the error of what GitHub wants to wait until a moment; why is its
// own sentence.
func throttled(until time.Time, why string) *Error {
	return &Error{Kind: Throttled, Until: until, Message: why, Err: notBefore(until)}
}

func notBefore(until time.Time) error {
	return fmt.Errorf("not asked again before %s", until.UTC().Format(time.RFC3339))
}

// take lets the next write out and gives the zero time, or says when to ask
// again: at a time, or when a write that is under way has its answer.
func (l *limits) take(now time.Time) (time.Time, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until, _ := l.untilLocked(aWrite, now); !until.IsZero() {
		return until, nil
	}
	if l.writing > 0 {
		return now, l.idle
	}
	if l.every > 0 && !l.last.IsZero() {
		// A clock that was set back makes nobody wait longer than that.
		if next := l.last.Add(l.every); next.After(now) && next.Sub(now) <= l.every {
			return next, nil
		}
	}
	for len(l.hour) > 0 && !l.hour[0].Add(time.Hour).After(now) {
		l.hour = l.hour[1:]
	}
	if l.perHour > 0 && len(l.hour) >= l.perHour {
		return l.hour[0].Add(time.Hour), nil
	}
	if l.perHour > 0 {
		l.hour = append(l.hour, now)
	}
	l.last = now
	return time.Time{}, nil
}

// begin and end stand around a write, so that no other gets its turn meanwhile.
func (l *limits) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.writing == 0 {
		l.idle = make(chan struct{})
	}
	l.writing++
}

// The second between two writes counts from the answer to the first: what is
// sent a second apart may arrive closer together.
func (l *limits) end(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = now
	if l.writing--; l.writing == 0 {
		close(l.idle)
	}
}
