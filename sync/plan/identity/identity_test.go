package identity_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

var day = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// reading is a review with these actions, one a line from line 10 on.
func reading(titles ...string) review.Review {
	r := review.Review{Title: "Checkout was down"}
	for i, title := range titles {
		r.Actions = append(r.Actions, review.Action{Title: title, Line: 10 + i})
	}
	r.Text = strings.Join(titles, "\n\n")
	return r
}

func meeting(adopted ...plan.ItemRow) identity.Meeting {
	return identity.Meeting{Instance: "followthrough", Now: day, Anonymise: func(s string) string { return s }, Adopted: adopted}
}

func record() plan.Review {
	return plan.Review{Key: review.KeyOf("followthrough", "reviews", "a.md"), Source: "reviews", Path: "a.md", Published: true}
}

// withItems gives each action an item, as a pass would.
func withItems(r plan.Review) plan.Review {
	for i := range r.Actions {
		if k := &r.Actions[i]; k.Item == nil {
			k.Item = &plan.Item{Tracker: "local", ID: "payments-" + string(k.Key[:6]), Key: "payments-" + string(k.Key[:6])}
			k.State = review.Open
		}
	}
	return r
}

// known maps the titles that now stand in the review to their keys.
func known(r plan.Review) map[string]review.Key {
	out := map[string]review.Key{}
	for _, k := range r.Actions {
		if k.Position >= 0 {
			out[k.Reading.Title] = k.Key
		}
	}
	return out
}

func TestMergeKeepsKeysThroughEdits(t *testing.T) {
	before := []string{"Alert on queue depth", "Add a runbook for failover", "Raise the connection limit to 200"}
	for name, tc := range map[string]struct {
		after []string
		same  map[string]string // title now: title before
	}{
		"typo":        {[]string{"Alert on qeue depth", before[1], before[2]}, map[string]string{"Alert on qeue depth": before[0]}},
		"swapped":     {[]string{before[1], before[0], before[2]}, map[string]string{before[1]: before[1], before[0]: before[0]}},
		"one above":   {[]string{"Write to the customers", before[0], before[1], before[2]}, map[string]string{before[0]: before[0], before[2]: before[2]}},
		"capitals":    {[]string{"ALERT ON QUEUE DEPTH", before[1], before[2]}, map[string]string{"ALERT ON QUEUE DEPTH": before[0]}},
		"full stop":   {[]string{"Alert on queue depth.", before[1], before[2]}, map[string]string{"Alert on queue depth.": before[0]}},
		"one word on": {[]string{before[0], "Add a short runbook for failover", before[2]}, map[string]string{"Add a short runbook for failover": before[1]}},
	} {
		t.Run(name, func(t *testing.T) {
			first, _ := identity.Merge(record(), reading(before...), meeting())
			was := known(first)
			second, _ := identity.Merge(withItems(first), reading(tc.after...), meeting())
			is := known(second)
			for now, then := range tc.same {
				if is[now] != was[then] {
					t.Errorf("%q has key %s, want that of %q, %s", now, is[now], then, was[then])
				}
			}
			for _, k := range second.Actions {
				if k.Position < 0 {
					t.Errorf("%q was withdrawn", k.Reading.Title)
				}
			}
		})
	}
}

func TestMergeTellsNumbersApart(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Raise the connection limit of db1 to 200"), meeting())
	second, _ := identity.Merge(withItems(first), reading("Raise the connection limit of db1 to 300"), meeting())
	if got := len(second.Actions); got != 2 {
		t.Fatalf("%d actions, want the withdrawn one and the new one", got)
	}
	if k := second.Actions[0]; k.Item != nil || !k.MayBeReworded() || second.Actions[1].Position != plan.Stands {
		t.Errorf("the new number took the old one's item, or does not ask: %+v", second.Actions)
	}
}

func TestMergeEqualTextsAreTwoActions(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Add an alert", "Fix the docs of it", "Add an alert"), meeting())
	if first.Actions[0].Key == first.Actions[2].Key {
		t.Fatal("two equal texts have one key")
	}
	again, events := identity.Merge(withItems(first), reading("Add an alert", "Fix the docs of it", "Add an alert"), meeting())
	if len(events) != 0 || len(again.Actions) != 3 {
		t.Fatalf("reading it again told %v and has %d actions", events, len(again.Actions))
	}
	for i := range again.Actions {
		if again.Actions[i].Key != first.Actions[i].Key {
			t.Errorf("action %d changed its key", i)
		}
	}
	// One above both: their order tells them apart, not their lines.
	third, _ := identity.Merge(again, reading("Tell the customers", "Add an alert", "Fix the docs of it", "Add an alert"), meeting())
	if third.Actions[1].Key != first.Actions[0].Key || third.Actions[3].Key != first.Actions[2].Key {
		t.Error("a line above both made them change places")
	}
	// The upper one deleted: the lower one stays what it was.
	fourth, _ := identity.Merge(again, reading("Fix the docs of it", "Add an alert"), meeting())
	if got := fourth.Actions[1].Key; got != first.Actions[2].Key {
		t.Errorf("the remaining one has key %s, want %s", got, first.Actions[2].Key)
	}
}

func TestMergeDeletedAndBack(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert on queue depth", "Add a runbook"), meeting())
	key := first.Actions[0].Key
	gone, events := identity.Merge(withItems(first), reading("Add a runbook"), meeting())
	i := slices.IndexFunc(gone.Actions, func(k plan.Action) bool { return k.Key == key })
	if i < 0 || gone.Actions[i].Position != plan.Withdrawn || gone.Actions[i].Item == nil {
		t.Fatalf("the deleted action is not withdrawn with its item: %+v", gone.Actions)
	}
	if len(events) != 1 || events[0].What != "withdrawn" {
		t.Errorf("told %v, want withdrawn", events)
	}
	gone.Actions[i].State = review.Withdrawn
	back, _ := identity.Merge(gone, reading("Alert on queue depth", "Add a runbook"), meeting())
	if back.Actions[0].Key != key || back.Actions[0].Item == nil {
		t.Error("the line that came back did not take up its item")
	}
}

func TestMergeForgetsWhatWasNeverAskedFor(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert on queue depth", "Add a runbook"), meeting())
	second, _ := identity.Merge(first, reading("Add a runbook"), meeting())
	if len(second.Actions) != 1 {
		t.Errorf("%d actions, want 1: nothing was ever asked for the other", len(second.Actions))
	}
}

func TestMergeWordsThatStillStand(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert on the depth of the queue", "Add a runbook"), meeting())
	r := reading("Add a runbook")
	r.Text += "\n\nText: \"Alert on the *depth* of the queue\"."
	second, events := identity.Merge(withItems(first), r, meeting())
	if got := second.Actions[1].Position; got != plan.Stands {
		t.Errorf("position %d, want Stands: the words are still in the document", got)
	}
	if len(events) != 1 || events[0].What != "not read as an action" {
		t.Errorf("told %v", events)
	}
	// No longer there at all: withdrawn now.
	third, _ := identity.Merge(second, reading("Add a runbook"), meeting())
	if got := third.Actions[1].Position; got != plan.Withdrawn {
		t.Errorf("position %d, want Withdrawn", got)
	}
}

func TestMergeAdoptsByBlockLinkKeyAndText(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert on queue depth", "Add a runbook for failover", "Rotate the certificates", "Test the backups"), meeting())
	var rows []plan.ItemRow
	for _, k := range withItems(first).Actions {
		m := &tracker.Marker{Instance: "followthrough", Review: first.Key, Action: k.Key, Generation: 1, Text: k.Text, Number: k.Number}
		rows = append(rows, plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: k.Item.ID, Key: k.Item.Key, Marker: m, State: review.Open}})
	}
	rows[0].Marker.Text, rows[2].Marker.Text = "", "" // made for a restricted review
	// The store is lost, and meanwhile the first two were re-worded beyond
	// recognition; the block has the first, the line's link the second.
	r := reading("Page when work piles up", "Write down what to do", "Rotate the certificates", "Test all the backups")
	r.Block = &review.Block{Review: first.Key, Rows: []review.BlockRow{{Action: first.Actions[0].Key, Title: "Page when work piles up"}}}
	r.Actions[1].Ticket = &review.Ticket{Text: rows[1].Key}
	again, _ := identity.Merge(record(), r, meeting(rows...))
	if len(again.Actions) != 4 {
		t.Fatalf("%d actions, want 4: %+v", len(again.Actions), again.Actions)
	}
	for i, by := range []string{"block", "link", "key", "text"} {
		if again.Actions[i].Key != first.Actions[i].Key || again.Actions[i].Item == nil {
			t.Errorf("action %d was not adopted by its %s", i, by)
		}
	}
}

func TestMergeHighestGenerationWins(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert on queue depth"), meeting())
	row := func(id string, generation int) plan.ItemRow {
		return plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: id, Key: id, Marker: &tracker.Marker{
			Instance: "followthrough", Review: first.Key, Action: first.Actions[0].Key, Generation: generation, Text: "alert on queue depth", Number: 1,
		}}}
	}
	r := reading("Alert on queue depth")
	r.Actions[0].Ticket = &review.Ticket{Text: "a"} // the line still links the one that was left behind
	again, _ := identity.Merge(record(), r, meeting(row("a", 1), row("b", 2)))
	if got := again.Actions[0].Item; got == nil || got.ID != "b" || again.Actions[0].Generation != 2 {
		t.Errorf("adopted %+v, want the second generation", again.Actions[0])
	}
}
