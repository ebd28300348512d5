package identity_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
)

// template are lines that differ in a few words only, from a given one on: no
// index tells them apart.
func template(n, from int) []string {
	var out []string
	for i := range n {
		words := strings.Fields(strings.Repeat("check that the alert for this service is sent to the team ", 3))
		for k := range 6 {
			n := (i+from)*6 + k
			words[k*5] = word(n) + word(n/400)
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// More lines are re-worded at once than are compared: none of them is taken for
// new, and no item is given up.
func TestMergeHoldsWhatIsNotCompared(t *testing.T) {
	const lines = 700
	first, _ := identity.Merge(record(), reading(template(lines, 0)...), meeting())
	second, events := identity.Merge(withItems(first), reading(template(lines, lines)...), meeting())
	fresh, kept := 0, 0
	for _, k := range second.Actions {
		switch {
		case k.Position >= 0 && k.Undecided() && k.Item == nil:
			fresh++
		case k.Position == plan.Stands && k.Item != nil:
			kept++
		}
	}
	if fresh != lines || kept != lines {
		t.Fatalf("%d lines ask and %d items are kept, want %d of each", fresh, kept, lines)
	}
	if !slices.ContainsFunc(events, func(e plan.Event) bool { return e.What == "not found again" }) {
		t.Error("nothing tells of it")
	}

	t.Run("the next reading", func(t *testing.T) {
		third, events := identity.Merge(second, reading(template(lines, lines)...), meeting())
		if len(events) > 0 || len(third.Actions) != 2*lines || !third.Actions[0].Undecided() || third.Actions[lines].Position != plan.Stands {
			t.Errorf("it did not stay as it was: %d actions, %d events", len(third.Actions), len(events))
		}
	})
	t.Run("a typo is mended", func(t *testing.T) {
		titles := template(lines, lines)
		titles[0] += " soon"
		third, _ := identity.Merge(second, reading(titles...), meeting())
		if k := third.Actions[0]; k.Key != second.Actions[0].Key || !k.Undecided() {
			t.Errorf("a change of words ended the question: %+v", k.Asks)
		}
	})
	t.Run("the old words are back", func(t *testing.T) {
		third, _ := identity.Merge(second, reading(template(lines, 0)...), meeting())
		if len(third.Actions) != lines || third.Actions[0].Key != first.Actions[0].Key || third.Actions[0].Undecided() {
			t.Errorf("the known actions are not found again: %d actions", len(third.Actions))
		}
	})
	t.Run("a person names the item", func(t *testing.T) {
		r := reading(template(lines, lines)...)
		r.Actions[3].Answer.Same = second.Actions[lines].Item.Key
		third, _ := identity.Merge(second, r, meeting())
		if k := third.Actions[3]; k.Key != second.Actions[lines].Key || k.Undecided() {
			t.Errorf("the line is not the action that it names: %s", k.Key)
		}
	})
	t.Run("all are answered", func(t *testing.T) {
		r, planned := reading(template(lines, lines)...), second
		planned.Actions = slices.Clone(second.Actions)
		for i := range r.Actions {
			planned.Actions[i].Asks = nil // as the planner leaves an answered one
		}
		third, _ := identity.Merge(planned, r, meeting())
		if k := third.Actions[lines]; k.Position != plan.Withdrawn {
			t.Errorf("an action that nothing asks about any more is not withdrawn: %d", k.Position)
		}
	})
}

func TestMergeStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	first, _ := identity.Merge(record(), reading(template(10, 0)...), meeting())
	m := meeting()
	m.Context = ctx
	second, _ := identity.Merge(withItems(first), reading(template(10, 10)...), m)
	if !second.Actions[0].Undecided() {
		t.Error("it compared although its context had ended")
	}
}

// Each of these once took hours: a document's lines met all of its known
// actions, its block's rows or its own text, one by one.
func TestMergeMeetsItselfAtOnce(t *testing.T) {
	const lines = 10_000
	titles := func(title func(i int) string) []string {
		var out []string
		for i := range lines {
			out = append(out, title(i))
		}
		return out
	}
	equal := titles(func(int) string { return "add an alert" })
	distinct := titles(func(i int) string { return word(i) + " the alert " + word(i*3+1) })
	for name, tc := range map[string]struct {
		before, after []string
		change        func(*review.Review, *plan.Review)
	}{
		"equal lines":            {equal, equal, nil},
		"fewer equal lines":      {equal, equal[:lines/2], nil},
		"new lines":              {nil, distinct, nil},
		"all lines gone":         {distinct, nil, func(r *review.Review, _ *plan.Review) { r.Text = strings.Join(equal, "\n") }},
		"lines that still stand": {distinct, nil, func(r *review.Review, _ *plan.Review) { r.Text = strings.Join(distinct, "\n") }},
		"one link in all lines": {distinct, distinct, func(r *review.Review, rec *plan.Review) {
			for i := range r.Actions {
				r.Actions[i].Ticket = &review.Ticket{Text: "PAY-1"}
				rec.Actions[i].Item.Key = "PAY-1"
			}
		}},
		"a block of rows": {nil, distinct, func(r *review.Review, _ *plan.Review) { r.Block = rows(distinct, "") }},
		"a block of cut rows": {nil, distinct, func(r *review.Review, _ *plan.Review) {
			r.Block = rows(titles(func(i int) string { return word(i) + " the" }), "…")
		}},
		"a block of one row": {nil, equal, func(r *review.Review, _ *plan.Review) { r.Block = rows(equal, "") }},
	} {
		t.Run(name, func(t *testing.T) {
			first, _ := identity.Merge(record(), reading(tc.before...), meeting())
			first, r := withItems(first), reading(tc.after...)
			if tc.change != nil {
				tc.change(&r, &first)
			}
			second, _ := identity.Merge(first, r, meeting())
			if n := len(known(second)); len(tc.after) > 0 && n == 0 {
				t.Error("no action was read")
			}
		})
	}
}

// rows are a block that came along with a copy.
func rows(titles []string, end string) *review.Block {
	b := &review.Block{Review: "ffffffffffff"}
	for i, title := range titles {
		b.Rows = append(b.Rows, review.BlockRow{Action: review.Key(fmt.Sprintf("%012x", i)), Title: title + end, Ticket: review.Ticket{Text: "PAY-1"}})
	}
	return b
}
