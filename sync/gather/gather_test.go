package gather_test

import (
	"context"
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

const instance = "followthrough"

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// pages is a source whose documents are given by path.
type pages struct {
	docs map[string]source.Document
	errs map[string]error
	list error
}

func (p *pages) List(context.Context) (out []source.Entry, err error) {
	for path := range p.docs {
		out = append(out, source.Entry{Path: path, Revision: "1"})
	}
	for path := range p.errs {
		out = append(out, source.Entry{Path: path, Revision: "1"})
	}
	return out, p.list
}

func (p *pages) Read(_ context.Context, e source.Entry) (source.Document, error) {
	if err := p.errs[e.Path]; err != nil {
		if errors.Is(err, errPanic) {
			panic("index out of range")
		}
		return source.Document{}, err
	}
	doc := p.docs[e.Path]
	doc.Entry = e
	return doc, nil
}

var errPanic = errors.New("panics")

// jira is a tracker that shows what it is given.
type jira struct {
	tracker.Tracker
	changes tracker.Changes
	items   map[string]tracker.Item
	err     error
	gets    error
	since   string
	looked  []tracker.Backlog
	asked   tracker.Asked
	got     []string
	recent  map[string]int // by project, the requests
}

func (j *jira) Changed(_ context.Context, b []tracker.Backlog, asked tracker.Asked, since string) (tracker.Changes, error) {
	j.looked, j.asked, j.since = b, asked, since
	return j.changes, j.err
}

func (j *jira) Get(_ context.Context, ids []string) (out []tracker.Item, err error) {
	if j.gets != nil {
		return nil, j.gets
	}
	j.got = append(j.got, ids...)
	for _, id := range ids {
		if i, ok := j.items[id]; ok {
			out = append(out, i)
		}
	}
	return out, nil
}

func (j *jira) Recognise(t review.Ticket) (string, bool) {
	return t.Text, strings.Contains(t.Text, "-")
}

func (j *jira) Recent(_ context.Context, project string, _ time.Time, _ int) ([]tracker.Other, error) {
	j.recent[project]++
	return []tracker.Other{{Key: "PAY-9"}}, nil
}

// world is a gatherer over one source, one tracker and a store.
func world(t *testing.T) (*gather.Gatherer, *gathertest.Store, *pages, *jira) {
	t.Helper()
	m, problems := mapping.New([]mapping.Team{{Name: "payments", Create: mapping.CreateAuto, Backlog: mapping.Backlog{Tracker: "jira", Project: "PAY"}}}, nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s, p := &gathertest.Store{Made: now.AddDate(-1, 0, 0)}, &pages{docs: map[string]source.Document{}, errs: map[string]error{}}
	j := &jira{items: map[string]tracker.Item{}, recent: map[string]int{}}
	return &gather.Gatherer{
		Store: s, Instance: instance, Config: "1", Mapping: m, Now: func() time.Time { return now },
		Sources: []gather.Source{{Name: "reviews", Source: p}}, Trackers: []gather.Tracker{{Name: "jira", Tracker: j}},
	}, s, p, j
}

func pass(t *testing.T, g *gather.Gatherer, req gather.Request) gather.Result {
	t.Helper()
	r, err := g.Gather(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func doc(words string) source.Document {
	return source.Document{Content: words, Review: review.Review{Actions: []review.Action{{Title: words, Owner: "payments", Line: 1}}}}
}

func known(path string) plan.Review {
	return plan.Review{
		Key: review.KeyOf(instance, "reviews", path), Source: "reviews", Path: path, Published: true, FirstRead: now, Planned: "1",
		Looked:   now,
		Document: plan.Document{Revision: "1", Content: path},
		Said:     plan.Said{Age: now},
	}
}

func TestANewReviewIsGathered(t *testing.T) {
	g, s, p, j := world(t)
	p.docs["a.md"] = doc("Alert on queue depth")
	j.changes.Watermark = "7"
	r := pass(t, g, gather.Request{})
	if in := r.Input; len(in.Reviews) != 1 || in.Reviews[0].Actions[0].Key == "" || len(in.Alike) != 1 || r.Opened != 1 {
		t.Errorf("gathered was %+v", in)
	}
	if c := r.Found.Changes; len(c.Sources) != 1 || c.Sources[0].Digest != r.Found.Digests["reviews"] || c.Trackers[0].Watermark != "7" || len(j.looked) != 1 {
		t.Errorf("to be written: %+v", c)
	}
	s.Sources = map[string]plan.SourceMark{"reviews": r.Found.Changes.Sources[0]}
	s.Marks = map[string]plan.TrackerMark{"jira": r.Found.Changes.Trackers[0]}
	s.Known, s.Reads = r.Input.Reviews, 0
	s.Known[0].Planned = "1"
	if r = pass(t, g, gather.Request{}); s.Reads != 0 || r.Opened != 0 || len(r.Input.Reviews) != 0 || !r.Found.Changes.Empty() || j.since != "7" {
		t.Errorf("a quiet pass made %d readings, and %+v", s.Reads, r.Found.Changes)
	}
}

func TestWhatCannotBeReadIsNotAbsent(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*gather.Gatherer, *pages, *jira)
		stale  bool
		down   bool
		review string // the problem of a.md
		fails  int
	}{
		"the source":               {change: func(_ *gather.Gatherer, p *pages, _ *jira) { p.list = errors.New("gone away") }, stale: true, fails: 1},
		"the tracker":              {change: func(_ *gather.Gatherer, _ *pages, j *jira) { j.err = errors.New("down") }, down: true, fails: 1},
		"a review":                 {change: func(_ *gather.Gatherer, p *pages, _ *jira) { unread(p, source.ErrUnreadable) }, review: source.ErrUnreadable.Error(), fails: 1},
		"a review that panics":     {change: func(_ *gather.Gatherer, p *pages, _ *jira) { unread(p, errPanic) }, review: "please report this", fails: 1},
		"a source that is limited": {change: func(_ *gather.Gatherer, p *pages, _ *jira) { unread(p, limited{}) }, stale: true, fails: 1},
		"a review that waits":      {change: func(_ *gather.Gatherer, p *pages, _ *jira) { unread(p, source.ErrAwaited) }, review: source.ErrAwaited.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			g, s, p, j := world(t)
			r := known("a.md")
			r.Revision = "0"
			s.Known, p.docs["a.md"] = []plan.Review{r}, doc("Alert on queue depth")
			tc.change(g, p, j)
			got := pass(t, g, gather.Request{})
			if (got.Input.Sources["reviews"].Stale != "") != tc.stale || (got.Input.Trackers["jira"].Problem != "") != tc.down || len(got.Failures) != tc.fails {
				t.Errorf("%+v, %+v, %v", got.Input.Sources, got.Input.Trackers, got.Failures)
			}
			if tc.stale && len(got.Input.Reviews) > 0 {
				t.Errorf("a review is judged: %+v", got.Input.Reviews)
			}
			if tc.review != "" && (len(got.Input.Reviews) != 1 || !strings.Contains(got.Input.Reviews[0].Problem, tc.review) || !got.Input.Reviews[0].Gone.IsZero()) {
				t.Errorf("the review is %+v", got.Input.Reviews)
			}
		})
	}
}

// limited is the error of a source that wants to be left alone.
type limited struct{}

func (limited) Error() string      { return "too many requests" }
func (limited) RetryAt() time.Time { return now.Add(time.Hour) }

func unread(p *pages, err error) {
	delete(p.docs, "a.md")
	p.errs["a.md"] = err
}

func TestPlacesBelowARestrictedSourceAreNotTold(t *testing.T) {
	g, _, p, _ := world(t)
	g.Sources[0].Restricted = func(string, review.Review) bool { return true }
	p.list = &fs.PathError{Op: "open", Path: "secret/plan.md", Err: fs.ErrPermission}
	r := pass(t, g, gather.Request{})
	if f := r.Failures[0]; strings.Contains(f.Told.Error()+r.Input.Sources["reviews"].Stale, "secret") || !strings.Contains(f.Err.Error(), "secret") {
		t.Errorf("told is %v", f.Told)
	}
}

func TestHalfOfASourceGoneIsDoubted(t *testing.T) {
	for name, tc := range map[string]struct {
		doubted time.Time
		believe string
		gone    bool
	}{
		"at first":     {},
		"within a day": {doubted: now.Add(-time.Hour)},
		"after a day":  {doubted: now.Add(-25 * time.Hour), gone: true},
		"confirmed":    {believe: "reviews", gone: true},
	} {
		g, s, p, _ := world(t)
		for i := range 4 {
			s.Known = append(s.Known, known(strconv.Itoa(i)+".md"))
		}
		p.docs["0.md"] = doc("Alert on queue depth")
		s.Sources = map[string]plan.SourceMark{"reviews": {Source: "reviews", Doubted: tc.doubted}}
		r := pass(t, g, gather.Request{Believe: tc.believe})
		gone := 0
		for _, got := range r.Input.Reviews {
			if !got.Gone.IsZero() {
				gone++
			}
		}
		if (gone == 3) != tc.gone || (r.Input.Sources["reviews"].Stale == "") != tc.gone {
			t.Errorf("%s: %d are gone, %q", name, gone, r.Input.Sources["reviews"].Stale)
		}
	}
}

func TestItemsAreReadAgainWhereThatIsAskedFor(t *testing.T) {
	row := func(id string) plan.ItemRow {
		return plan.ItemRow{Tracker: "jira", Item: tracker.Item{ID: id, Key: id, URL: "https://jira.example/" + id, Project: "OPS"}}
	}
	for name, tc := range map[string]struct {
		req     gather.Request
		follows func(string) bool
		got     int
		gone    bool
	}{
		"a pass of the loop":   {},
		"by hand":              {req: gather.Request{Request: plan.Request{Again: true}}, got: 1, gone: true},
		"what others made":     {req: gather.Request{Foreign: true}, got: 1, gone: true},
		"what is not followed": {req: gather.Request{Foreign: true}, follows: func(p string) bool { return p == "PAY" }},
	} {
		g, s, p, j := world(t)
		r := known("a.md")
		r.Actions = []plan.Action{{Key: "a1", Wording: plan.Wording{Now: "alert on queue depth"}, Item: plan.ItemOf(row("OPS-1"))}}
		s.Known, s.Rows, p.docs["a.md"] = []plan.Review{r}, []plan.ItemRow{row("OPS-1")}, doc("Alert on queue depth")
		g.Trackers[0].Follows = tc.follows
		got := pass(t, g, tc.req)
		if len(j.got) != tc.got || len(got.Found.Changes.Items) > 0 != tc.gone {
			t.Errorf("%s: %v was read, %v is to be written", name, j.got, got.Found.Changes.Items)
		}
	}
}

func TestNamedItemsAreLookedUp(t *testing.T) {
	for name, tc := range map[string]struct {
		item    *tracker.Item
		follows func(string) bool
		want    plan.Named
	}{
		"there":                     {item: &tracker.Item{ID: "OPS-1", Key: "OPS-1", Project: "OPS"}, want: plan.Named{Found: true}},
		"not there":                 {},
		"there, where nobody looks": {item: &tracker.Item{ID: "OPS-1", Key: "OPS-1", Project: "OPS"}, follows: func(p string) bool { return p == "PAY" }, want: plan.Named{Found: true, Elsewhere: true}},
	} {
		g, _, p, j := world(t)
		g.Trackers[0].Follows = tc.follows
		if tc.item != nil {
			j.items["OPS-1"] = *tc.item
		}
		d := doc("Alert on queue depth")
		d.Review.Actions[0].Ticket = &review.Ticket{Text: "OPS-1"}
		p.docs["a.md"] = d
		in := pass(t, g, gather.Request{}).Input
		named := in.Named[in.Reviews[0].Actions[0].Key]
		if len(named) != 1 || named[0].Found != tc.want.Found || named[0].Elsewhere != tc.want.Elsewhere || named[0].Problem != "" {
			t.Errorf("%s: %+v", name, named)
		}
	}
}

func TestLostAnswersComeBackInOnePass(t *testing.T) {
	g, s, p, j := world(t)
	r := known("a.md")
	m := tracker.Marker{Instance: instance, Review: r.Key, Action: review.ActionKeyOf(instance, r.Key, "alert on queue depth", 1), Generation: 1, Number: 1}
	r.Actions = []plan.Action{{Key: m.Action, Wording: plan.Wording{Now: "alert on queue depth"}, Creation: plan.Creation{Generation: 1, Attempts: 1}, State: review.Creating}}
	s.Known, p.docs["a.md"] = []plan.Review{r}, doc("Alert on queue depth")
	s.Asked = []plan.Intent{{Action: m.Action, Review: r.Key, Marker: m, Tracker: "jira", Backlog: tracker.Backlog{Project: "PAY"}, Asked: now}}
	in := pass(t, g, gather.Request{}).Input
	if _, open := in.Intents[m.Action]; !open || !j.asked["PAY"].Equal(now) {
		t.Errorf("open are %v, and asked for were %v", in.Intents, j.asked)
	}
	j.changes.Items = []tracker.Item{{ID: "1", Key: "PAY-1", URL: "https://jira.example/PAY-1", Project: "PAY", Marker: &m}}
	got := pass(t, g, gather.Request{})
	if len(got.Input.Intents) > 0 || got.Found.Changes.Intents[0].Outcome != plan.OutcomeFound || got.Input.Reviews[0].Actions[0].Item.Key != "PAY-1" {
		t.Errorf("found was %+v, and the review is %+v", got.Found.Changes.Intents, got.Input.Reviews)
	}
}

func TestABrokenStoreEndsThePass(t *testing.T) {
	g, s, _, _ := world(t)
	s.Err = errors.New("disk I/O error")
	if _, err := g.Gather(context.Background(), gather.Request{}); !errors.Is(err, s.Err) {
		t.Errorf("the pass ends with %v", err)
	}
}
