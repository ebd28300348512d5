package match_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func claimed(m *tracker.Marker) *tracker.Claim { return &tracker.Claim{Marker: *m, By: "eve"} }

func TestMeet(t *testing.T) {
	alert, book := marker(ra, "Alert on queue depth"), marker(ra, "Add a runbook")
	foreign := *alert
	foreign.Instance = "another"
	others := item("1", "PAY", nil)
	others.Claim = claimed(alert)
	dated := item("1", "PAY", alert)
	dated.Created = now.AddDate(0, 0, -3)
	old := others
	old.Created = now.AddDate(-2, 0, 0)
	theirs := stored("1", "PAY", nil)
	theirs.Made, theirs.Claim = time.Time{}, claimed(alert)
	moved := item("1", "OPS", alert)
	before := stored("1", "PAY", alert)
	before.URL = "https://old.example/browse/PAY-1"
	done := item("1", "PAY", alert)
	done.State = review.Done
	for name, tc := range map[string]struct {
		known   *plan.ItemRow
		shown   tracker.Item
		listing ledger.TrackerReading // of a new store, where it has no watermark
		young   bool                  // the store
		fresh   bool
		holds   bool
		marker  *tracker.Marker
		changed bool
		told    []string
	}{
		"ours, met first":               {shown: dated, fresh: true, marker: alert, changed: true},
		"of another instance":           {shown: item("1", "PAY", &foreign), changed: true},
		"as it was":                     {known: ptr(stored("1", "PAY", alert)), shown: item("1", "PAY", alert), marker: alert},
		"done by now":                   {known: ptr(stored("1", "PAY", alert)), shown: done, marker: alert, changed: true},
		"moved":                         {known: ptr(stored("1", "PAY", alert)), shown: moved, marker: alert, changed: true, told: []string{"item moved"}},
		"our account is another one":    {known: ptr(stored("1", "PAY", alert)), shown: others, marker: alert},
		"its marker is gone":            {known: ptr(stored("1", "PAY", alert)), shown: item("1", "PAY", nil), marker: alert},
		"a row with another marker":     {known: ptr(stored("1", "PAY", alert)), shown: item("1", "PAY", book), marker: alert, changed: true, told: []string{"marker changed"}},
		"others' made ours by a marker": {known: ptr(stored("1", "PAY", nil)), shown: item("1", "PAY", alert)},
		"others' whose account is named": {known: &theirs, shown: item("1", "PAY", alert), fresh: true,
			marker: alert, changed: true},
		"of a tracker that had the name": {known: &before, shown: item("1", "PAY", book), fresh: true, marker: book, changed: true},
		"a claim, whole store":           {shown: others, changed: true, told: []string{"claimed"}},
		"a claim, new store":             {shown: others, listing: ledger.TrackerReading{Account: "bot"}, holds: true, changed: true, told: []string{"claimed"}},
		"a claim, another account": {shown: others, listing: ledger.TrackerReading{Mark: plan.TrackerMark{Watermark: "1", Account: "old"}, Account: "bot"},
			holds: true, changed: true, told: []string{"claimed"}},
		"a claim that holds":               {known: ptr(claim("1", "PAY", alert, true)), shown: others, holds: true},
		"a claim that is taken away":       {known: ptr(claim("1", "PAY", alert, true)), shown: item("1", "PAY", nil), changed: true},
		"a claim older than an old store":  {shown: old, changed: true, told: []string{"claimed"}},
		"a claim older than a young store": {shown: others, young: true, holds: true, changed: true, told: []string{"claimed"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &gathertest.Store{Known: []plan.Review{tracked(ra, "a.md", "Alert on queue depth")}}
			if tc.known != nil {
				s.Rows = []plan.ItemRow{*tc.known}
				s.Known[0].Actions[0].Item = plan.ItemOf(*tc.known)
			}
			l := open(s)
			if tc.listing.Account != "" {
				l.TrackerReadings["jira"] = tc.listing
			}
			if tc.young {
				l.Created, tc.shown.Created = now.Add(-time.Hour), now.Add(-2*time.Hour)
			}
			meet(l, tc.shown)
			row := l.Items.At(plan.ItemID{Tracker: "jira", ID: "1"})
			switch {
			case (row.Marker == nil) != (tc.marker == nil), row.Marker != nil && !row.Marker.Same(*tc.marker):
				t.Errorf("its marker is %v, want %v", row.Marker, tc.marker)
			case l.Items.New[row.ItemID()] != tc.fresh:
				t.Errorf("it is new: %v", !tc.fresh)
			case tc.fresh && (row.Made.IsZero() || row.MadeIn != "PAY" || !tc.shown.Created.IsZero() && !row.Made.Equal(tc.shown.Created)):
				t.Errorf("it was made at %v in %q", row.Made, row.MadeIn)
			case row.Holds != tc.holds:
				t.Errorf("it holds its action: %v", row.Holds)
			case len(l.Items.Changed()) > 0 != tc.changed, tc.changed && tc.known != nil && len(l.Reviews.Due()) != 1:
				t.Errorf("changed: %v, requeued: %v", l.Items.Changed(), l.Reviews.Due())
			}
			told(t, l, tc.told...)
		})
	}
}

func ptr[T any](v T) *T { return &v }

func TestManyClaimsAreToldInOne(t *testing.T) {
	l := open(&gathertest.Store{})
	for i := range 30 {
		shown := item(strconv.Itoa(i), "PAY", nil)
		shown.Claim = claimed(marker(ra, "Alert on queue depth"))
		meet(l, shown)
	}
	if len(l.Log.Warnings) != 11 || len(l.Items.Claims) != 30 {
		t.Errorf("%d claims, %d warnings", len(l.Items.Claims), len(l.Log.Warnings))
	}
}

func TestGoneTakesTwoReadings(t *testing.T) {
	row := stored("1", "PAY", marker(ra, "Alert on queue depth"))
	for _, step := range []struct {
		after        time.Duration
		unseen, gone bool
		told         []string
	}{{0, true, false, []string{"item not seen"}}, {5 * time.Second, true, false, nil}, {20 * time.Second, true, true, []string{"item gone"}}, {30 * time.Second, true, true, nil}} {
		l := open(&gathertest.Store{Rows: []plan.ItemRow{row}})
		l.Now = now.Add(step.after)
		match.NotSeen(l, l.Now, []plan.ItemRow{row})
		if changed := l.Items.Changed(); len(changed) > 0 {
			row = changed[0]
		}
		if row.Unseen.IsZero() == step.unseen || row.Gone.IsZero() == step.gone {
			t.Errorf("after %s: unseen %v, gone %v", step.after, row.Unseen, row.Gone)
		}
		told(t, l, step.told...)
	}
	l := open(&gathertest.Store{Rows: []plan.ItemRow{row}})
	meet(l, item("1", "PAY", row.Marker))
	match.NotSeen(l, l.Now, []plan.ItemRow{stored("1", "PAY", row.Marker)})
	if back := l.Items.At(row.ItemID()); !back.Unseen.IsZero() || !back.Gone.IsZero() {
		t.Errorf("what is seen again is followed again: %v", back)
	}
}
