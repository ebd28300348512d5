package campaign_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/markdown"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// many is a world of many sources and trackers in memory, in a bubble of its own
// time: each answers in a while, and one may be in trouble.
type many struct {
	t        *testing.T
	sources  []*desk
	trackers []*distant
	store    *store.Store
	loop     *reconcile.Reconciler
	log      bytes.Buffer
	path     string
	lock     chan struct{}
	// moved are the teams that have another's tracker by now.
	moved map[int]int
	modes []review.Mode // of what is written into reviews
	began time.Time
}

// polls is how long a loop of such a world rests.
const polls = time.Minute

// vendor is how a source or tracker answers.
type vendor struct {
	mu       sync.Mutex
	requests int
	trouble  func(ctx context.Context) error // nil: none
	poke     func()
}

// answer is a request on its way, and back, sent again by its client as ours are.
func (v *vendor) answer(ctx context.Context) (err error) {
	for range 4 {
		v.mu.Lock()
		v.requests++
		trouble := v.trouble
		v.mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		if trouble == nil {
			return ctx.Err()
		}
		if err = trouble(ctx); !errors.Is(err, errGivenUp) {
			return err
		}
	}
	return err
}

// gets gives it a trouble, or takes it away; it tells how many requests went to it
// since the last time.
func (v *vendor) gets(trouble func(context.Context) error) (requests int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	requests, v.requests, v.trouble = v.requests, 0, trouble
	return requests
}

// Watch pokes when somebody changed something.
func (v *vendor) Watch(ctx context.Context, poke func()) error {
	v.mu.Lock()
	v.poke = poke
	v.mu.Unlock()
	<-ctx.Done()
	return nil
}

func (v *vendor) pokes() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.poke != nil {
		v.poke()
	}
}

// distant is a tracker whose answers take a while, those to creations maybe another.
type distant struct {
	memory
	vendor
	making vendor
	settle time.Duration
	loses  func() bool // an answer of a creation; nil: none
}

func (d *distant) Settle() time.Duration { return d.settle }

// Recognise knows its items by their addresses.
func (d *distant) Recognise(t review.Ticket) (id string, ok bool) {
	at := strings.LastIndex(t.URL, "/")
	return t.URL[at+1:], d.Holds(t.URL)
}

// Holds tells whether an address is one of its items'.
func (d *distant) Holds(address string) bool { return strings.Contains(address, "/"+d.site) }

func (d *distant) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	err := d.answer(ctx)
	if err == nil {
		err = d.making.answer(ctx)
	}
	if lost := d.loses != nil && d.loses(); err == nil || lost {
		out := d.memory.Create(ctx, items)
		if !lost {
			return out
		}
		err = &tracker.Error{Err: errGivenUp} // made, and nobody hears of it
	}
	out := make([]tracker.Outcome, len(items))
	for i := range out {
		out[i].Err = &tracker.Error{Kind: tracker.KindOf(err), Until: tracker.Until(err), Err: err}
	}
	return out
}

// Changed lists all that is there when it is asked, and tells it later.
func (d *distant) Changed(ctx context.Context, b []tracker.Backlog, a tracker.Asked, _ string) (tracker.Changes, error) {
	c, err := d.memory.Changed(ctx, b, a, "")
	if answered := d.answer(ctx); answered != nil {
		return tracker.Changes{}, answered
	}
	for i := range c.Items {
		c.Items[i].Place = "P"
	}
	c.Scanned = []string{"P"}
	return c, err
}

func (d *distant) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	items, err := d.memory.Get(ctx, ids)
	if answered := d.answer(ctx); answered != nil {
		return nil, answered
	}
	for i := range items {
		items[i].Place = "P"
	}
	return items, err
}

// desk is a source of Markdown in memory whose answers take a while.
type desk struct {
	vendor
	writing  vendor // how it answers who writes
	docs     map[string]string
	versions map[string]int
}

func (s *desk) put(path, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.docs[path] = text
	s.versions[path]++
}

func (s *desk) get(path string) (text, revision string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.docs[path], fmt.Sprint(s.versions[path])
}

func (s *desk) List(ctx context.Context) (out []source.Entry, err error) {
	if err := s.answer(ctx); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, path := range slices.Sorted(maps.Keys(s.docs)) {
		out = append(out, source.Entry{Path: path, Revision: fmt.Sprint(s.versions[path])})
	}
	return out, nil
}

func (s *desk) Read(ctx context.Context, e source.Entry) (source.Document, error) {
	if err := s.answer(ctx); err != nil {
		return source.Document{}, err
	}
	text, revision := s.get(e.Path)
	if text == "" {
		return source.Document{}, source.ErrGone
	}
	e.Revision = revision
	return source.Document{Entry: e, Content: source.Digest([]byte(text)), Review: markdown.Read([]byte(text), markdown.Settings{})}, nil
}

func (s *desk) WriteBack(ctx context.Context, e source.Entry, r review.WriteBack) (source.Written, error) {
	if err := cmp.Or(s.answer(ctx), s.writing.answer(ctx)); err != nil {
		return source.Written{}, err
	}
	text, revision := s.get(e.Path)
	if revision != e.Revision {
		return source.Written{}, source.ErrChanged
	}
	now, done, err := markdown.Annotate([]byte(text), r, markdown.Settings{})
	if err != nil {
		return source.Written{}, err
	}
	if string(now) != text {
		s.put(e.Path, string(now))
	}
	_, revision = s.get(e.Path)
	return source.Written{
		Revision: revision, Content: source.Digest(now), Changed: string(now) != text,
		Ticked: done.Ticked, Unticked: done.Unticked, Cells: done.Cells, Notes: done.Notes,
	}, nil
}

// newMany is a world of n sources, each with one review, and n trackers, each with
// the team of it.
func newMany(t *testing.T, n int) *many {
	w := &many{t: t, path: filepath.Join(t.TempDir(), "followthrough.db"), lock: make(chan struct{}, 1), modes: []review.Mode{review.ModeBlock, review.ModeLinks}}
	for i := range n {
		s := &desk{docs: map[string]string{}, versions: map[string]int{}}
		s.put("a.md", fmt.Sprintf("# Incident %d\n\n## Action items\n\n- [ ] Alert on the depth of queue %d (owner: team%d)\n- [ ] Add a runbook for failover %d (owner: team%d)\n", i, i, i, i, i))
		w.sources, w.trackers = append(w.sources, s), append(w.trackers, &distant{memory: memory{site: fmt.Sprintf("t%02d/", i)}})
	}
	return w
}

// wire makes a loop over the world, with the store opened if it is not.
func (w *many) wire() *reconcile.Reconciler {
	w.t.Helper()
	if w.store == nil {
		st, err := store.Open(context.Background(), store.Options{Path: w.path, Now: time.Now})
		must(w.t, err)
		w.store = st
	}
	var teams []mapping.Team
	rules := plan.SourceRules{Modes: w.modes}
	g := &gather.Gatherer{Store: w.store, Instance: "followthrough", Config: "1", Now: time.Now, Backoff: &tracker.Backoff{}}
	g.Pace.Rules = pace.Rules{Grace: time.Second, Pause: polls}
	x := &execute.Executor{
		Store: w.store, Config: "1", Now: time.Now, Batch: rand.Text, Backoff: g.Backoff, Grace: time.Second,
		Sources: map[string]execute.Source{}, Trackers: map[string]execute.Tracker{},
	}
	for i, s := range w.sources {
		name, tr, own := fmt.Sprintf("s%02d", i), fmt.Sprintf("t%02d", i), i
		if to, moved := w.moved[i]; moved {
			own = to
		}
		teams = append(teams, mapping.Team{Name: fmt.Sprintf("team%d", i), Create: mapping.CreateAuto, Backlog: mapping.Backlog{Tracker: fmt.Sprintf("t%02d", own), Project: "P"}})
		g.Sources = append(g.Sources, gather.Source{Name: name, Rules: rules, Source: s})
		g.Trackers = append(g.Trackers, gather.Tracker{Name: tr, Settle: w.trackers[i].settle, Tracker: w.trackers[i]})
		x.Sources[name] = execute.Source{Writer: s, Modes: rules.Modes}
		x.Trackers[tr] = execute.Tracker{Tracker: w.trackers[i], Settle: w.trackers[i].settle}
	}
	m, problems := mapping.New(teams, nil, "")
	if len(problems) > 0 {
		w.t.Fatal(problems)
	}
	g.Mapping, x.Restate = m, m.Anonymise
	return &reconcile.Reconciler{
		Gatherer: g, Executor: x, Now: time.Now, Wake: w.store.NextWake, Poll: polls, Jitter: func() float64 { return 0.5 },
		Log: slog.New(slog.NewTextHandler(&w.log, nil)),
		Lock: func(ctx context.Context) (func(), error) {
			select {
			case w.lock <- struct{}{}:
				return func() { <-w.lock }, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		},
	}
}

// runs runs the world's loop until the test is over.
func (w *many) runs() (stop func()) {
	w.loop = w.wire()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- w.loop.Run(ctx) }()
	return func() {
		cancel()
		must(w.t, <-ended)
		must(w.t, w.store.Close())
		w.store = nil
	}
}

// forget loses the store.
func (w *many) forget() {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(w.path + suffix); err != nil && !os.IsNotExist(err) {
			w.t.Fatal(err)
		}
	}
}

// holds counts its items.
func (d *distant) holds() int {
	d.memory.mu.Lock()
	defer d.memory.mu.Unlock()
	return len(d.items)
}

// takes is how long it takes until something is so; a test that waits longer than
// most fails.
func (w *many) takes(what string, most time.Duration, so func() bool) time.Duration {
	w.t.Helper()
	from := time.Now()
	for !so() {
		if time.Since(from) > most {
			told := w.log.String()
			w.t.Fatalf("not after %s: %s\n%s", most, what, told[max(0, len(told)-2000):])
		}
		time.Sleep(10 * time.Millisecond)
	}
	return time.Since(from)
}

// shows tells whether a source's review shows something.
func (w *many) shows(i int, text string) func() bool {
	return func() bool {
		now, _ := w.sources[i].get("a.md")
		return strings.Contains(now, text)
	}
}

// ticks lets a team finish its first item, or take it up again, and tells how long it
// takes until the review shows it.
func (w *many) ticks(i int, state review.State, most time.Duration) time.Duration {
	w.t.Helper()
	w.trackers[i].set(0, state)
	w.trackers[i].pokes()
	box := map[review.State]string{review.Done: "- [x] Alert", review.Open: "- [ ] Alert"}[state]
	return w.takes(fmt.Sprintf("review %d shows %s", i, box), most, w.shows(i, box))
}
