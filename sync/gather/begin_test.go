package gather_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// meanwhile is a pass during whose readings something happens.
func meanwhile(t *testing.T, g *gather.Gatherer, happens func()) gather.Result {
	t.Helper()
	b, err := g.Begin(t.Context(), gather.Request{})
	if err != nil {
		t.Fatal(err)
	}
	happens()
	r, err := b.Gather(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatAnotherProcessReadMeanwhileIsReadAgain(t *testing.T) {
	g, s, _, j := world(t)
	j.changes = tracker.Changes{Watermark: "7", Items: []tracker.Item{{ID: "1", Key: "PAY-1"}}}
	poked := 0
	g.Pace.Poke = func() { poked++ }
	r := meanwhile(t, g, func() { s.Marks = map[string]plan.TrackerMark{"jira": {Tracker: "jira", Watermark: "8"}} })
	if r.Input.Trackers["jira"].Problem == "" || len(r.Late) != 1 || len(r.Failures) != 0 || len(r.Found.Changes.Items)+len(r.Found.Changes.Trackers) != 0 || poked != 1 {
		t.Errorf("%+v, late are %v, failed %v, %d pokes", r.Found.Changes, r.Late, r.Failures, poked)
	}
	r = pass(t, g, gather.Request{})
	if r.Input.Trackers["jira"].Problem != "" || len(r.Late) != 0 || j.since != "8" {
		t.Errorf("read again since %q: %+v", j.since, r.Input.Trackers["jira"])
	}
}

// What the store knows otherwise by now is left for the next reading, document by
// document.
func TestDocumentsCountFromWhenTheyWereRead(t *testing.T) {
	for name, tc := range map[string]struct {
		happens func(s *gathertest.Store)
		taken   int  // of a.md and b.md
		gone    bool // c.md, which is not listed
	}{
		"nothing happens":         {func(*gathertest.Store) {}, 2, true},
		"one is written to":       {func(s *gathertest.Store) { s.Known[0].Revision = "9" }, 1, true},
		"one is known to be gone": {func(s *gathertest.Store) { s.Known[0].Gone = now }, 1, true},
		"another process met the new one": {func(s *gathertest.Store) {
			b := known("b.md")
			b.Revision = "9"
			s.Known = append(s.Known, b)
		}, 1, true},
		"the one that is not there has come": {func(s *gathertest.Store) { s.Known[1].Revision = "9" }, 2, false},
	} {
		g, s, p, _ := world(t)
		s.Known = []plan.Review{known("a.md"), known("c.md"), known("d.md"), known("e.md")}
		s.Known[0].Revision, p.docs["d.md"], p.docs["e.md"] = "0", doc("Raise the limit"), doc("Test the backup")
		p.docs["a.md"], p.docs["b.md"] = doc("Alert on queue depth"), doc("Add a runbook")
		r := meanwhile(t, g, func() { tc.happens(s) })
		taken, gone := 0, false
		for _, got := range r.Input.Reviews {
			if (got.Path == "a.md" || got.Path == "b.md") && got.Revision == "1" && len(got.Actions) == 1 {
				taken++
			}
			gone = gone || got.Path == "c.md" && !got.Gone.IsZero()
		}
		if taken != tc.taken || gone != tc.gone {
			t.Errorf("%s: %d taken, gone is %v", name, taken, gone)
		}
		marks := r.Found.Changes.Sources
		if partial := len(marks) == 0 || plan.Listed(marks[0].Digest) == ""; partial != (tc.taken != 2 || !tc.gone) {
			t.Errorf("%s: the mark is %+v", name, marks)
		}
	}
}

func TestWhatWasMadeSinceAReadingBeganIsNotMissed(t *testing.T) {
	g, s, _, j := world(t)
	at := now
	g.Now = func() time.Time { return at }
	row := plan.ItemRow{Tracker: "jira", Item: tracker.Item{ID: "1", Key: "PAY-1", Place: "PAY", Project: "PAY"}, Made: now.Add(time.Second)}
	j.changes = tracker.Changes{Scanned: []string{"PAY"}, Watermark: "7"}
	r := meanwhile(t, g, func() { at, s.Rows = now.Add(2*time.Second), []plan.ItemRow{row} })
	if len(r.Found.Changes.Items) > 0 || !r.Input.Trackers["jira"].Began.Equal(now) {
		t.Errorf("%+v, of a reading that began at %s", r.Found.Changes.Items, r.Input.Trackers["jira"].Began)
	}
	if r = pass(t, g, gather.Request{}); len(r.Found.Changes.Items) != 1 {
		t.Errorf("the next reading misses %v", r.Found.Changes.Items)
	}
}

// listsSlowly is a tracker that takes its time to list its items.
type listsSlowly struct {
	*jira
	takes time.Duration
}

func (s listsSlowly) Changed(ctx context.Context, b []tracker.Backlog, asked tracker.Asked, since string) (tracker.Changes, error) {
	time.Sleep(s.takes)
	return s.jira.Changed(ctx, b, asked, since)
}

func TestWhoIsWaitedForIsSaid(t *testing.T) {
	for name, tc := range map[string]struct {
		takes time.Duration
		said  []gather.Late
	}{
		"one that answers at once":   {time.Second, nil},
		"one that takes its minutes": {90 * time.Second, []gather.Late{{Tracker: "jira", Since: now}}},
	} {
		synctest.Test(t, func(t *testing.T) {
			g, _, _, j := world(t)
			var said []gather.Late
			g.Pace.Waits = func(late []gather.Late) { said = append(said, late...) }
			g.Trackers[0].Tracker = listsSlowly{j, tc.takes}
			pass(t, g, gather.Request{})
			if !slices.Equal(said, tc.said) {
				t.Errorf("%s: it says that it waits for %v", name, said)
			}
		})
	}
}

// slowly is a tracker that takes its time when it is asked by id.
type slowly struct {
	*jira
	takes time.Duration
}

func (s slowly) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	time.Sleep(s.takes)
	return s.jira.Get(ctx, ids)
}

func TestLateAnswersByIDAreTakenInByTheNextPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, s, p, j := world(t)
		g.Now = time.Now
		g.Pace.Rules = pace.Rules{Grace: time.Second}
		g.Trackers[0].Tracker = slowly{j, 3 * time.Second}
		row := plan.ItemRow{Tracker: "jira", Item: tracker.Item{ID: "OPS-1", Key: "OPS-1", Project: "OPS", State: review.Open}}
		r := known("a.md")
		r.Actions = []plan.Action{{Key: "a1", Item: plan.ItemOf(row)}}
		s.Known, s.Rows, p.docs["a.md"] = []plan.Review{r}, []plan.ItemRow{row}, doc("Alert on queue depth")
		j.items["OPS-1"] = tracker.Item{ID: "OPS-1", Key: "OPS-1", Project: "OPS", State: review.Done}
		from := time.Now()
		got := pass(t, g, gather.Request{Request: plan.Request{Again: true}})
		if took := time.Since(from); took > 2*time.Second || len(got.Late) != 1 || len(got.Failures) > 0 || len(got.Found.Changes.Items) > 0 {
			t.Errorf("after %s late are %v, to be written %v", took, got.Late, got.Found.Changes.Items)
		}
		if !g.Next(t.Context()) {
			t.Fatal("no answer comes")
		}
		if got = pass(t, g, gather.Request{}); len(got.Found.Changes.Items) != 1 || got.Found.Changes.Items[0].State != review.Done || len(j.got) != 1 {
			t.Errorf("to be written is %v, after %d questions", got.Found.Changes.Items, len(j.got))
		}
	})
}

// untold is a tracker that can't tell who changed a marker.
type untold struct{ *jira }

func (untold) Edited(context.Context, string) (bool, error) { return false, errors.New("503") }

// Where it can't be told whose an item is, its review waits: nothing is disowned,
// and nothing is made in its place.
func TestReviewWaitsWhereItCannotBeToldWhoseAnItemIs(t *testing.T) {
	g, s, p, j := world(t)
	g.Trackers[0].Tracker = untold{j}
	key := review.KeyOf(instance, "reviews", "a.md")
	m := tracker.Marker{Instance: instance, Review: key, Action: review.ActionKeyOf(instance, key, "alert on queue depth", 1), Generation: 1, Text: "alert on queue depth", Number: 1}
	p.docs["a.md"] = source.Document{Content: "1", Review: review.Review{Actions: []review.Action{{Title: "Alert on queue depth", Owner: "payments", Line: 1}}}}
	j.changes = tracker.Changes{Watermark: "7", Items: []tracker.Item{{ID: "1", Key: "OPS-1", URL: "https://jira.example/OPS-1", Project: "OPS", Marker: &m}}}
	r := pass(t, g, gather.Request{})
	if in := r.Input; len(in.Reviews) != 1 || in.Unsure[key] == "" || in.Reviews[0].Revision != "" || len(r.Found.Changes.Items) != 1 || r.Found.Changes.Items[0].Marker == nil {
		t.Fatalf("%+v, %v, written is %+v", in.Reviews, in.Unsure, r.Found.Changes.Items)
	}
	s.Known, s.Rows = r.Input.Reviews, r.Found.Changes.Items
	j.changes.Items = nil
	g.Trackers[0].Tracker = j // which can tell
	if in := pass(t, g, gather.Request{}).Input; len(in.Reviews) != 1 || in.Reviews[0].Actions[0].Item == nil || in.Unsure[key] != "" {
		t.Errorf("%+v, %v", in.Reviews, in.Unsure)
	}
}

// Since when somebody can't be read is kept until he can, and the moment stays.
func TestWhoCannotBeReadIsKept(t *testing.T) {
	g, s, p, j := world(t)
	at := now
	g.Now = func() time.Time { return at }
	s.Sources, s.Marks = map[string]plan.SourceMark{}, map[string]plan.TrackerMark{}
	for n, tc := range []struct {
		err  error
		want plan.Unread
	}{
		{errors.New("gone away"), plan.Unread{Since: now, Why: "gone away"}},
		{errors.New("gone away"), plan.Unread{Since: now, Why: "gone away"}},
		{nil, plan.Unread{}},
		{nil, plan.Unread{}},
		{errors.New("503"), plan.Unread{Since: now.Add(4 * time.Hour), Why: "503"}},
	} {
		at = now.Add(time.Duration(n) * time.Hour)
		p.list, j.err = tc.err, tc.err
		c := pass(t, g, gather.Request{}).Found.Changes
		if n%2 == 1 && len(c.Sources)+len(c.Trackers) > 0 {
			t.Errorf("pass %d has marks kept that are as they were: %+v, %+v", n, c.Sources, c.Trackers)
		}
		for _, m := range c.Sources {
			s.Sources[m.Source] = m
		}
		for _, m := range c.Trackers {
			s.Marks[m.Tracker] = m
		}
		if s.Sources["reviews"].Unread != tc.want || s.Marks["jira"].Unread != tc.want {
			t.Errorf("pass %d: %+v, %+v", n, s.Sources, s.Marks)
		}
	}
}
