package gather

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Store is what gathering reads of the store. It writes nothing: what it
// found goes into the plan, and execution writes it.
type Store interface {
	// Created is when the store was made.
	Created(ctx context.Context) (time.Time, error)
	// SourceMark and TrackerMark are zero but for the name where nothing is known.
	SourceMark(ctx context.Context, source string) (plan.SourceMark, error)
	TrackerMark(ctx context.Context, tracker string) (plan.TrackerMark, error)
	// Index is every review of a source, without actions.
	Index(ctx context.Context, source string) ([]plan.Review, error)
	// Reviews are the records with these keys, with their actions in order of
	// plan.ByLine gives; unknown keys are missing.
	Reviews(ctx context.Context, keys []review.Key) ([]plan.Review, error)
	// Due are the reviews whose wake has come, or that were planned with
	// another configuration.
	Due(ctx context.Context, now time.Time, config string) ([]review.Key, error)
	// Linking are the reviews with an action that has one of these items.
	Linking(ctx context.Context, items []plan.ItemID) ([]review.Key, error)
	// Items are the rows with these ids; unknown ids are missing.
	Items(ctx context.Context, tracker string, ids []string) ([]plan.ItemRow, error)
	// ItemsIn are the items last seen in these places of a tracker.
	ItemsIn(ctx context.Context, tracker string, places []string) ([]plan.ItemRow, error)
	// Unseen are the items that were not where they were known to be.
	Unseen(ctx context.Context, tracker string) ([]plan.ItemRow, error)
	// Foreign are the followed items of a tracker that are not of our making.
	Foreign(ctx context.Context, tracker string) ([]plan.ItemRow, error)
	// ItemsOf are the items of ours whose markers name these reviews.
	ItemsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error)
	// ClaimsOf are the items that bear these reviews' markers and were made by
	// others.
	ClaimsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error)
	// Orphans are the items of ours of whose reviews nothing is known.
	Orphans(ctx context.Context) ([]plan.ItemRow, error)
	// ItemsMade are the items made in a project of a tracker since a moment.
	ItemsMade(ctx context.Context, tracker, project string, since time.Time) ([]plan.ItemRow, error)
	// Intents are those whose outcome is not known.
	Intents(ctx context.Context) ([]plan.Intent, error)
	// Unfinished are those whose item was made and still lacks something that
	// its creation was to set.
	Unfinished(ctx context.Context) ([]plan.Intent, error)
	// Admitted counts the actions of a source that were admitted, or whose
	// item was made, since a moment, without those released by a person.
	Admitted(ctx context.Context, source string, since time.Time) (int, error)
	// Backlogs are the projects of a tracker in which we have items or
	// intents, whatever the mapping says by now.
	Backlogs(ctx context.Context, tracker string) ([]string, error)
	// AskedIn are the teams for which items were asked for in a project of a
	// tracker.
	AskedIn(ctx context.Context, tracker, project string) ([]string, error)
	// Saying are the reviews with an action that reads so now, by key, a few.
	Saying(ctx context.Context, text string, limit int) ([]review.Key, error)
	// Action is the review that has this action, with all its actions.
	Action(ctx context.Context, key review.Key) (plan.Review, bool, error)
}
