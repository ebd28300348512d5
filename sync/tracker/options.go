package tracker

import (
	"log/slog"
	"time"
)

// Options are what a tracker needs besides its vendor's own.
type Options struct {
	// Instance is whose markers are ours.
	Instance string
	// Accounts are those that were ours before, as the adapter names accounts:
	// what they made counts as ours.
	Accounts []string
	// Follows tells in which projects items are looked at that are not of our
	// making: the end of a chain of duplicates; nil: in all.
	Follows func(project string) bool
	// Settle is the settle time that is configured; 0: the default.
	Settle time.Duration
	// Now is this machine's clock; only spans of time are taken by it.
	Now func() time.Time
	Log *slog.Logger
}

// Of are the options of the tracker named name, with what was left out.
func (o Options) Of(name string) Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Log = o.Log.With("tracker", name)
	return o
}
