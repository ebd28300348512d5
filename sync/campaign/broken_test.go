package campaign_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/tracker"
)

// mistaken has mistakes in what it does: it panics, with words that a log must not
// have, where wrong says so.
type mistaken struct {
	wrong atomic.Pointer[string] // what is done with it
}

func (m *mistaken) at(what string) {
	if wrong := m.wrong.Load(); wrong != nil && *wrong == what {
		panic("plugh is what nobody may read")
	}
}

type mistakenSource struct {
	*folder.Source
	*mistaken
}

func (m mistakenSource) List(ctx context.Context) ([]source.Entry, error) {
	m.at("list reviews")
	return m.Source.List(ctx)
}

func (m mistakenSource) Read(ctx context.Context, e source.Entry) (source.Document, error) {
	if e.Path == "b.md" {
		m.at("read b")
	}
	return m.Source.Read(ctx, e)
}

func (m mistakenSource) WriteBack(ctx context.Context, e source.Entry, w review.WriteBack) (source.Written, error) {
	if e.Path == "b.md" {
		m.at("write to b")
	}
	return m.Source.WriteBack(ctx, e, w)
}

type mistakenTracker struct {
	tracker.Tracker
	*mistaken
}

func (m mistakenTracker) Changed(ctx context.Context, in []tracker.Backlog, asked tracker.Asked, since string) (tracker.Changes, error) {
	m.at("list items")
	return m.Tracker.Changed(ctx, in, asked, since)
}

func (m mistakenTracker) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	m.at("create")
	return m.Tracker.Create(ctx, items)
}

// lines is a log that is read while it is written.
type lines struct {
	mu  sync.Mutex
	all strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}

// loops runs the loop, looking all the time, while something else is done.
func (w *world) loops(while func()) {
	w.t.Helper()
	loop := w.open()
	loop.Poll = 20 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- loop.Run(ctx) }()
	while()
	cancel()
	must(w.t, <-ended)
}

// What goes wrong in us with one review, or with a source or tracker, stops no other:
// it is told by its name, with the stack and without anybody's words, and heals when
// the mistake is mended.
func TestWhatGoesWrongInUsStopsNobodyElse(t *testing.T) {
	for what, tc := range map[string]struct {
		says   string // in the log
		others bool   // what others do is seen
		writes bool   // b.md is
	}{ // by its key where it is not known who may read it
		"read b":       {`what="review reviews:49fd89442984"`, true, false},
		"judge b":      {`what="review reviews:49fd89442984"`, true, false},
		"write to b":   {`what="review reviews:b.md"`, true, false},
		"create":       {`what="review reviews:b.md"`, true, true},
		"list items":   {`what="tracker local"`, false, true},
		"list reviews": {`what="source reviews"`, true, false},
	} {
		t.Run(what, func(t *testing.T) {
			w := newWorld(t)
			m, log := &mistaken{}, &lines{}
			w.log = log
			w.settle = time.Minute
			w.source = func() source.Source {
				made, err := folder.New("reviews", folder.Config{Path: w.dir + "/reviews"}, folder.Options{})
				must(t, err)
				return mistakenSource{made, m}
			}
			w.faults = func(inner tracker.Tracker) tracker.Tracker { return mistakenTracker{inner, m} }
			w.also = func(loop *reconcile.Reconciler) {
				loop.Gatherer.Sources[0].Restricted = func(path string, _ review.Review) bool {
					if path == "b.md" {
						m.at("judge b")
					}
					return false
				}
			}
			w.put("reviews/a.md", incident)
			w.pass()
			w.ahead += 2 * time.Minute // the store is new
			w.pass()
			w.holds(3)
			m.wrong.Store(&what)
			w.put("reviews/b.md", "# Search was slow\n\n## Action items\n\n- [ ] Index at night\n")
			backlog := w.get("backlogs/payments.md")
			w.put("backlogs/payments.md", strings.Replace(backlog, "- [ ] Alert", "- [x] Alert", 1))
			w.loops(func() {
				within(t, "it is told", func() bool { return strings.Contains(log.String(), "level=ERROR") })
				done := func() bool { return w.action("a.md", "Alert").State == review.Done }
				if tc.others {
					within(t, "others go on", done)
				}
				time.Sleep(200 * time.Millisecond) // some passes more
				if done() != tc.others {
					t.Errorf("others went on: %v", done())
				}
			})
			if strings.Contains(w.get("reviews/b.md"), "followthrough") != tc.writes {
				t.Errorf("it was written to, or not:\n%s", w.get("reviews/b.md"))
			}
			if text := log.String(); strings.Count(text, "level=ERROR") != 1 || !strings.Contains(text, tc.says) || !strings.Contains(text, "stack=") || strings.Contains(text, "plugh") {
				t.Errorf("the log says:\n%s", text)
			}
			m.wrong.Store(nil)
			for range 4 {
				w.ahead += 2 * time.Minute
				w.sync(plan.Request{})
			}
			w.states("b.md", map[string]review.State{"Index": review.Open})
			w.states("a.md", map[string]review.State{"Alert": review.Done, "Add": review.Open, "Raise": review.Open})
			if p := w.records()["b.md"].Problem; p != "" {
				t.Errorf("mended, and still: %s", p)
			}
			w.holds(4)
			w.quiet()
		})
	}
}
