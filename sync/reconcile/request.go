package reconcile

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/followthrough/followthrough/sync/gather"
)

// Request is a pass that a person asks for beside the loop.
type Request struct {
	gather.Request
	// Who asks, for the log.
	Who string
}

// Answer is how a request stands.
type Answer struct {
	ID string
	Request
	Asked time.Time
	Taken time.Time // by the loop; zero: it waits
	Ended time.Time // zero: it is not over
	// Outcome is what it came to. Its reviews are as the store has them by now, and of
	// its steps there is what is told of them.
	Outcome Outcome
	// Failed is why it came to nothing, in words; "": it did.
	Failed string
}

// Requests are those that are left in the store.
type Requests interface {
	// NextRequest is the oldest that is not over; false: there is none.
	NextRequest(ctx context.Context) (Answer, bool, error)
	// RequestsWait tells whether there is one that nobody has taken up.
	RequestsWait(ctx context.Context) (bool, error)
	// TakeRequest notes that the loop has taken it up.
	TakeRequest(ctx context.Context, id string) error
	// EndRequest writes the outcome and why it failed under it.
	EndRequest(ctx context.Context, id string, o Outcome, failed string) error
}

// patience is how long the answer to a request waits for sources and trackers that
// have not answered.
const patience = 30 * time.Second

// requested is what the loop keeps of requests.
type requested struct {
	left  atomic.Bool // somebody may have left one
	holds atomic.Bool // this process is the one that works
	at    *asking     // the one at hand; nil: none
}

// asking is the request that the loop is at.
type asking struct {
	Answer
	began  time.Time
	passes int
}

// Look says that somebody left a request: the loop takes it up with its next pass.
// It may be called at any time.
func (r *Reconciler) Look() {
	r.running().left.Store(true)
	r.Poke()
}

// turn waits for this process's turn among those that share the store; false: ctx
// ended. Who comes to its turn looks for what was left unfinished.
func (r *Reconciler) turn(ctx context.Context) bool {
	if r.Turn == nil {
		return true
	}
	in, stood := r.running(), false
	err := r.Turn(ctx, func(away error) {
		stood = true
		in.holds.Store(false)
		r.heartbeat(r.Now().Add(r.Poll))
		r.stands(true, away)
	})
	r.stands(false, nil)
	if stood {
		in.at = nil
		in.left.Store(true)
	}
	in.holds.Store(err == nil)
	return err == nil
}

// heed looks from time to time whether another process left a request.
func (r *Reconciler) heed(ctx context.Context) {
	in := r.running()
	tick := time.NewTicker(r.Heed)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !in.holds.Load() {
			continue
		}
		if waits, err := r.Requests.RequestsWait(ctx); err == nil && waits { // else the next pass tells of the store
			r.Look()
		}
	}
}

// takeUp gives the next pass what somebody asked for; false: nobody did.
func (r *Reconciler) takeUp(ctx context.Context, req *gather.Request) bool {
	in := r.running()
	if in.at == nil && r.Requests != nil && in.left.Swap(false) {
		next, waits, err := r.Requests.NextRequest(ctx)
		if err == nil && waits {
			err = r.Requests.TakeRequest(ctx, next.ID)
		}
		switch {
		case err != nil: // the pass tells of the store
			in.left.Store(true)
		case waits:
			r.Log.Info("asked for", "by", next.Who, "request", next.ID)
			in.at = &asking{Answer: next, began: r.Now()}
		}
	}
	if in.at == nil {
		return false
	}
	*req = in.at.Request.Request
	req.Again = in.at.passes == 0
	return true
}

// answer adds what a pass came to to the request at hand, and leaves it under it
// once nobody is waited for. Where the store is not to be had the request stays, for
// whoever works on it next.
func (r *Reconciler) answer(ctx context.Context, o Outcome, failed error) {
	in := r.running()
	switch {
	case in.at == nil:
		return
	case failed != nil && (r.busy(failed) || ctx.Err() != nil):
		in.at = nil
		in.left.Store(true)
		return
	case failed != nil:
		r.end(ctx, failed.Error())
		return
	}
	if in.at.passes++; in.at.passes == 1 {
		in.at.Outcome = o
	} else {
		in.at.Outcome = in.at.Outcome.Then(o)
	}
	if waits := len(o.Late) > 0 || len(r.Executor.Behind()) > 0; !waits || r.patient() <= 0 || ctx.Err() != nil {
		r.end(ctx, "")
	}
}

// end writes what the request at hand came to. The next pass takes up another one, or
// goes on with what is due.
func (r *Reconciler) end(ctx context.Context, failed string) {
	in := r.running()
	err := r.Requests.EndRequest(context.WithoutCancel(ctx), in.at.ID, in.at.Outcome, failed)
	in.at = nil
	if err != nil {
		r.Log.Warn("what came of a request is not written: it is carried out once more", "error", err)
		in.left.Store(true)
		return
	}
	r.Look()
}

// patient is how long the request at hand waits for others yet.
func (r *Reconciler) patient() time.Duration { return patience - r.Now().Sub(r.running().at.began) }
