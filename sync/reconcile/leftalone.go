package reconcile

import "time"

// logLeftAlone tells, once, of each tracker and source in which nothing is made or
// written since it wants to be left alone, and when something was again.
func (r *Reconciler) logLeftAlone() {
	if r.Executor == nil {
		return
	}
	for _, rest := range r.Executor.LeftAlone() {
		kind, name, what := "tracker", rest.Tracker, "new items"
		if rest.Source != "" {
			kind, name, what = "source", rest.Source, "reports"
		}
		text := ""
		if !rest.Until.IsZero() {
			text = what + " wait until " + rest.Until.UTC().Format(time.RFC3339)
		}
		r.logFailure("making in "+kind+" "+name, text, "asks to be left alone", kind, name)
	}
}
