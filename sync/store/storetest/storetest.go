// Package storetest is what every engine of the store must do, as one body of
// tests. It knows the store by its interface alone, so that the next engine
// needs no test of its own but for how it is opened.
package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// Store is what an engine must fill, part by part.
type Store interface {
	Marks
	Reviews
	Due
	Items
	Markers
	Backlogs
	Log
	Requests
	Replicas
	Heard
	Writer
}

// Marks are what is kept of the store itself, and of sources and trackers.
type Marks interface {
	Created(ctx context.Context) (time.Time, error)
	SourceMark(ctx context.Context, source string) (plan.SourceMark, error)
	TrackerMark(ctx context.Context, tracker string) (plan.TrackerMark, error)
}

// Reviews are found by source, key, filter, name and action.
type Reviews interface {
	Index(ctx context.Context, source string) ([]plan.Review, error)
	Reviews(ctx context.Context, keys []review.Key) ([]plan.Review, error)
	ReviewsBy(ctx context.Context, f store.Filter) ([]plan.Review, error)
	Find(ctx context.Context, name string) ([]plan.Review, error)
	Action(ctx context.Context, key review.Key) (plan.Review, bool, error)
}

// Due says which reviews a pass has to look at.
type Due interface {
	Due(ctx context.Context, now time.Time, config string) ([]review.Key, error)
	Linking(ctx context.Context, items []plan.ItemID) ([]review.Key, error)
	Admitted(ctx context.Context, source string, since time.Time) (int, error)
}

// Items are found by id and place.
type Items interface {
	Items(ctx context.Context, tracker string, ids []string) ([]plan.ItemRow, error)
	ItemRows(ctx context.Context, items []plan.ItemID) ([]plan.ItemRow, error)
	ItemsIn(ctx context.Context, tracker string, places []string) ([]plan.ItemRow, error)
	ItemsMade(ctx context.Context, tracker, project string, since time.Time) ([]plan.ItemRow, error)
	Unseen(ctx context.Context, tracker string) ([]plan.ItemRow, error)
	ItemsThere(ctx context.Context, tracker string) (int, error)
	Foreign(ctx context.Context, tracker string) ([]plan.ItemRow, error)
}

// Markers are what items say of themselves, ours and others'.
type Markers interface {
	ItemsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error)
	ClaimsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error)
	Claims(ctx context.Context) ([]plan.ItemRow, error)
	Orphans(ctx context.Context) ([]plan.ItemRow, error)
}

// Backlogs are the places in which items were asked for, and what was.
type Backlogs interface {
	AskedIn(ctx context.Context, tracker, project string) ([]string, error)
	Backlogs(ctx context.Context, tracker string) ([]string, error)
	Intents(ctx context.Context) ([]plan.Intent, error)
	IntentsOf(ctx context.Context, action review.Key) ([]plan.Intent, error)
}

// Log is what happened.
type Log interface {
	Log(ctx context.Context, f store.LogFilter) ([]plan.Event, error)
}

// Writer writes and deletes.
type Writer interface {
	Apply(ctx context.Context, c plan.Changes) error
	Prune(ctx context.Context, eventsBefore, reviewsGoneBefore time.Time) (store.Pruned, error)
	Awaited(ctx context.Context, key review.Key) (time.Time, error)
	Forget(ctx context.Context, key review.Key) (out store.Pruned, untidy, err error)
	Close() error
}

// Run runs every test on stores that open makes: each new and empty, made at
// Made, and closed by the test's cleanup.
func Run(t *testing.T, open func(t *testing.T) Store) {
	t.Helper()
	for _, c := range []struct {
		name string
		test func(*testing.T, Store)
	}{
		{"new", testNew},
		{"round trip", testRoundTrip},
		{"claims", testClaims},
		{"replace", testReplace},
		{"parts", testParts},
		{"atomic", testAtomic},
		{"reviews by what they are", testReviewsBy},
		{"find", testFind},
		{"due", testDue},
		{"linking", testLinking},
		{"admitted", testAdmitted},
		{"action", testAction},
		{"items", testItems},
		{"items of", testItemsOf},
		{"backlogs", testBacklogs},
		{"intents", testIntents},
		{"log", testLog},
		{"requests", testRequests},
		{"replicas", testReplicas},
		{"heard", testHeard},
		{"prune", testPrune},
		{"forget", testForget},
		{"many", testMany},
		{"writers", testWriters},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// Made is when the stores under test are made.
func Made() time.Time { return day(0) }

// day is noon of the n-th day of the tests' calendar.
func day(n int) time.Time { return time.Date(2026, 11, 1+n, 12, 0, 0, 123000, time.UTC) }
