package gather_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func ofJira(id string, state review.State) tracker.Item {
	return tracker.Item{ID: id, Key: "PAY-" + id, Project: "PAY", Place: "PAY", State: state}
}

func rowOf(id string) plan.ItemRow {
	return plan.ItemRow{Tracker: "jira", Item: ofJira(id, review.Open)}
}

// What a delivery names is read by its id, also where the listing shows it as its index
// still has it; once, and only what is followed.
func TestNamedItemsAreReadByID(t *testing.T) {
	g, s, _, j := world(t)
	s.Rows = []plan.ItemRow{
		rowOf("1"),
		rowOf("2"),
	}
	j.changes = tracker.Changes{Watermark: "w", Items: []tracker.Item{ofJira("1", review.Open)}}
	j.items["1"] = ofJira("1", review.Done)
	g.Named("jira", []string{"1", "7"})
	g.Named("other", []string{"1"})
	r := pass(t, g, gather.Request{})
	if !slices.Equal(j.got, []string{"1"}) {
		t.Errorf("read by id: %q", j.got)
	}
	if i := slices.IndexFunc(r.Found.Changes.Items, func(row plan.ItemRow) bool { return row.ID == "1" }); i < 0 || r.Found.Changes.Items[i].State != review.Done {
		t.Errorf("changed: %+v", r.Found.Changes.Items)
	}
	if pass(t, g, gather.Request{}); len(j.got) != 1 {
		t.Errorf("it is read again: %q", j.got)
	}
}

// While the tracker can't be read, what was named waits; of what it fails at the
// listing tells.
func TestNamedItemsWaitForTheirTracker(t *testing.T) {
	g, s, _, j := world(t)
	s.Rows = []plan.ItemRow{rowOf("1")}
	j.err = errors.New("down")
	g.Named("jira", []string{"1"})
	pass(t, g, gather.Request{})
	if len(j.got) > 0 {
		t.Errorf("read while it is down: %q", j.got)
	}
	j.err = nil
	if pass(t, g, gather.Request{}); !slices.Equal(j.got, []string{"1"}) {
		t.Errorf("read afterwards: %q", j.got)
	}
	j.got, j.gets = nil, errors.New("500")
	g.Named("jira", []string{"1"})
	pass(t, g, gather.Request{})
	j.gets = nil
	if pass(t, g, gather.Request{}); len(j.got) > 0 {
		t.Errorf("what failed is asked for again: %q", j.got)
	}
}
