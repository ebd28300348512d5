package storetest

import (
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// record is a published review of source sre with these actions.
func record(key review.Key, path string, actions ...plan.Action) plan.Review {
	return plan.Review{
		Key: key, Source: "sre", Path: path, Published: true, FirstRead: day(0), Planned: "config", Actions: actions,
		Said: plan.Said{Title: "Review " + path, Kind: review.Incident},
	}
}

// action is an open action at a position, without an item.
func action(key review.Key, position int) plan.Action {
	return plan.Action{
		Key: key, State: review.Planned,
		Wording:  plan.Wording{Text: "text " + string(key), Number: 1, Position: position, FirstRead: day(0)},
		Creation: plan.Creation{Generation: 1},
	}
}

// withItem is an action that has an item.
func withItem(a plan.Action, in, id string) plan.Action {
	a.Item = &plan.Item{Tracker: in, ID: id, Key: "KEY-" + id}
	return a
}

// item is an item of our making with a marker for an action.
func item(in, id string, of, act review.Key) plan.ItemRow {
	return plan.ItemRow{
		Tracker: in, Made: day(1), Listed: true,
		Item: tracker.Item{
			ID: id, Key: "KEY-" + id, Project: "PAY", Place: "pay.md", State: review.Open,
			Marker: &tracker.Marker{Instance: "test", Review: of, Action: act, Generation: 1, Number: 1},
		},
	}
}

// intent is an intent whose outcome is not known.
func intent(act review.Key, generation, attempt int) plan.Intent {
	return plan.Intent{
		Action: act, Review: "aaaaaaaaaaaa", Attempt: attempt, Tracker: "jira", Team: "payments", Asked: day(generation*10 + attempt),
		Batch: "b", Size: 7, Whole: true,
		Marker:  tracker.Marker{Instance: "test", Review: "aaaaaaaaaaaa", Action: act, Generation: generation, Number: 1},
		Backlog: tracker.Backlog{Project: "PAY"},
	}
}

// key is the n-th key with this first letter.
func key(letter string, n int) review.Key { return review.Key(fmt.Sprintf("%s%011x", letter, n)) }

// apply writes changes or ends the test.
func apply(t *testing.T, s Store, c plan.Changes) {
	t.Helper()
	if err := s.Apply(t.Context(), c); err != nil {
		t.Fatalf("apply: %v", err)
	}
}

// same ends the test if err is one, and fails it if got is not want.
func same[T any](t *testing.T, what string, want, got T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("%s: want (-), got (+):\n%s", what, diff)
	}
}

// sorted are actions in the review's order, those without a line last.
func sorted(actions []plan.Action) []plan.Action {
	return slices.SortedFunc(slices.Values(actions), plan.ByLine)
}

// ids are the ids of items.
func ids(rows []plan.ItemRow) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Tracker+":"+r.ID)
	}
	return out
}

// keys are the keys of records.
func keys(records []plan.Review) []review.Key {
	var out []review.Key
	for _, r := range records {
		out = append(out, r.Key)
	}
	return out
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
