package identity_test

import (
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func sameBytes(adopted ...plan.ItemRow) identity.Meeting {
	m := meeting(adopted...)
	m.Same = true
	return m
}

// An action that comes while the bytes stay is newly read; one that comes with other
// bytes is written, and what is known stays what it is.
func TestMergeTellsWhatIsNewlyRead(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert on depth"), meeting())
	now := reading("Alert on depth", "Drain the queue")
	second, _ := identity.Merge(first, now, sameBytes())
	if a, b := second.Actions[0].NewlyRead(), second.Actions[1].NewlyRead(); a || !b {
		t.Errorf("the known one is newly read: %v, the other: %v", a, b)
	}
	written, _ := identity.Merge(first, now, meeting())
	if written.Actions[1].NewlyRead() {
		t.Error("what came with other bytes is newly read")
	}
	m := tracker.Marker{Instance: "followthrough", Review: first.Key, Action: second.Actions[1].Key, Generation: 1, Text: second.Actions[1].Text, Number: 1}
	adopted, _ := identity.Merge(first, now, sameBytes(plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: "7", Key: "PAY-7", Marker: &m}}))
	if k := adopted.Actions[1]; k.NewlyRead() || k.Item == nil {
		t.Errorf("an action whose item is there: newly read %v, item %v", k.NewlyRead(), k.Item)
	}
}

// A line that could have no item by how it was read, and can by how it is read now, is
// newly read as well.
func TestMergeTellsWhatMayHaveAnItemNow(t *testing.T) {
	for name, before := range map[string]func(*review.Action){
		"may be no action": func(a *review.Action) { a.Doubt = "no label announces actions" },
		"done":             func(a *review.Action) { a.Mark = review.Done },
		"struck":           func(a *review.Action) { a.Struck = true },
		"unclear":          func(a *review.Action) { a.Unclear = "two signs" },
		"names an item":    func(a *review.Action) { a.Ticket = &review.Ticket{Text: "OPS-1"} },
	} {
		t.Run(name, func(t *testing.T) {
			was := reading("Alert on depth")
			before(&was.Actions[0])
			first, _ := identity.Merge(record(), was, meeting())
			if got, _ := identity.Merge(first, reading("Alert on depth"), meeting()); got.Actions[0].NewlyRead() {
				t.Error("a line that was changed is newly read")
			}
			if got, _ := identity.Merge(first, reading("Alert on depth"), sameBytes()); !got.Actions[0].NewlyRead() {
				t.Error("a line that nobody changed is not newly read")
			}
			if got, _ := identity.Merge(withItems(first), reading("Alert on depth"), sameBytes()); got.Actions[0].NewlyRead() {
				t.Error("one that has its item is newly read")
			}
		})
	}
}

// It stays so while its line does, whatever is changed beside it, and soaks anew when
// its author changes it.
func TestMergeNewlyReadUntilItsLineChanges(t *testing.T) {
	first, _ := identity.Merge(record(), reading("Alert on depth"), meeting())
	held, _ := identity.Merge(first, reading("Alert on depth", "Drain the queue"), sameBytes())
	later := meeting()
	later.Now = later.Now.AddDate(0, 0, 20)
	for name, tc := range map[string]struct {
		title  string
		change func(*review.Action)
		held   bool
	}{
		"another line":   {title: "Drain the queue", change: func(*review.Action) {}, held: true},
		"its due date":   {title: "Drain the queue", change: func(a *review.Action) { a.Due = "2026-12-24" }, held: true},
		"its words":      {title: "Drain the queue first", change: func(*review.Action) {}},
		"an answer":      {title: "Drain the queue", change: func(a *review.Action) { a.Answer.Action = true }},
		"its box":        {title: "Drain the queue", change: func(a *review.Action) { a.Mark = review.Done }},
		"struck through": {title: "Drain the queue", change: func(a *review.Action) { a.Struck = true }},
	} {
		t.Run(name, func(t *testing.T) {
			now := reading("Alert on depth", tc.title, "Another one of today")
			tc.change(&now.Actions[1])
			got, _ := identity.Merge(held, now, later)
			if k := got.Actions[1]; k.Key != held.Actions[1].Key || k.NewlyRead() != tc.held || k.FirstRead.Equal(later.Now) == tc.held {
				t.Errorf("newly read: %v, first read %s", k.NewlyRead(), k.FirstRead)
			}
			if got.Actions[2].NewlyRead() {
				t.Error("a line of today is newly read")
			}
		})
	}
}
