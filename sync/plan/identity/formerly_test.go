package identity_test

import (
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// asRead gives the reading's actions the titles that an earlier version read.
func asRead(r review.Review, formerly ...string) review.Review {
	for i := range r.Actions {
		r.Actions[i].Formerly = formerly[i]
	}
	return r
}

// What an earlier version knew by more words than are read now is the same
// action: with the store, and where only its items' markers are left, with
// words or, of restricted reviews, without.
func TestMergeKnowsWhatEarlierVersionsRead(t *testing.T) {
	then := []string{"Alert on the depth[^1]", "Alert on the depth", "Alert on the depth[^2]", "Split the pool 📅 2026-12-01", "Bo Sample Fix it"}
	now := asRead(reading("Alert on the depth", "Alert on the depth", "Alert on the depth", "Split the pool", "Fix it"), then[0], "", then[2], then[3], then[4])
	first, _ := identity.Merge(record(), reading(then...), meeting())
	first = withItems(first)
	want := keys(first)
	for name, rec := range map[string]plan.Review{"with the store": first, "markers with words": record(), "markers without": record()} {
		var rows []plan.ItemRow
		if name != "with the store" {
			for _, k := range first.Actions {
				m := tracker.Marker{Instance: "followthrough", Review: rec.Key, Action: k.Key, Generation: 1, Text: k.Text, Number: k.Number}
				if name == "markers without" {
					m.Text = ""
				}
				rows = append(rows, plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: k.Item.ID, Key: k.Item.Key, Marker: &m}})
			}
			slices.Reverse(rows)
		}
		got, events := identity.Merge(rec, now, meeting(rows...))
		if !slices.Equal(keys(got), want) {
			t.Errorf("%s: got %q, want %q", name, keys(got), want)
		}
		for _, e := range events {
			if e.What != "adopted" {
				t.Errorf("%s: an upgrade says %s: %s", name, e.What, e.Why)
			}
		}
		again, _ := identity.Merge(got, now, meeting())
		if !slices.Equal(keys(again), want) {
			t.Errorf("%s, read once more: got %q, want %q", name, keys(again), want)
		}
	}
}

// keys are those of the actions that stand in the review, in its order.
func keys(r plan.Review) []review.Key {
	var out []review.Key
	for _, k := range r.Actions {
		if k.Position >= 0 {
			out = append(out, k.Key)
		}
	}
	return out
}

// An action without an item is known by our block alone where the store is
// lost: its key there is of the words that an earlier version read.
func TestAnUpgradeKeepsTheKeysOfABlock(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert[^1] on it", "Alert[^1] on it"), meeting())
	now := asRead(reading("Alert on it", "Alert on it"), "Alert[^1] on it", "Alert[^1] on it")
	now.Block = &review.Block{Review: first.Key}
	again, _ := identity.Merge(record(), now, meeting())
	if !slices.Equal(keys(again), keys(first)) {
		t.Errorf("got %q, want %q", keys(again), keys(first))
	}
	now = asRead(reading("Alert on it", "Alert on it", "Alert on it"), "Alert[^1] on it", "Alert[^1] on it", "Alert[^1] on it")
	now.Block = &review.Block{Review: first.Key}
	more, _ := identity.Merge(again, now, meeting())
	if got := keys(more); len(slices.Compact(slices.Sorted(slices.Values(got)))) != 3 {
		t.Errorf("keys are not apart: %q", got)
	}
	fresh, _ := identity.Merge(record(), asRead(reading("Alert on it"), "Alert[^1] on it"), meeting())
	if fresh.Actions[0].Key != review.ActionKeyOf("followthrough", record().Key, "alert on it", 1) {
		t.Errorf("a review without a block has the key %s", fresh.Actions[0].Key)
	}
}

// A row of the block names an action whose item is gone, and so has no marker
// any more: an upgrade that loses its store takes it from no row.
func TestMergeKnowsRowsOfEarlierVersions(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Ask for a date 📅 2026-12-01", "Split the pool"), meeting())
	now := asRead(reading("Ask for a date", "Split the pool"), "Ask for a date 📅 2026-12-01", "")
	now.Block = &review.Block{Review: first.Key, Rows: []review.BlockRow{
		{Action: first.Actions[0].Key, Title: "Ask for a date 📅 2026-12-01", Ticket: review.Ticket{Text: "PAY-1", URL: "https://jira.example.test/browse/PAY-1"}},
	}}
	got, _ := identity.Merge(record(), now, meeting())
	if !slices.Equal(keys(got), keys(first)) {
		t.Errorf("got %q, want %q", keys(got), keys(first))
	}
	if k := got.Actions[0]; k.Asks != nil || k.Item == nil || k.Item.Key != "PAY-1" {
		t.Errorf("the row's item is not the action's: %+v asks %+v", k.Item, k.Asks)
	}
	again, _ := identity.Merge(got, now, meeting())
	if !slices.Equal(keys(again), keys(first)) {
		t.Errorf("read once more: got %q, want %q", keys(again), keys(first))
	}
}
