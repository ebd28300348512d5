package gather

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Store is what gathering reads of the store. It writes nothing: what it
// found goes into the plan, and execution writes it.
type Store interface {
	ledger.Store
	TrackerStore
	SourceStore
	IntentStore
	// Created is when the store was made.
	Created(ctx context.Context) (time.Time, error)
	// Memory is since when it is known to have forgotten nothing.
	Memory(ctx context.Context) (plan.Memory, error)
	// Due are the reviews whose wake has come, or that were planned with
	// another configuration.
	Due(ctx context.Context, now time.Time, config string) ([]review.Key, error)
}

// TrackerStore is what is read of the store where trackers are listed.
type TrackerStore interface {
	// TrackerMark is zero but for the name where nothing is known.
	TrackerMark(ctx context.Context, tracker string) (plan.TrackerMark, error)
	// Backlogs are the projects of a tracker in which we have items or
	// intents, whatever the mapping says by now.
	Backlogs(ctx context.Context, tracker string) ([]string, error)
	// ItemsIn are the items last seen in these places of a tracker.
	ItemsIn(ctx context.Context, tracker string, places []string) ([]plan.ItemRow, error)
	// Unseen are the items that were not where they were known to be.
	Unseen(ctx context.Context, tracker string) ([]plan.ItemRow, error)
	// ItemsThere counts the items of a tracker that are not known to be gone,
	// without those that only bear a marker of ours.
	ItemsThere(ctx context.Context, tracker string) (int, error)
	// Foreign are the followed items of a tracker that are not of our making.
	Foreign(ctx context.Context, tracker string) ([]plan.ItemRow, error)
}

// SourceStore is what is read of the store where sources are listed.
type SourceStore interface {
	// SourceMark is zero but for the name where nothing is known.
	SourceMark(ctx context.Context, source string) (plan.SourceMark, error)
	// Index is every review of a source, without actions.
	Index(ctx context.Context, source string) ([]plan.Review, error)
	// Admitted counts the actions of a source that were admitted, or whose
	// item was made, since a moment, without those released by a person.
	Admitted(ctx context.Context, source string, since time.Time) (int, error)
}

// IntentStore is what is read of creations.
type IntentStore interface {
	// Intents are those whose outcome is not known.
	Intents(ctx context.Context) ([]plan.Intent, error)
	// Unfinished are those whose item was made and still lacks something that
	// its creation was to set.
	Unfinished(ctx context.Context) ([]plan.Intent, error)
	// ItemsMade are the items made in a project of a tracker since a moment.
	ItemsMade(ctx context.Context, tracker, project string, since time.Time) ([]plan.ItemRow, error)
	// AskedIn are the teams for which items were asked for in a project of a
	// tracker.
	AskedIn(ctx context.Context, tracker, project string) ([]string, error)
}
