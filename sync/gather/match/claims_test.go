package match_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// claim is an item of others with a marker, as the store has it.
func claim(id, project string, m *tracker.Marker, holds bool) plan.ItemRow {
	row := stored(id, project, nil)
	row.Made, row.Claim, row.Holds = time.Time{}, claimed(m), holds
	return row
}

func TestClaimsHoldWhereTheStoreMissedSomething(t *testing.T) {
	const words = "Alert on queue depth"
	for name, tc := range map[string]struct {
		fresh bool            // the listing, that is
		also  *tracker.Marker // of an item that our account made, and that comes to light
		found bool            // it was asked for
		holds bool
	}{
		"whole":                       {},
		"restored":                    {also: marker(rb, "Add a runbook"), holds: true},
		"listed first":                {fresh: true, also: marker(rb, "Add a runbook"), holds: true},
		"a lost answer came to light": {also: marker(rb, "Add a runbook"), found: true},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(&gathertest.Store{Known: []plan.Review{tracked(ra, "a.md", words)}})
			if tc.fresh { // it holds since nothing is known of before
				l.TrackerReadings["jira"] = ledger.TrackerReading{}
			}
			shown, found := item("1", "PAY", nil), map[review.Key]bool{}
			shown.Claim = claimed(marker(ra, words))
			meet(l, shown)
			if tc.also != nil {
				meet(l, item("2", "PAY", tc.also))
				found[tc.also.Action] = tc.found
			}
			match.Claims(l, found)
			if row := l.Items.At(plan.ItemID{Tracker: "jira", ID: "1"}); row.Holds != tc.holds {
				t.Errorf("it holds its action: %v", row.Holds)
			}
			if due := l.Reviews.Due(); len(due) > 0 != tc.holds {
				t.Errorf("requeued: %v", due)
			}
		})
	}
}

func TestHoldAndRelease(t *testing.T) {
	const words = "Alert on queue depth"
	counted, gone, unproven := item("1", "PAY", marker(ra, words)), claim("1", "PAY", marker(ra, words), true), claim("1", "PAY", marker(ra, words), true)
	gone.Gone = now
	unproven.Unproven = true
	other := *marker(ra, words)
	other.Action, other.Text = key(ra, "as it was first read"), "as it was first read"
	for name, tc := range map[string]struct {
		claim    plan.ItemRow
		has      *plan.Item
		held     bool // by an earlier pass
		shown    *tracker.Item
		restored bool
		attempts int
		want     string // held, free, or the id of its item
		key      review.Key
	}{
		"it holds":                            {claim: claim("1", "PAY", marker(ra, words), true), want: "held"},
		"it only bears the marker":            {claim: claim("1", "PAY", marker(ra, words), false), want: "free"},
		"it does, and the store was restored": {claim: claim("1", "PAY", marker(ra, words), false), restored: true, want: "held"},
		"one that is gone":                    {claim: gone, want: "free"},
		"it is gone":                          {claim: gone, held: true, want: "free"},
		"the action has an item":              {claim: claim("1", "PAY", marker(ra, words), true), has: &plan.Item{Tracker: "jira", ID: "9"}, held: true, want: "9"},
		"its account is named by now":         {claim: claim("1", "PAY", marker(ra, words), true), shown: &counted, want: "1"},
		"it was moved to its team's backlog":  {claim: unproven, want: "1"},
		"it is another's by its marker":       {claim: claim("1", "PAY", &other, true), held: true, shown: ptr(item("1", "PAY", &other)), attempts: 1, want: "held"},
		"it is of the action's former words":  {claim: claim("1", "PAY", &other, true), held: true, shown: ptr(item("1", "PAY", &other)), want: "1", key: other.Action},
	} {
		t.Run(name, func(t *testing.T) {
			r := tracked(ra, "a.md", words)
			r.Actions[0].Item, r.Actions[0].Attempts = tc.has, tc.attempts
			if tc.held {
				r.Actions[0].Claimed = plan.ClaimedBy(tc.claim)
			}
			l := open(&gathertest.Store{Known: []plan.Review{r}, Rows: []plan.ItemRow{tc.claim}})
			l.Restored[ra] = tc.restored
			planned := l.Reviews.Plan(r)
			match.Hold(l)
			if tc.shown != nil {
				meet(l, *tc.shown)
			}
			proof(t, l).Release()
			if tc.key == "" {
				tc.key = key(ra, words)
			}
			k, got := planned.Actions[0], "free"
			switch {
			case k.Item != nil:
				got = k.Item.ID
			case k.Claimed != nil:
				got = "held"
			}
			if tc.has != nil && k.Claimed != nil {
				t.Error("an action with an item is held")
			}
			if got != tc.want || k.Key != tc.key {
				t.Errorf("action %s is %s, want %s", k.Key, got, tc.want)
			}
		})
	}
}

func TestMissedWriteBack(t *testing.T) {
	for name, tc := range map[string]struct {
		digest, proposed, revision string
		want                       bool
	}{
		"the store wrote it":        {digest: "d1"},
		"the store proposed it":     {digest: "d0", proposed: "d1"},
		"the document is as it was": {digest: "d0", revision: "2"},
		"the store knows of none":   {},
		"the store knows an older":  {digest: "d0", want: true},
	} {
		before, doc := tracked(ra, "a.md"), withBlock(says("a.md"), ra)
		before.Digest, before.Proposed = tc.digest, tc.proposed
		if tc.revision != "" {
			before.Revision = tc.revision
		}
		if got := match.MissedWriteBack(before, doc); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestIntents(t *testing.T) {
	const words = "Alert on queue depth"
	intent := plan.Intent{Action: key(ra, words), Review: ra, Marker: *marker(ra, words), Tracker: "jira", Backlog: tracker.Backlog{Project: "PAY"}, Batch: "b1", Asked: now}
	elsewhere, renamed, older := item("1", "OPS", marker(ra, words)), intent, intent
	elsewhere.Unproven = true
	late := item("1", "PAY", marker(ra, words))
	late.Created = now
	first := item("2", "PAY", marker(ra, words))
	first.Created = now.Add(-time.Second)
	renamed.Tracker, older.Marker.Generation = "before", 2
	for name, tc := range map[string]struct {
		intent plan.Intent
		shown  []tracker.Item
		found  string
	}{
		"nothing came":                     {intent: intent},
		"it came":                          {intent: intent, shown: []tracker.Item{item("1", "PAY", marker(ra, words))}, found: "PAY-1"},
		"it came to a renamed tracker":     {intent: renamed, shown: []tracker.Item{item("1", "PAY", marker(ra, words))}, found: "PAY-1"},
		"a former generation's":            {intent: older, shown: []tracker.Item{item("1", "PAY", marker(ra, words))}},
		"somebody's, without accounts":     {intent: intent, shown: []tracker.Item{elsewhere}},
		"another action's":                 {intent: intent, shown: []tracker.Item{item("1", "PAY", marker(ra, "Add a runbook"))}},
		"two came: the one that is better": {intent: intent, shown: []tracker.Item{late, first}, found: "PAY-2"},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(&gathertest.Store{})
			meet(l, tc.shown...)
			a := match.Intents(l, []plan.Intent{tc.intent})
			if tc.found == "" {
				if len(a.Closed) > 0 || len(a.Open) != 1 {
					t.Errorf("it is closed: %v", a.Closed)
				}
				return
			}
			if len(a.Open) > 0 || a.Closed[0].Outcome != plan.OutcomeFound || a.Closed[0].Why != "no answer came, but "+tc.found+" bears the marker" {
				t.Errorf("it is %v", a)
			}
		})
	}
}

func TestJudge(t *testing.T) {
	intent := plan.Intent{Action: "a1", Tracker: "jira", Backlog: tracker.Backlog{Project: "PAY"}, Batch: "b1", Asked: now.Add(-time.Minute)}
	made := stored("1", "PAY", marker(ra, "Add a runbook"))
	made.Made = now
	unlisted := made
	unlisted.Listed = false
	before := unlisted
	before.Made = now.AddDate(0, 0, -1)
	met := made // by the listing, and so by its tracker's clock
	met.Created = now
	for name, tc := range map[string]struct {
		made   []plan.ItemRow
		hidden []string
		unread map[string]string
		batch  bool
		shown  time.Time
		behind string
	}{
		"an empty project":               {},
		"the listing shows what is made": {made: []plan.ItemRow{met, made}, shown: now},
		"it shows what came by it":       {made: []plan.ItemRow{met}, shown: now.Add(-30 * time.Second)},
		"the listing lacks one":          {made: []plan.ItemRow{unlisted}, behind: "the tracker's listing is behind, it lacks PAY-1"},
		"it lacks one of before":         {made: []plan.ItemRow{before}},
		"the project is hidden":          {hidden: []string{"PAY"}, behind: "PAY can't be seen now"},
		"another project is hidden":      {hidden: []string{"OPS"}},
		"a part can't be read":           {unread: map[string]string{"ops": "ops.md is no UTF-8"}, behind: "it may be in what can't be read: ops.md is no UTF-8"},
		"a part of its batch came":       {batch: true, behind: "another item of the same request has just come to light"},
	} {
		l := open(&gathertest.Store{})
		l.TrackerReadings["jira"] = ledger.TrackerReading{Hidden: tc.hidden}
		facts := plan.TrackerFacts{Settle: 30 * time.Second, Shown: map[string]time.Time{}, Behind: map[review.Key]string{}, Unread: tc.unread}
		match.Answers{Batches: map[string]bool{"b1": tc.batch}}.Judge(l, intent, tc.made, facts)
		if !facts.Shown["PAY"].Equal(tc.shown) || facts.Behind["a1"] != tc.behind {
			t.Errorf("%s: shown %s, behind %q", name, facts.Shown, facts.Behind["a1"])
		}
	}
}

func TestTwins(t *testing.T) {
	lines := []string{"Alert on queue depth", "Add a runbook"}
	old := tracked(ra, "a.md", lines...)
	old.Actions[0].Item = &plan.Item{Tracker: "jira", ID: "1", Key: "PAY-1"}
	closed := tracked(ra, "a.md", lines...)
	closed.Restricted = true
	for name, tc := range map[string]struct {
		known, fresh []plan.Review
		change       func(r *plan.Review) // the last of the fresh ones
		metBefore    review.Key
		asks         string // of the last one's second action: the twin
	}{
		"a known one":                      {known: []plan.Review{old}, fresh: []plan.Review{tracked(rb, "b.md", lines...)}, asks: "a.md"},
		"met together":                     {fresh: []plan.Review{tracked(ra, "a.md", lines...), tracked(rb, "b.md", lines...)}, asks: "a.md"},
		"met together, but met before too": {fresh: []plan.Review{tracked(ra, "a.md", lines...), tracked(rb, "b.md", lines...)}, metBefore: rb},
		"met together, and met before":     {fresh: []plan.Review{tracked(rb, "b.md", lines...), tracked(ra, "a.md", lines...)}, metBefore: rb, asks: "b.md"},
		"met together, one is restricted":  {fresh: []plan.Review{closed, tracked(rb, "b.md", lines...)}},
		"equal, but for their days":        {known: []plan.Review{old}, fresh: []plan.Review{tracked(rb, "b.md", lines...)}, asks: "a.md", change: func(r *plan.Review) { r.Content, r.Date = old.Content, now.AddDate(0, 0, -7) }},
		"other lines":                      {known: []plan.Review{old}, fresh: []plan.Review{tracked(rb, "b.md", lines[1], lines[0])}},
		"of another day": {known: []plan.Review{old}, fresh: []plan.Review{tracked(rb, "b.md", lines...)}, change: func(r *plan.Review) {
			r.Date = now.AddDate(0, 0, -7)
		}},
		"a draft": {known: []plan.Review{old}, fresh: []plan.Review{tracked(rb, "b.md", lines...)}, change: func(r *plan.Review) { r.Published = false }},
		"too old for items": {known: []plan.Review{old}, fresh: []plan.Review{tracked(rb, "b.md", lines...)}, change: func(r *plan.Review) {
			r.Age = now.AddDate(-2, 0, 0)
		}},
		"of another source": {known: []plan.Review{old}, fresh: []plan.Review{tracked(rb, "b.md", lines...)}, asks: "another review", change: func(r *plan.Review) {
			r.Source = "wiki"
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &gathertest.Store{Known: tc.known}
			for i := range s.Known {
				s.Known[i].Date = now
			}
			l := open(s)
			var last *plan.Review
			for _, r := range tc.fresh {
				r.Date = now
				last = l.Reviews.Plan(r)
			}
			if tc.change != nil {
				tc.change(last)
			}
			match.Twins(l, func(string) time.Time { return now.AddDate(-1, 0, 0) }, map[review.Key]bool{tc.metBefore: true})
			got := ""
			if asks := last.Actions[1].Asks; asks != nil {
				got = asks.Twin
			}
			if got != tc.asks {
				t.Errorf("it asks about %q, want %q", got, tc.asks)
			}
		})
	}
}

func TestOneLineMakesNoTwin(t *testing.T) {
	a, b := tracked(ra, "a.md", "Add a runbook"), tracked(rb, "b.md", "Add a runbook")
	a.Title, b.Title = "Checkout was down", "Search was slow"
	l := open(&gathertest.Store{Known: []plan.Review{a}})
	r := l.Reviews.Plan(b)
	match.Twins(l, func(string) time.Time { return time.Time{} }, nil)
	if r.Actions[0].Asks != nil {
		t.Error("a single line that is needed twice asks")
	}
}

func TestRestrictedTwinsAreRedacted(t *testing.T) {
	a, b := tracked(ra, "a.md", "Alert on queue depth"), tracked(rb, "b.md", "Alert on queue depth")
	b.Actions[0].Asks = &plan.Asked{Action: a.Actions[0].Key, Text: b.Actions[0].Now, Twin: "a.md", Item: plan.Item{Tracker: "jira", Key: "PAY-1"}}
	l := open(&gathertest.Store{Known: []plan.Review{a, b}})
	l.Reviews.Plan(a).Restricted = true
	match.RequeueAskers(l)
	if diff := cmp.Diff([]review.Key{ra, rb}, l.Reviews.Due(), cmp.Transformer("set", func(k []review.Key) map[review.Key]bool {
		out := map[review.Key]bool{}
		for _, one := range k {
			out[one] = true
		}
		return out
	})); diff != "" {
		t.Error(diff)
	}
	r := l.Reviews.Plan(b)
	match.Redact(l)
	if asks := r.Actions[0].Asks; !asks.Hidden || asks.Twin != "another review" || asks.Item.Key != "" {
		t.Errorf("it asks about %v", asks)
	}
}
