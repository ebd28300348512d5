package execute

import (
	"context"

	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// What follows asks an adapter for one thing. One that panics has failed: of a creation
// it is not known whether it happened.

func create(ctx context.Context, t tracker.Tracker, items []tracker.NewItem) (out []tracker.Outcome) {
	var err error
	defer func() {
		if err == nil {
			return
		}
		out = make([]tracker.Outcome, len(items))
		for i := range out {
			out[i].Err = &tracker.Error{Kind: tracker.Unknown, Err: err}
		}
	}()
	defer panics.Into(&err)
	return t.Create(ctx, items)
}

func probe(ctx context.Context, t tracker.Prober, b tracker.Backlog) (err error) {
	defer panics.Into(&err)
	return t.Probe(ctx, b)
}

func waits(ctx context.Context, t tracker.Paced) (err error) {
	defer panics.Into(&err)
	return t.Wait(ctx)
}

func finish(ctx context.Context, t tracker.Finisher, u tracker.Unfinished) (f tracker.Finished) {
	f = tracker.Finished{Left: u.Left}
	defer panics.Into(&f.Err)
	f = t.Finish(ctx, u)
	return f
}

func write(ctx context.Context, w source.Writer, j source.Job) (o source.Outcome) {
	defer panics.Into(&o.Err)
	o.Written, o.Err = w.WriteBack(ctx, j.Entry, j.WriteBack)
	return o
}

func writeAll(ctx context.Context, w source.BatchWriter, jobs []source.Job) (out []source.Outcome) {
	var err error
	defer func() {
		if err == nil {
			return
		}
		out = make([]source.Outcome, len(jobs))
		for i := range out {
			out[i].Err = err
		}
	}()
	defer panics.Into(&err)
	return w.WriteBackAll(ctx, jobs)
}
