package reconcile

import (
	"time"

	"github.com/followthrough/followthrough/sync/gather"
)

// overdue is after which time it is told that somebody has not answered: until then
// it is only slow.
const overdue = time.Minute

// lateName is how a source or tracker that has not answered yet is called where
// failures are.
func lateName(l gather.Late) string {
	return named(gather.Failure{Source: l.Source, Tracker: l.Tracker})
}

// logLate warns, once, of who has not answered for long.
func (r *Reconciler) logLate(l gather.Late) {
	if r.Now().Sub(l.Since) < overdue {
		return
	}
	r.logFailure(lateName(l), "no answer since "+l.Since.UTC().Format(time.RFC3339), "does not answer", place(l.Source, l.Tracker)...)
}

// sinceWhen is what a log says beside a failure to read a source or tracker: whose it
// is, and since when; nothing of a review.
func sinceWhen(f gather.Failure) []any {
	if f.Since.IsZero() {
		return nil
	}
	return append(place(f.Source, f.Tracker), "since", f.Since.UTC().Format(time.RFC3339))
}

func place(source, tracker string) []any {
	if tracker != "" {
		return []any{"tracker", tracker}
	}
	return []any{"source", source}
}
