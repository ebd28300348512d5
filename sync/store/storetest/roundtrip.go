package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

func testNew(t *testing.T, s Store) {
	ctx := t.Context()
	created, err := s.Created(ctx)
	if err != nil || !created.Equal(Made()) || created.Location() != time.UTC {
		t.Errorf("Created() = %v, %v; want %v in UTC", created, err, Made())
	}
	source, err := s.SourceMark(ctx, "sre")
	if err != nil || source != (plan.SourceMark{Source: "sre"}) {
		t.Errorf("SourceMark of an unknown source = %+v, %v", source, err)
	}
	tracker, err := s.TrackerMark(ctx, "local")
	if err != nil || tracker != (plan.TrackerMark{Tracker: "local"}) {
		t.Errorf("TrackerMark of an unknown tracker = %+v, %v", tracker, err)
	}
	records, err := s.ReviewsBy(ctx, store.Filter{})
	if err != nil || records != nil {
		t.Errorf("ReviewsBy of a new store = %v, %v", records, err)
	}
	if err := s.Apply(ctx, plan.Changes{}); err != nil {
		t.Errorf("apply nothing: %v", err)
	}
}

// testRoundTrip writes one of everything with every field filled, over what
// the last draw left, and reads it back.
func testRoundTrip(t *testing.T, s Store) {
	rapid.Check(t, func(rt *rapid.T) {
		want := drawChanges(rt)
		if err := s.Apply(t.Context(), want); err != nil {
			rt.Fatalf("apply: %v", err)
		}
		got, err := readBack(t, s, want)
		if err != nil {
			rt.Fatal(err)
		}
		want.Reviews[0].Actions = sorted(want.Reviews[0].Actions)
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("what was written (-) is not what is read (+):\n%s", diff)
		}
	})
}

// drawChanges draws one of everything, with keys that are always the same.
func drawChanges(rt *rapid.T) plan.Changes {
	var c plan.Changes
	c.Reviews = make([]plan.Review, 1)
	c.Items = make([]plan.ItemRow, 1)
	c.Intents = make([]plan.Intent, 1)
	c.Sources = make([]plan.SourceMark, 1)
	c.Trackers = make([]plan.TrackerMark, 1)
	c.Events = make([]plan.Event, 1)
	drawAny(rt, &c)
	c = oneOfEach(c)
	r := &c.Reviews[0]
	r.Key = "aaaaaaaaaaaa"
	for i := range r.Actions {
		r.Actions[i].Key = review.Key(fmt.Sprintf("%012x", i))
		r.Actions[i].Position = rapid.IntRange(-1, 2).Draw(rt, "position")
	}
	c.Items[0].Tracker, c.Items[0].ID = "local", "a"
	c.Intents[0].Action, c.Intents[0].Attempt, c.Intents[0].Marker.Generation = "000000000001", 1, 2
	c.Sources[0].Source, c.Trackers[0].Tracker = "sre", "local"
	c.Events[0].At = day(0)
	return c
}

// oneOfEach leaves out what was drawn beyond the first.
func oneOfEach(c plan.Changes) plan.Changes {
	c.Parts = nil // testParts
	c.Reviews, c.Items, c.Intents = c.Reviews[:1], c.Items[:1], c.Intents[:1]
	c.Sources, c.Trackers, c.Events = c.Sources[:1], c.Trackers[:1], c.Events[:1]
	return c
}

// readBack reads what want wrote by the keys in it.
func readBack(t *testing.T, s Store, want plan.Changes) (plan.Changes, error) {
	var got plan.Changes
	var errs [6]error
	ctx := t.Context()
	got.Reviews, errs[0] = s.Reviews(ctx, []review.Key{want.Reviews[0].Key})
	got.Items, errs[1] = s.Items(ctx, want.Items[0].Tracker, []string{want.Items[0].ID})
	got.Intents, errs[2] = s.IntentsOf(ctx, want.Intents[0].Action)
	source, err := s.SourceMark(ctx, want.Sources[0].Source)
	got.Sources, errs[3] = []plan.SourceMark{source}, err
	tracker, err := s.TrackerMark(ctx, want.Trackers[0].Tracker)
	got.Trackers, errs[4] = []plan.TrackerMark{tracker}, err
	got.Events, errs[5] = s.Log(ctx, store.LogFilter{Limit: 1})
	for _, err := range errs {
		if err != nil {
			return got, err
		}
	}
	return got, nil
}
