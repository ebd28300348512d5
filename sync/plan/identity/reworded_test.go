package identity_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
)

// written is a line of a review: "section | title | owner", the first and the last of
// which may be missing. Its first sign is that of its box.
func written(text string) review.Action {
	a := review.Action{Section: "Action items"}
	if rest, found := strings.CutPrefix(text, "[x] "); found {
		text, a.Mark = rest, review.Done
	}
	parts := strings.Split(text, " | ")
	if len(parts) == 3 {
		a.Section = parts[0]
		parts = parts[1:]
	}
	a.Title = parts[0]
	if len(parts) == 2 {
		a.Owner = parts[1]
	}
	return a
}

// lines are a review's lines, each a line below the other.
func lines(texts ...string) review.Review {
	r := review.Review{Title: "Checkout was down"}
	for i, text := range texts {
		a := written(text)
		a.Line = 10 + i
		r.Actions = append(r.Actions, a)
	}
	return r
}

// teamed is a meeting where owners are teams, but for those with a question mark.
func teamed() identity.Meeting {
	m := meeting()
	m.Team = func(_ plan.Review, k plan.Action) string {
		if strings.HasSuffix(k.Reading.Owner, "?") {
			return ""
		}
		return strings.TrimSuffix(k.Reading.Owner, " team")
	}
	return m
}

// became says what the lines of a review were taken for: the number, from 1, of the
// line before whose action it is, "?" and that of the one it asks about, or "new".
func became(before, after plan.Review) (out []string) {
	nth := func(key review.Key) string {
		for _, k := range before.Actions {
			if k.Key == key {
				return fmt.Sprint(k.Position + 1)
			}
		}
		return ""
	}
	for _, k := range after.Actions {
		switch n := nth(k.Key); {
		case k.Position < 0:
		case n != "" && k.Item != nil:
			out = append(out, n)
		case k.MayBeReworded():
			out = append(out, "?"+nth(k.Asks.Action))
		default:
			out = append(out, "new")
		}
	}
	return out
}

func TestMergeActionsInOtherWords(t *testing.T) {
	const (
		alert, page = "Alert on the depth of the queue", "Page somebody once the queue of jobs is too deep"
		runbook     = "Add a runbook for failover"
		certificate = "Rotate certificates before they expire"
	)
	for name, tc := range map[string]struct {
		before, after []string
		change        func(before *plan.Review, after *review.Review)
		want          []string // as became says
	}{
		"as many left as came":        {before: []string{alert, runbook}, after: []string{page, runbook}, want: []string{"1", "2"}},
		"a typo":                      {before: []string{alert, runbook}, after: []string{"Alert on the dept of the queue", runbook}, want: []string{"1", "2"}},
		"all lines":                   {before: []string{alert, runbook}, after: []string{page, "Write down in a runbook how a failover goes"}, want: []string{"1", "2"}},
		"the owner in common":         {before: []string{alert + " | payments", runbook}, after: []string{"Tell us early | payments", runbook}, want: []string{"1", "2"}},
		"the owner alone in common":   {before: []string{alert + " | nobody?", runbook}, after: []string{"Tell us early | nobody?", runbook}, want: []string{"1", "2"}},
		"a number in common":          {before: []string{"Keep 37 replicas", runbook}, after: []string{"Never run with less than 37 of them", runbook}, want: []string{"1", "2"}},
		"code in common":              {before: []string{"Cap max_connections", runbook}, after: []string{"The limit of max_connections gets lowered, then watched", runbook}, want: []string{"1", "2"}},
		"without blanks":              {before: []string{"キューの深さを監視する", runbook}, after: []string{"キューの深さにアラートを追加", runbook}, want: []string{"1", "2"}},
		"translated, the same owner":  {before: []string{alert + " | payments", runbook}, after: []string{"Bei voller Warteschlange warnen | payments", runbook}, want: []string{"1", "2"}},
		"translated":                  {before: []string{alert, runbook}, after: []string{"Bei voller Warteschlange warnen", runbook}, want: []string{"?1", "2"}},
		"its neighbours swapped":      {before: []string{runbook, alert, certificate}, after: []string{certificate, page, runbook}, want: []string{"3", "?2", "1"}},
		"one more at the end":         {before: []string{alert, runbook}, after: []string{page, runbook, certificate}, want: []string{"1", "2", "new"}},
		"one more beside it":          {before: []string{alert, runbook}, after: []string{page, certificate, runbook}, want: []string{"?1", "new", "2"}},
		"one more of the same owner":  {before: []string{alert + " | payments"}, after: []string{"Tell us early | payments", certificate + " | payments"}, want: []string{"?1", "?1"}},
		"another number":              {before: []string{"Raise the limit to 20"}, after: []string{"Raise the limit to 30"}, want: []string{"?1"}},
		"both swapped":                {before: []string{alert + " | payments", runbook + " | payments"}, after: []string{"Describe failover, as a runbook would | payments", page + " | payments"}, want: []string{"?2", "?1"}},
		"split in two":                {before: []string{"Alert on queue depth, then add a runbook for failover"}, after: []string{"Alert on queue depth", runbook}, want: []string{"?1", "?1"}},
		"two merged":                  {before: []string{"Alert on queue depth", runbook}, after: []string{"Alert on queue depth, then add a runbook for failover"}, want: []string{"?1"}},
		"another team":                {before: []string{alert + " | payments"}, after: []string{page + " | platform"}, want: []string{"?1"}},
		"another name of its team":    {before: []string{alert + " | payments"}, after: []string{page + " | payments team"}, want: []string{"1"}},
		"another team, nothing alike": {before: []string{alert + " | payments"}, after: []string{certificate + " | platform"}, want: []string{"new"}},
		"other owners of no team":     {before: []string{alert + " | somebody?"}, after: []string{page + " | else?"}, want: []string{"?1"}},
		"another section":             {before: []string{"Prevention | " + alert + " | "}, after: []string{"Detection | " + page + " | "}, want: []string{"?1"}},
		"another section, no words":   {before: []string{"Prevention | " + alert + " | payments"}, after: []string{"Detection | Tell us early | payments"}, want: []string{"new"}},
		"moved, and one at its place": {before: []string{"Prevention | " + alert + " | payments", "Detection | " + runbook + " | payments"},
			after: []string{"Prevention | " + certificate + " | payments", "Detection | " + runbook + " | payments", "Detection | " + alert + " | payments"}, want: []string{"new", "2", "1"}},
		"moved in other words, and one at its place": {before: []string{"Prevention | " + alert + " | payments", "Detection | " + runbook + " | payments"},
			after: []string{"Prevention | " + certificate + " | payments", "Detection | " + runbook + " | payments", "Detection | " + page + " | payments"}, want: []string{"?1", "2", "?1"}},
		"unrelated, at its place": {before: []string{alert, runbook}, after: []string{certificate, runbook}, want: []string{"?1", "2"}},
		"unrelated, elsewhere":    {before: []string{alert, runbook}, after: []string{runbook, certificate}, want: []string{"2", "new"}},
		"closed":                  {before: []string{alert}, after: []string{page}, change: state(review.Done), want: []string{"?1"}},
		"closed, nothing alike":   {before: []string{alert + " | payments"}, after: []string{certificate + " | payments"}, change: state(review.Declined), want: []string{"new"}},
		"closed on both sides":    {before: []string{alert}, after: []string{"[x] " + page}, change: state(review.Done), want: []string{"1"}},
		"its item is gone":        {before: []string{alert}, after: []string{page}, change: state(review.Missing), want: []string{"?1"}},
		"a shared item": {before: []string{alert, runbook}, after: []string{page, runbook}, want: []string{"?1", "2"},
			change: func(before *plan.Review, _ *review.Review) { before.Actions[1].Item = before.Actions[0].Item }},
		"a link is taken out": {before: []string{alert}, after: []string{page}, want: []string{"?1"},
			change: func(before *plan.Review, _ *review.Review) {
				before.Actions[0].Reading.Ticket = &review.Ticket{Text: before.Actions[0].Item.Key}
			}},
		"its link stands": {before: []string{alert, runbook}, after: []string{certificate, runbook}, want: []string{"1", "2"},
			change: func(before *plan.Review, after *review.Review) {
				after.Actions[0].Ticket = &review.Ticket{Text: before.Actions[0].Item.Key}
			}},
		"another item is named": {before: []string{alert}, after: []string{page}, want: []string{"new"},
			change: func(_ *plan.Review, after *review.Review) { after.Actions[0].Ticket = &review.Ticket{Text: "PAY-9"} }},
		"separate": {before: []string{alert}, after: []string{page}, want: []string{"new"},
			change: func(_ *plan.Review, after *review.Review) { after.Actions[0].Answer.Separate = true }},
		"the same, at once": {before: []string{alert, runbook}, after: []string{runbook, "Tell us early"}, want: []string{"2", "1"},
			change: func(before *plan.Review, after *review.Review) {
				after.Actions[1].Answer.Same = before.Actions[0].Item.Key
			}},
		"doubtful, at its place":       {before: []string{alert, runbook}, after: []string{page, runbook}, change: doubt(0), want: []string{"1", "2"}},
		"doubtful, nothing alike":      {before: []string{alert, runbook}, after: []string{certificate, runbook}, change: doubt(0), want: []string{"new", "2"}},
		"doubtful, and no item so far": {before: []string{alert}, after: []string{page}, change: both(doubt(0), asking), want: []string{"?1"}},
		"no item was asked for": {before: []string{alert}, after: []string{page}, want: []string{"new"},
			change: func(before *plan.Review, _ *review.Review) { before.Actions[0].Item = nil }},
		"ticked, nothing alike": {before: []string{alert}, after: []string{"[x] " + certificate}, want: []string{"new"}, change: state(review.Done)},
	} {
		t.Run(name, func(t *testing.T) {
			first, _ := identity.Merge(record(), lines(tc.before...), teamed())
			first = withItems(first)
			r := lines(tc.after...)
			if tc.change != nil {
				tc.change(&first, &r)
			}
			second, events := identity.Merge(first, r, teamed())
			if got := became(first, second); !slices.Equal(got, tc.want) {
				t.Errorf("became %q, want %q: %v", got, tc.want, events)
			}
			for _, k := range second.Actions { // what is asked about is not given up
				about := slices.ContainsFunc(second.Actions, func(o plan.Action) bool { return o.MayBeReworded() && o.Asks.Action == k.Key })
				if about != (k.Position == plan.Stands) {
					t.Errorf("%q has the position %d; asked about: %v", k.Now, k.Position, about)
				}
			}
			again, events := identity.Merge(second, r, teamed())
			if got := became(first, again); !slices.Equal(got, tc.want) || len(events) > 0 {
				t.Errorf("read once more it became %q: %v", got, events)
			}
		})
	}
}

func state(s review.State) func(*plan.Review, *review.Review) {
	return func(before *plan.Review, _ *review.Review) { before.Actions[0].State = s }
}

func doubt(i int) func(*plan.Review, *review.Review) {
	return func(_ *plan.Review, after *review.Review) { after.Actions[i].Doubt = "in the past tense" }
}

// asking is an action whose item was asked for, and not answered.
func asking(before *plan.Review, _ *review.Review) {
	before.Actions[0].Item, before.Actions[0].Attempts = nil, 1
}

func both(a, b func(*plan.Review, *review.Review)) func(*plan.Review, *review.Review) {
	return func(before *plan.Review, after *review.Review) { a(before, after); b(before, after) }
}

// A question ends with a person's word, with the old words, or where another line
// is the action; it goes on through further changes of words, and outlives the
// store where the review's block asks it.
func TestMergeAsksUntilItIsAnswered(t *testing.T) {
	before := []string{"Alert on the depth of the queue", "Add a runbook for failover"}
	first, _ := identity.Merge(record(), lines(before...), teamed())
	first = withItems(first)
	asked, _ := identity.Merge(first, lines("Bei voller Warteschlange warnen", before[1]), teamed())
	if got := became(first, asked); !slices.Equal(got, []string{"?1", "2"}) {
		t.Fatalf("became %q", got)
	}
	for name, tc := range map[string]struct {
		after  []string
		change func(*review.Action)
		want   []string
		gone   bool // the first action
	}{
		"separate":              {after: []string{"Bei voller Warteschlange warnen", before[1]}, change: func(a *review.Action) { a.Answer.Separate = true }, want: []string{"new", "2"}, gone: true},
		"the same":              {after: []string{"Bei voller Warteschlange warnen", before[1]}, change: func(a *review.Action) { a.Answer.Same = first.Actions[0].Item.Key }, want: []string{"1", "2"}},
		"the old words":         {after: before, want: []string{"1", "2"}},
		"the old words as well": {after: []string{"Bei voller Warteschlange warnen", before[1], before[0]}, want: []string{"new", "2", "1"}},
		"a typo":                {after: []string{"Bei voller Wartenschlange warnen", before[1]}, want: []string{"?1", "2"}},
		"in other words again":  {after: []string{"Avertir quand la file est pleine", before[1]}, want: []string{"?1", "2"}},
		"the line is gone":      {after: []string{before[1]}, want: []string{"2"}, gone: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := lines(tc.after...)
			if tc.change != nil {
				tc.change(&r.Actions[0])
			}
			third, _ := identity.Merge(asked, r, teamed())
			if got := became(first, third); !slices.Equal(got, tc.want) {
				t.Errorf("became %q, want %q", got, tc.want)
			}
			if k := third.Find(first.Actions[0].Key); k == nil || (k.Position == plan.Withdrawn) != tc.gone {
				t.Errorf("the first action: %+v", k)
			}
		})
	}
}
