package match_test

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func TestTakeOver(t *testing.T) {
	const words = "Alert on queue depth"
	ours := stored("1", "PAY", marker(ra, words))
	bare, moved := stored("1", "PAY", nil), stored("1", "PAY", marker(ra, words))
	moved.URL = "https://old.example/browse/PAY-1"
	for name, tc := range map[string]struct {
		item   plan.Item
		named  []plan.Named
		unsure string
		from   string // where it is
		taken  bool
	}{
		"its tracker is there":             {item: *plan.ItemOf(ours)},
		"its tracker is gone":              {item: plan.Item{Tracker: "old", ID: "1", Key: "PAY-1", URL: "https://old.example/browse/PAY-1"}, from: "in old, not configured now"},
		"its tracker's name is another's":  {item: *plan.ItemOf(moved), from: "where jira was before"},
		"its tracker has another name now": {item: plan.Item{Tracker: "old", ID: "1", Key: "PAY-1", URL: ours.URL}, named: []plan.Named{{Tracker: "jira", ID: "1", Found: true, Row: ours}}, from: "in old, not configured now", taken: true},
		"the same address, no marker":      {item: plan.Item{Tracker: "old", ID: "1", Key: "PAY-1", URL: ours.URL}, named: []plan.Named{{Tracker: "jira", ID: "1", Found: true, Row: bare}}, from: "in old, not configured now", taken: true},
		"the same key, another address":    {item: plan.Item{Tracker: "old", ID: "1", Key: "PAY-1", URL: "https://old.example/browse/PAY-1"}, named: []plan.Named{{Tracker: "jira", ID: "1", Found: true, Row: bare}}, from: "in old, not configured now"},
		"it could not be asked":            {item: plan.Item{Tracker: "old", ID: "1", Key: "PAY-1", URL: ours.URL}, named: []plan.Named{{Tracker: "jira", ID: "1", Problem: "jira is down"}}, from: "in old, not configured now", unsure: "jira is down"},
		"out of sight":                     {item: plan.Item{Tracker: "old", ID: "1", Key: "PAY-1", URL: ours.URL}, named: []plan.Named{{Tracker: "jira", ID: "1", Found: true, Elsewhere: true, Row: ours}}, from: "in old, not configured now"},
	} {
		t.Run(name, func(t *testing.T) {
			r := tracked(ra, "a.md", words)
			r.Actions[0].Item = &tc.item
			was := plan.ItemRow{Tracker: "old", Item: ours.Item}
			l := open(&gathertest.Store{Known: []plan.Review{r}, Rows: []plan.ItemRow{was}})
			planned, items := l.Reviews.Plan(r), map[plan.ItemID]plan.ItemRow{}
			match.Away(l, func(string) string { return "" })
			if got := l.Away[key(ra, words)].From; got != tc.from {
				t.Errorf("it is %q, want %q", got, tc.from)
			}
			proof(t, l).TakeOver(map[review.Key][]plan.Named{key(ra, words): tc.named}, items)
			gone, away := l.Away[key(ra, words)]
			if row, taken := items[ours.ItemID()]; taken && row.Marker == nil {
				t.Error("what is taken over has lost its marker")
			}
			if gone.Unsure != tc.unsure {
				t.Errorf("it is unsure: %q", gone.Unsure)
			}
			if taken := planned.Actions[0].Item.Tracker == "jira" && len(items) == 1; taken != tc.taken || away != (tc.from != "" && !tc.taken) {
				t.Errorf("taken over: %v, away: %v", taken, away)
			}
		})
	}
}

func TestTicket(t *testing.T) {
	const words = "Alert on queue depth"
	named, row := &review.Ticket{Text: "OPS-9"}, stored("1", "PAY", marker(ra, words))
	own, gone := plan.ItemOf(row), row
	gone.Gone = now
	for name, tc := range map[string]struct {
		item   *plan.Item
		row    plan.ItemRow
		away   bool
		ticket *review.Ticket
		same   string
		silent bool
		state  review.State
		want   string
	}{
		"nothing is named":               {},
		"its line names one":             {ticket: named, want: "OPS-9"},
		"it has its own":                 {ticket: named, item: own, row: row},
		"its own was missing":            {ticket: named, item: own, row: row, state: review.Missing, want: "OPS-9"},
		"its own is gone":                {ticket: named, item: own, row: gone, want: "OPS-9"},
		"answered":                       {ticket: named, same: "OPS-7", want: "OPS-7"},
		"answered with a link":           {same: "https://jira.example/browse/OPS-7", want: "https://jira.example/browse/OPS-7"},
		"only our block names it":        {item: &plan.Item{ID: plan.LostItem, Key: "PAY-1", URL: own.URL}, want: own.URL},
		"its own is away":                {item: own, row: row, away: true, want: own.URL},
		"away, and the line has it":      {item: own, row: row, away: true, ticket: &review.Ticket{Text: "PAY-1"}, want: own.URL},
		"away, and the line has another": {item: own, row: row, away: true, ticket: named, want: "OPS-9"},
		"away, and answered":             {item: own, row: row, away: true, ticket: named, same: "OPS-7", want: "OPS-7"},
		"a draft":                        {ticket: named, silent: true},
	} {
		r := tracked(ra, "a.md", words)
		r.Published = !tc.silent
		k := r.Actions[0]
		k.State = tc.state
		k.Item, k.Reading.Ticket, k.Reading.Answer.Same = tc.item, tc.ticket, tc.same
		l := open(&gathertest.Store{})
		l.Items.Meet(tc.row)
		if tc.away {
			l.Away[k.Key] = plan.Away{From: "in old"}
		}
		if got := match.Ticket(l, r, k).Link(); got != tc.want {
			t.Errorf("%s: %q is looked up, want %q", name, got, tc.want)
		}
	}
}

func TestDuplicatesAreNamed(t *testing.T) {
	const words = "Alert on queue depth"
	signed, remade, twice := marker(ra, words).Signed("secret", now), *marker(ra, words), stored("1", "PAY", marker(ra, words))
	remade.Generation, twice.ID = 2, "another"
	for name, tc := range map[string]struct {
		mine  plan.ItemRow
		other plan.ItemRow
		note  string
	}{
		"another one":            {mine: stored("1", "PAY", marker(ra, words)), other: stored("2", "PAY", marker(ra, words)), note: "the same marker is on PAY-2"},
		"of another action":      {mine: stored("1", "PAY", marker(ra, words)), other: stored("2", "PAY", marker(ra, "Add a runbook"))},
		"left behind by remake":  {mine: stored("1", "PAY", &remade), other: stored("2", "PAY", marker(ra, words))},
		"seen by two accounts":   {mine: stored("1", "PAY", marker(ra, words)), other: twice},
		"copied, with signature": {mine: stored("1", "PAY", &signed), other: stored("2", "PAY", &signed)},
	} {
		r := tracked(ra, "a.md", words)
		r.Actions[0].Item, r.Actions[0].Generation = plan.ItemOf(tc.mine), tc.mine.Marker.Generation
		l := open(&gathertest.Store{Known: []plan.Review{r}, Rows: []plan.ItemRow{tc.mine, tc.other}})
		l.Reviews.Plan(r)
		items := map[plan.ItemID]plan.ItemRow{tc.mine.ItemID(): tc.mine}
		match.Duplicates(l, items)
		if note := items[tc.mine.ItemID()].Note; note != tc.note {
			t.Errorf("%s: %q, want %q", name, note, tc.note)
		}
	}
}

func TestRefresh(t *testing.T) {
	closed := func(string, review.Review) bool { return true }
	ticked, unread := true, []review.Flaw{{Line: 1}}
	words := review.Review{Flaws: unread}.UnreadWords()
	for name, tc := range map[string]struct {
		before func(*plan.Review)
		doc    func(*source.Document)
		is     match.Restriction
		told   []string
		holds  func(plan.Review) bool
	}{
		"met first":               {before: func(r *plan.Review) { *r = plan.Review{Key: ra, Source: "reviews"} }, told: []string{"first read"}, holds: func(r plan.Review) bool { return r.FirstRead.Equal(now) && r.Published }},
		"met first, restricted":   {before: func(r *plan.Review) { *r = plan.Review{Key: ra, Source: "reviews"} }, is: closed, told: []string{"first read"}, holds: func(r plan.Review) bool { return r.Restricted }},
		"as it was":               {holds: func(r plan.Review) bool { return r.Revision == "2" && r.Digest == "" }},
		"it is back":              {before: func(r *plan.Review) { r.Gone = now }, told: []string{"is back"}, holds: func(r plan.Review) bool { return r.Gone.IsZero() }},
		"taken back":              {doc: func(d *source.Document) { d.Review.Published = new(bool) }, told: []string{"taken back"}, holds: func(r plan.Review) bool { return !r.Published }},
		"published again":         {before: func(r *plan.Review) { r.Published = false }, told: []string{"published again"}, holds: func(r plan.Review) bool { return r.Published }},
		"to come":                 {before: func(r *plan.Review) { r.Published = false }, doc: func(d *source.Document) { d.Review.NotBefore = now.AddDate(0, 0, 1) }, holds: func(r plan.Review) bool { return !r.Published }},
		"restricted":              {is: closed, told: []string{"restricted"}, holds: func(r plan.Review) bool { return r.Restricted }},
		"not restricted any more": {before: func(r *plan.Review) { r.Restricted = true }, told: []string{"not restricted"}, holds: func(r plan.Review) bool { return !r.Restricted }},
		"a proposal was merged": {
			before: func(r *plan.Review) { r.Proposed, r.Actions[0].Proposed = "d1", &plan.ProposedMarks{Ticked: &ticked} },
			doc:    func(d *source.Document) { d.Review.Block = block(ra) },
			holds:  func(r plan.Review) bool { return r.Actions[0].Ticked && r.Proposed == "" && r.Digest == "d1" },
		},
		"it can't be read whole, as told": {before: func(r *plan.Review) { r.Problem = words }, doc: func(d *source.Document) { d.Review.Flaws = unread }, holds: func(r plan.Review) bool { return r.Problem == words }},
		"it can't be read whole":          {doc: func(d *source.Document) { d.Review.Flaws = unread }, told: []string{"unreadable"}, holds: func(r plan.Review) bool { return r.Problem == words }},
		"another report was merged": {
			before: func(r *plan.Review) { r.Proposed, r.Actions[0].Proposed = "d2", &plan.ProposedMarks{Ticked: &ticked} },
			doc:    func(d *source.Document) { d.Review.Block = block(ra) },
			holds:  func(r plan.Review) bool { return !r.Actions[0].Ticked },
		},
		"it was here before it arrived":    {before: func(r *plan.Review) { r.PublishedAt = now }, doc: func(d *source.Document) { d.Arrived = now.Add(time.Hour) }, holds: func(r plan.Review) bool { return r.PublishedAt.Equal(now) }},
		"changed by a clock that is ahead": {doc: func(d *source.Document) { d.Revision, d.Changed = "3", now.AddDate(0, 6, 0) }, holds: func(r plan.Review) bool { return r.Changed.Equal(now) }},
		"a proposal was turned down": {before: func(r *plan.Review) { r.Proposed, r.Actions[0].Proposed = "d1", &plan.ProposedMarks{Ticked: &ticked} },
			holds: func(r plan.Review) bool { return !r.Actions[0].Ticked && r.Proposed == "" }},
		"what is not to be believed": {doc: func(d *source.Document) { d.Doubt = "a pull request waits" }, holds: func(r plan.Review) bool { return r.Problem == "a pull request waits" && r.Unfit == "2" }},
	} {
		t.Run(name, func(t *testing.T) {
			r, doc, l := tracked(ra, "a.md", "Alert on queue depth"), says("a.md"), open(&gathertest.Store{})
			if tc.before != nil {
				tc.before(&r)
			}
			if tc.doc != nil {
				tc.doc(&doc)
			}
			match.Refresh(l, &r, doc, tc.is)
			if opens := l.Opens[ra]; name == "to come" && !opens.Equal(doc.Review.NotBefore) {
				t.Errorf("it opens at %v", opens)
			}
			if !tc.holds(r) {
				t.Errorf("it is %+v", r)
			}
			told(t, l, tc.told...)
		})
	}
}
