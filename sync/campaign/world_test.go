package campaign_test

import (
	"context"
	"crypto/rand"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

// world is a folder of reviews, a folder of backlogs and a store, and what
// works on them.
type world struct {
	t   testing.TB
	dir string
	configured
	// ahead is how far the clock is ahead of the machine's; clock is another one.
	ahead  time.Duration
	clock  func() time.Time
	faults func(tracker.Tracker) tracker.Tracker
	disk   func() folder.Options
	// source replaces the folder of reviews; nil: it is the source.
	source func() source.Source
	watch  store.Observer
	// runtime is where it is remembered how far the store was.
	runtime []string
	// also adds to what is wired; nil: nothing. log is where the loop logs to;
	// nil: nowhere.
	also func(*reconcile.Reconciler)
	log  io.Writer

	store *store.Store
	loop  *reconcile.Reconciler
}

// configured is what a configuration would say.
type configured struct {
	rules  plan.SourceRules
	teams  []mapping.Team
	settle time.Duration
	// accounts are those that the trackers have as ours from before.
	accounts []string
	// follows tells where items of others are followed; nil: everywhere.
	follows func(project string) bool
	secrets []string // sign markers, the first, and prove them
	// database is where the store is; zero: in a file.
	database secret.Secret
	config   string // its digest
}

func payments() mapping.Team {
	return mapping.Team{
		Name: "payments", Aliases: []string{"Payments Team"}, Members: []string{"@robin", "Robin Example"}, Create: mapping.CreateAuto,
		Backlog: mapping.Backlog{Tracker: "local", Project: "payments"},
	}
}

// newWorld is a world with one team that takes everything; change what it is
// made of before the first pass.
func newWorld(t testing.TB) *world {
	dir := t.TempDir()
	w := &world{
		t: t, dir: dir, runtime: storetest.Runtime(t, dir),
		configured: configured{
			teams: []mapping.Team{payments()}, config: "1", rules: plan.SourceRules{Modes: []review.Mode{review.ModeBlock, review.ModeLinks}},
		},
	}
	for _, sub := range []string{"reviews", "backlogs"} {
		must(t, os.MkdirAll(filepath.Join(w.dir, sub), 0o755))
	}
	t.Cleanup(w.close)
	return w
}

// begun is a world in which one review, with three actions, was read.
func begun(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.put("reviews/a.md", incident)
	w.pass()
	return w
}

func (w *world) now() time.Time {
	if w.clock != nil {
		return w.clock()
	}
	return time.Now().Add(w.ahead)
}

func (w *world) close() {
	if w.store != nil {
		if err := w.store.Close(); err != nil {
			w.t.Error(err)
		}
		w.store, w.loop = nil, nil
	}
}

// open wires the world, if it is not.
func (w *world) open() *reconcile.Reconciler {
	w.t.Helper()
	if w.loop != nil {
		return w.loop
	}
	loop, st, err := w.wire()
	must(w.t, err)
	w.store, w.loop = st, loop
	return loop
}

func (w *world) wire() (*reconcile.Reconciler, *store.Store, error) {
	m, problems := mapping.New(w.teams, nil, w.teams[0].Name)
	if len(problems) > 0 {
		w.t.Fatal(problems)
	}
	opts := folder.Options{}
	if w.disk != nil {
		opts = w.disk()
	}
	made, err := folder.New("reviews", folder.Config{Path: filepath.Join(w.dir, "reviews")}, opts)
	if err != nil {
		return nil, nil, err
	}
	var src source.Source = made
	if w.source != nil {
		src = w.source()
	}
	local, err := files.New("local", files.Config{Path: filepath.Join(w.dir, "backlogs")}, "followthrough", time.Now)
	if err != nil {
		return nil, nil, err
	}
	var tr tracker.Tracker = local
	if w.faults != nil {
		tr = w.faults(local)
	}
	path := filepath.Join(w.dir, "followthrough.db")
	st, err := store.Open(context.Background(), store.Options{Path: path, DSN: w.database, Now: w.now, Observer: w.watch, Runtime: w.runtime})
	if err != nil {
		return nil, nil, err
	}
	var sign func() (string, error)
	if len(w.secrets) > 0 {
		sign = func() (string, error) { return w.secrets[0], nil }
	}
	to := w.log
	if to == nil {
		to = io.Discard
	}
	backoff := &tracker.Backoff{}
	loop := &reconcile.Reconciler{
		Gatherer: &gather.Gatherer{
			Backoff: backoff,
			Store:   st, Instance: "followthrough", Config: w.config, Mapping: m, Now: w.now,
			Secrets:  func() ([]string, error) { return w.secrets, nil },
			Sources:  []gather.Source{{Name: "reviews", Rules: w.rules, Source: src}},
			Trackers: []gather.Tracker{{Name: "local", Settle: w.settle, Follows: w.follows, Tracker: tr}},
		},
		Executor: &execute.Executor{
			Backoff: backoff,
			Store:   st, Config: w.config, Restate: m.Anonymise, Now: w.now, Batch: rand.Text, Secret: sign,
			Sources:  map[string]execute.Source{"reviews": {Writer: src.(source.Writer), Modes: w.rules.Modes}},
			Trackers: map[string]execute.Tracker{"local": {Tracker: tr, Settle: w.settle}},
		},
		Lock: func(ctx context.Context) (func(), error) {
			end, err := st.Turn(ctx, store.LockOptions{})
			if err != nil {
				return nil, err
			}
			release := func() { _ = end() }
			if err := st.Refresh(ctx); err != nil {
				release()
				return nil, err
			}
			return release, nil
		},
		Now: w.now, Wake: st.NextWake, Poll: time.Second, Jitter: func() float64 { return 0.5 },
		Log: slog.New(slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if w.also != nil {
		w.also(loop)
	}
	return loop, st, nil
}

// sync is a manual sync of everything.
func (w *world) sync(req plan.Request) reconcile.Outcome {
	w.t.Helper()
	return w.run(gather.Request{Request: again(req)})
}

func again(req plan.Request) plan.Request {
	req.Again = true
	return req
}

// pass is one pass of the daemon.
func (w *world) pass() reconcile.Outcome {
	w.t.Helper()
	return w.run(gather.Request{})
}

func (w *world) run(req gather.Request) reconcile.Outcome {
	w.t.Helper()
	o, err := w.open().Pass(context.Background(), req)
	must(w.t, err)
	return o
}

// quiet fails if a pass, and a full sync, would do anything.
func (w *world) quiet() {
	w.t.Helper()
	before := w.tree()
	for _, o := range []reconcile.Outcome{w.pass(), w.sync(plan.Request{})} {
		for _, s := range o.Steps {
			if s.Op != plan.OpWait {
				w.t.Errorf("nothing changed, but: %s %s %q: %s (%s %v)", s.Op, s.Path, s.Title, s.Why, s.Result, s.Err)
			}
		}
	}
	for path, text := range w.tree() {
		if before[path] != text {
			w.t.Errorf("nothing changed, but %s did:\n%s\nwas:\n%s", path, text, before[path])
		}
	}
}

// forget loses the store.
func (w *world) forget() {
	w.t.Helper()
	w.close()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(w.dir, "followthrough.db"+suffix)); err != nil && !os.IsNotExist(err) {
			w.t.Fatal(err)
		}
	}
}

func (w *world) put(path, text string) {
	w.t.Helper()
	full := filepath.Join(w.dir, path)
	must(w.t, os.MkdirAll(filepath.Dir(full), 0o755))
	must(w.t, os.WriteFile(full, []byte(text), 0o644))
}

func (w *world) get(path string) string {
	w.t.Helper()
	b, err := os.ReadFile(filepath.Join(w.dir, path))
	must(w.t, err)
	return string(b)
}

func (w *world) edit(path, old, now string) {
	w.t.Helper()
	text := w.get(path)
	if !strings.Contains(text, old) {
		w.t.Fatalf("%s has no %q:\n%s", path, old, text)
	}
	w.put(path, strings.Replace(text, old, now, 1))
}

func (w *world) move(from, to string) {
	w.t.Helper()
	must(w.t, os.Rename(filepath.Join(w.dir, from), filepath.Join(w.dir, to)))
}

func (w *world) remove(path string) {
	w.t.Helper()
	must(w.t, os.Remove(filepath.Join(w.dir, path)))
}

// tree is every file of the reviews and backlogs, by path.
func (w *world) tree() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for _, sub := range []string{"reviews", "backlogs"} {
		err := filepath.WalkDir(filepath.Join(w.dir, sub), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(w.dir, path)
			if err != nil {
				return err
			}
			out[rel] = w.get(rel)
			return nil
		})
		must(w.t, err)
	}
	return out
}

// items counts the lines with a marker in all backlogs.
func (w *world) items() int {
	n := 0
	for path, text := range w.tree() {
		if strings.HasPrefix(path, "backlogs") {
			n += strings.Count(text, `<!-- followthrough`)
		}
	}
	return n
}

// holds fails unless there are so many of them.
func (w *world) holds(want int) {
	w.t.Helper()
	if n := w.items(); n != want {
		w.t.Errorf("%d items, want %d:\n%s", n, want, w.get("backlogs/payments.md"))
	}
}

// unchanged fails where a file is not what it was in a former tree.
func (w *world) unchanged(was map[string]string) {
	w.t.Helper()
	for path, text := range w.tree() {
		if was[path] != text {
			w.t.Errorf("%s changed:\n%s\nwas\n%s", path, text, was[path])
		}
	}
}

// line is the line of a file that begins so, with its end.
func (w *world) line(path, begin string) string {
	w.t.Helper()
	text := w.get(path)
	at := strings.Index(text, begin)
	if at < 0 {
		w.t.Fatalf("%s has no line %q:\n%s", path, begin, text)
	}
	line, _, _ := strings.Cut(text[at:], "\n")
	return line + "\n"
}

// records are all records that the store has, by path.
func (w *world) records() map[string]plan.Review {
	w.t.Helper()
	w.open()
	all, err := w.store.ReviewsBy(context.Background(), store.Filter{})
	must(w.t, err)
	out := map[string]plan.Review{}
	for _, r := range all {
		out[r.Path] = r
	}
	return out
}

// action is the known action whose title starts with words.
func (w *world) action(path, words string) plan.Action {
	w.t.Helper()
	r := w.records()[path]
	for _, k := range r.Actions {
		if strings.HasPrefix(k.Reading.Title, words) {
			return k
		}
	}
	w.t.Fatalf("%s has no action %q; it has %v", path, words, titles(r))
	return plan.Action{}
}

func titles(r plan.Review) []string {
	var out []string
	for _, k := range r.Actions {
		out = append(out, k.Reading.Title+": "+string(k.State)+" ("+k.Reason+")")
	}
	return out
}

// states fails unless the review's actions, by the start of their titles,
// stand so.
func (w *world) states(path string, want map[string]review.State) {
	w.t.Helper()
	for _, title := range slices.Sorted(maps.Keys(want)) {
		if k := w.action(path, title); k.State != want[title] {
			w.t.Errorf("%s: %q is %s (%s), want %s", path, title, k.State, k.Reason, want[title])
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
