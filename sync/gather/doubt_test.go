package gather_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// folder is a tracker whose listing shows at once all that is there.
type folder struct{ *jira }

func (folder) Settle() time.Duration { return 0 }

// lies are so many items of ours in the place PAY.
func lies(n int) (out []plan.ItemRow) {
	for i := range n {
		id := strconv.Itoa(i)
		out = append(out, plan.ItemRow{Tracker: "jira", Made: now.AddDate(0, 0, -9), Item: tracker.Item{
			ID: id, Key: "PAY-" + id, URL: "https://jira.example/PAY-" + id, Project: "PAY", Place: "PAY",
			Marker: &tracker.Marker{Instance: instance, Review: review.Key("aaaaaaaaaaaa"), Action: review.Key("00000000000" + id), Generation: 1, Number: 1},
		}})
	}
	return out
}

// shown are the first of the rows, as a listing of PAY shows them.
func shown(rows []plan.ItemRow, n int) tracker.Changes {
	c := tracker.Changes{Scanned: []string{"PAY"}, Watermark: "8"}
	for _, row := range rows[:n] {
		c.Items = append(c.Items, row.Item)
	}
	return c
}

func goneOf(r gather.Result) (unseen, gone int) {
	for _, row := range r.Found.Changes.Items {
		switch {
		case !row.Gone.IsZero():
			gone++
		case !row.Unseen.IsZero():
			unseen++
		}
	}
	return unseen, gone
}

// TestMostOfATrackerGoneIsDoubted: five items or more, of which more than half are
// missing, are believed to be gone after a day, or when a person says so.
func TestMostOfATrackerGoneIsDoubted(t *testing.T) {
	for name, tc := range map[string]struct {
		there, left  int
		emptied      string
		doubted      time.Time
		believe      string
		known        bool // to the tracker, by id
		unreachable  bool
		gone, unseen int
		told         bool
	}{
		"all of five":                       {there: 5, told: true},
		"three of five":                     {there: 5, left: 2, told: true},
		"half of six":                       {there: 6, left: 3, unseen: 3},
		"all of four":                       {there: 4, unseen: 4},
		"all of four, with all their files": {there: 4, emptied: "all of its 2 files are gone", told: true},
		"nothing, with all files":           {emptied: "all of its 2 files are gone", told: true},
		"within a day":                      {there: 5, doubted: now.Add(-23 * time.Hour), told: true},
		"after a day":                       {there: 5, doubted: now.Add(-24 * time.Hour), gone: 5},
		"after a day, but known by id":      {there: 5, doubted: now.Add(-24 * time.Hour), known: true},
		"after a day, not to be asked":      {there: 5, doubted: now.Add(-24 * time.Hour), unreachable: true, told: true},
		"confirmed":                         {there: 5, believe: "jira", gone: 5},
		"another one is confirmed":          {there: 5, believe: "github", told: true},
	} {
		for kind, whole := range map[string]bool{"a folder": true, "a listing of changes": false} {
			t.Run(name+", "+kind, func(t *testing.T) {
				g, s, _, j := world(t)
				if whole {
					g.Trackers[0].Tracker = folder{j}
				}
				s.Rows = lies(tc.there)
				s.Marks = map[string]plan.TrackerMark{"jira": {Tracker: "jira", Watermark: "7", Doubted: tc.doubted}}
				j.changes = shown(s.Rows, tc.left)
				j.changes.Emptied = tc.emptied
				if tc.known {
					for _, row := range s.Rows {
						j.items[row.ID] = row.Item
					}
				}
				if tc.unreachable {
					j.gets = errors.New("down")
				}
				r := pass(t, g, gather.Request{BelieveTracker: tc.believe})
				unseen, gone := goneOf(r)
				want := tc.unseen
				if tc.told && !whole { // else it is compared with the mark again
					want = tc.there - tc.left
				}
				if unseen != want || gone != tc.gone {
					t.Errorf("%d are not seen, %d gone", unseen, gone)
				}
				if told := len(r.Failures) == 1; told != tc.told {
					t.Errorf("told is %v", r.Failures)
				}
				mark := s.Marks["jira"]
				for _, now := range r.Found.Changes.Trackers {
					mark = now
				}
				if (mark.Watermark == "7") != (tc.told && whole) || mark.Doubted.IsZero() == tc.told {
					t.Errorf("the mark is %+v", mark)
				}
				if n := eventsOf(r, "item"); tc.told && n > 0 {
					t.Errorf("told are %d events", n)
				}
				if tc.told && !tc.unreachable {
					if why := r.Input.Trackers["jira"].Unread["PAY"]; !strings.Contains(why, "`followthrough sync --tracker jira --gone` confirms it") {
						t.Errorf("something may be made there: %q", why)
					}
				}
			})
		}
	}
}

// TestADoubtEndsWhenTheItemsAreBack, whatever was taken down meanwhile.
func TestADoubtEndsWhenTheItemsAreBack(t *testing.T) {
	g, s, _, j := world(t)
	s.Rows = lies(6)
	j.changes = shown(s.Rows, 0)
	r := pass(t, g, gather.Request{})
	keep(s, r)
	at := now.Add(time.Minute)
	g.Now = func() time.Time { return at }
	j.changes = tracker.Changes{Watermark: "9"} // nothing changed since
	r = pass(t, g, gather.Request{})
	keep(s, r)
	if _, gone := goneOf(r); gone > 0 || len(r.Failures) != 1 || s.Marks["jira"].Doubted != now {
		t.Fatalf("%d are gone, %v", gone, r.Failures)
	}
	j.changes = shown(s.Rows, 4)
	r = pass(t, g, gather.Request{})
	keep(s, r)
	if _, gone := goneOf(r); gone != 2 || len(r.Failures) != 0 || !s.Marks["jira"].Doubted.IsZero() || len(r.Input.Trackers["jira"].Unread) > 0 {
		t.Errorf("%d are gone, %v, %+v", gone, r.Failures, s.Marks)
	}
}

// eventsOf counts the events whose names begin so.
func eventsOf(r gather.Result, what string) (n int) {
	for _, e := range r.Found.Changes.Events {
		if strings.HasPrefix(e.What, what) {
			n++
		}
	}
	return n
}

// keep puts into the store what a pass found of items and trackers.
func keep(s *gathertest.Store, r gather.Result) {
	for _, now := range r.Found.Changes.Items {
		for i, row := range s.Rows {
			if row.ItemID() == now.ItemID() {
				s.Rows[i] = now
			}
		}
	}
	for _, m := range r.Found.Changes.Trackers {
		s.Marks = map[string]plan.TrackerMark{m.Tracker: m}
	}
}

// TestWhatIsAskedForByHandIsDoubtedLikewise: reading all items by id, as sync does,
// concludes no more from their absence than a listing does, and ends no doubt.
func TestWhatIsAskedForByHandIsDoubtedLikewise(t *testing.T) {
	g, s, p, j := world(t)
	r := known("a.md")
	for i, row := range lies(5) {
		r.Actions = append(r.Actions, plan.Action{Key: row.Marker.Action, Wording: plan.Wording{Now: strconv.Itoa(i)}, Item: plan.ItemOf(row)})
	}
	s.Known, s.Rows, p.docs["a.md"] = []plan.Review{r}, lies(5), doc("0")
	j.changes.Watermark = "8"
	got := pass(t, g, gather.Request{Request: plan.Request{Again: true}})
	if unseen, gone := goneOf(got); len(j.got) != 5 || unseen != 5 || gone > 0 || len(got.Failures) != 1 || eventsOf(got, "item") > 0 {
		t.Errorf("%d are not seen, %d gone, %v", unseen, gone, got.Failures)
	}
	if marks := got.Found.Changes.Trackers; len(marks) != 1 || marks[0].Doubted != now || marks[0].Watermark != "8" {
		t.Errorf("the marks are %+v", marks)
	}
}

// TestANameIsNotUnknownWhileAbsenceIsDoubted: what a line names may be there.
func TestANameIsNotUnknownWhileAbsenceIsDoubted(t *testing.T) {
	g, s, p, j := world(t)
	s.Rows = lies(5)
	j.changes = shown(s.Rows, 0)
	d := doc("Alert on queue depth")
	d.Review.Actions[0].Ticket = &review.Ticket{Text: "OPS-1"}
	p.docs["a.md"] = d
	in := pass(t, g, gather.Request{}).Input
	if named := in.Named[in.Reviews[0].Actions[0].Key]; len(named) != 1 || named[0].Found || !strings.Contains(named[0].Problem, "gone at once") {
		t.Errorf("%+v", named)
	}
}

// TestNothingIsMadeWhereAPlaceVanished in the reading that shows it.
func TestNothingIsMadeWhereAPlaceVanished(t *testing.T) {
	g, _, _, j := world(t)
	j.changes = tracker.Changes{Vanished: []string{"PAY"}, Watermark: "8"}
	r := pass(t, g, gather.Request{})
	if why := r.Input.Trackers["jira"].Unread["PAY"]; why == "" || len(r.Failures) > 0 || r.Found.Changes.Trackers[0].Watermark != "8" {
		t.Errorf("%q, %v", why, r.Failures)
	}
}
