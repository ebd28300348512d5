package web

import (
	"fmt"
	"time"
)

// Loop is how the daemon's loop is at a moment.
type Loop struct {
	// Heartbeat is its last sign of life; zero: it did not begin yet.
	Heartbeat time.Time
	// Until is how long it may rest after that; zero: it is at work.
	Until time.Time
	// Passed tells that a pass was finished since the start.
	Passed bool
	// Failed tells that the last pass failed: the store could not be used.
	Failed bool
	// Standby tells that another process works on the store, and this one is ready to.
	Standby bool
}

// Patience is how long the loop may be silent beyond its rest before it counts
// as hanging. Whatever is waited for inside a pass ends sooner by itself: a
// source's listing in two minutes, a document's in two, a step in two.
const Patience = 15 * time.Minute

// alive is why the process should be started anew; "": it should not.
func alive(l Loop, now time.Time, patience time.Duration) string {
	if l.Heartbeat.IsZero() {
		return "" // it begins
	}
	since, doing := l.Heartbeat, "at work"
	if l.Until.After(since) {
		since, doing = l.Until, "at rest"
	}
	if silent := now.Sub(since); silent > patience {
		return fmt.Sprintf("the loop hangs: no sign of life for %s, while %s since %s",
			silent.Round(time.Second), doing, l.Heartbeat.UTC().Format(time.RFC3339))
	}
	return ""
}

// ready is why the daemon does not do its work; "": it does. Errors are not
// quoted: whoever asks need not be known, and the log has them.
func ready(l Loop, stopping bool) string {
	switch {
	case stopping:
		return "shutting down"
	case l.Failed:
		return "the last pass failed, the store can't be used: the log says why"
	case !l.Passed:
		return "the first pass is not over yet"
	}
	return ""
}
