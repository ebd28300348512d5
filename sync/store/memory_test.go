package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

// remembered is a store that is opened again and again, by a clock that stands.
type remembered struct {
	t       *testing.T
	path    string
	now     time.Time
	runtime []string
	said    []string
}

func newRemembered(t *testing.T, runtime bool) *remembered {
	dir := t.TempDir()
	r := &remembered{t: t, path: filepath.Join(dir, "followthrough.db"), now: made()}
	if runtime {
		r.runtime = storetest.Runtime(t, dir)
		if _, err := os.Stat(r.runtime[0]); err != nil {
			t.Skip("this machine has no directory in memory")
		}
	}
	return r
}

// started is the store at the start of a process, some time after the last one.
func (r *remembered) started(later time.Duration) *store.Store {
	r.t.Helper()
	r.now = r.now.Add(later)
	s, err := store.Open(r.t.Context(), store.Options{
		Path: r.path, Now: func() time.Time { return r.now }, Runtime: r.runtime, Told: func(what string) { r.said = append(r.said, what) },
	})
	must(r.t, err)
	return s
}

// whole wants a store to have forgotten nothing since a moment, for a reason.
func (r *remembered) whole(s *store.Store, since time.Time, why string) {
	r.t.Helper()
	got, err := s.Memory(r.t.Context())
	must(r.t, err)
	if !got.Since.Equal(since) || !strings.Contains(got.Why, why) {
		r.t.Errorf("whole since %v: %s; want %v: %s", got.Since, got.Why, since, why)
	}
	if told := got.Advice != ""; told && len(r.runtime) == 0 {
		r.t.Errorf("advised %q", got.Advice)
	}
}

// asks lets something be asked for.
func (r *remembered) asks(s *store.Store) {
	r.t.Helper()
	must(r.t, s.Apply(r.t.Context(), plan.Changes{Intents: []plan.Intent{{Action: "000000000001"}}}))
}

func (r *remembered) image() []byte {
	r.t.Helper()
	b, err := os.ReadFile(r.path)
	must(r.t, err)
	return b
}

// putBack puts an older image in the store's place.
func (r *remembered) putBack(image []byte) {
	r.t.Helper()
	must(r.t, errors.Join(os.WriteFile(r.path+".new", image, 0o600), os.Rename(r.path+".new", r.path)))
}

func TestAStartWithoutAWitnessCannotTell(t *testing.T) {
	r := newRemembered(t, false)
	s := r.started(0)
	r.whole(s, made(), "the store is new")
	must(t, s.Close())
	s = r.started(time.Hour)
	r.whole(s, made().Add(time.Hour), "can't tell")
	r.asks(s)
	must(t, s.Refresh(t.Context()))
	r.whole(s, made().Add(time.Hour), "can't tell")
	must(t, s.Close())
}

func TestAStoreThatLostNothingGoesOn(t *testing.T) {
	r := newRemembered(t, true)
	s := r.started(0)
	r.asks(s)
	must(t, s.Close())
	s = r.started(time.Hour)
	r.whole(s, made(), "the store is new")
	reader, err := store.Open(t.Context(), store.Options{Path: r.path, Mode: store.ReadOnly, Runtime: r.runtime, Now: func() time.Time { return r.now }})
	must(t, err)
	r.whole(reader, made(), "the store is new")
	must(t, errors.Join(reader.Close(), s.Close()))
	must(t, os.RemoveAll(r.runtime[0])) // the machine started anew
	s = r.started(time.Hour)
	r.whole(s, r.now, "can't tell")
	must(t, s.Close())
	at := r.now
	s = r.started(time.Second) // the wait is not over, and counts from the first start
	r.whole(s, at, "can't tell")
	must(t, s.Close())
}

func TestAStoreThatWentBackIsNoticed(t *testing.T) {
	r := newRemembered(t, true)
	s := r.started(0)
	r.asks(s)
	must(t, s.Close())
	before := r.image()
	s = r.started(time.Hour)
	r.asks(s)
	must(t, s.Close())
	r.putBack(before)
	s = r.started(time.Hour)
	at := r.now
	r.whole(s, at, "was put back")
	must(t, s.Close())
	s = r.started(time.Second)
	r.whole(s, at, "was put back")
	r.asks(s)
	must(t, s.Close())
	if len(r.said) != 1 || !strings.Contains(r.said[0], "was put back") {
		t.Errorf("said %q", r.said)
	}
}

// A process notices that its store is another one, by its own memory.
func TestAStoreThatIsReplacedUnderAProcess(t *testing.T) {
	r := newRemembered(t, false)
	s := r.started(0)
	must(t, s.Close())
	before := r.image()
	s = closed(t, r.started(time.Hour))
	must(t, s.Claim(t.Context(), "followthrough"))
	r.asks(s)
	must(t, s.Refresh(t.Context()))
	r.whole(s, r.now, "can't tell")
	r.putBack(before) // the log of the one before lies beside it
	r.now = r.now.Add(time.Hour)
	must(t, s.Refresh(t.Context()))
	r.whole(s, r.now, "was put back")
	if got, err := s.Intents(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("the store that was put back has %d intents, %v", len(got), err)
	}
	r.asks(s)
	must(t, os.Remove(r.path)) // and now it is lost
	r.now = r.now.Add(time.Hour)
	must(t, s.Refresh(t.Context()))
	r.whole(s, r.now, "the store is new")
	other := r.started(0)
	if err := other.Claim(t.Context(), "other"); !errors.Is(err, store.ErrInstance) {
		t.Errorf("the new store is nobody's: %v", err)
	}
	must(t, other.Close())
}

func TestAClockThatWasSetBack(t *testing.T) {
	r := newRemembered(t, true)
	s := r.started(0)
	must(t, s.Close())
	s = r.started(-24 * time.Hour)
	r.whole(s, r.now, "the clock was set back")
	if created, err := s.Created(t.Context()); err != nil || !created.Equal(r.now) {
		t.Errorf("created %v, %v", created, err)
	}
	must(t, s.Close())
	at := r.now
	s = closed(t, r.started(time.Minute))
	r.whole(s, at, "the clock was set back")
	if len(r.said) != 1 || !strings.Contains(r.said[0], "by a clock that was set back") {
		t.Errorf("said %q", r.said)
	}
	r.now = r.now.Add(-48 * time.Hour) // while it runs
	must(t, s.Refresh(t.Context()))
	r.whole(s, r.now, "the clock was set back")
}

// What a store has from after a clock that was set back would hold everything up:
// it counts as of now.
func TestWhatIsStillToComeCountsAsNow(t *testing.T) {
	r := newRemembered(t, false)
	must(t, r.started(0).Close())
	later := r.now.Add(72 * time.Hour)
	s := r.started(72 * time.Hour)
	must(t, s.Apply(t.Context(), plan.Changes{
		Reviews: []plan.Review{{
			Key: "aaaaaaaaaaaa", Source: "sre", FirstRead: later, Wake: later.Add(24 * time.Hour), Written: plan.Written{Reported: later},
			Actions: []plan.Action{{Key: "000000000001", Wording: plan.Wording{FirstRead: later}, Creation: plan.Creation{Admitted: later}, Settled: later}},
		}},
		Intents:  []plan.Intent{{Action: "000000000001", Review: "aaaaaaaaaaaa", Asked: later}},
		Sources:  []plan.SourceMark{{Source: "sre", Wrote: later, Doubted: later}},
		Trackers: []plan.TrackerMark{{Tracker: "jira", Watermark: "w1", Account: "bot", Doubted: later}},
		Events:   []plan.Event{{At: later, What: "read"}, {At: later, What: "asked for"}},
	}))
	must(t, s.Close())
	must(t, r.started(-30*time.Second).Close()) // as clocks do
	if len(r.said) > 0 {
		t.Errorf("said %q", r.said)
	}
	s = closed(t, r.started(-48*time.Hour))
	all, err := s.Reviews(t.Context(), []review.Key{"aaaaaaaaaaaa"})
	must(t, err)
	got := all[0]
	if !got.FirstRead.Equal(r.now) || !got.Reported.Equal(r.now) || got.Wake.After(r.now) || !got.Actions[0].FirstRead.Equal(r.now) || !got.Actions[0].Admitted.Equal(r.now) {
		t.Errorf("%+v", got)
	}
	if !got.Actions[0].Settled.Equal(later) {
		t.Error("the tracker's word was changed")
	}
	intents, err := s.Intents(t.Context())
	if err != nil || len(intents) != 1 || !intents[0].Asked.Equal(r.now) {
		t.Errorf("%+v, %v", intents, err)
	}
	mark, err := s.SourceMark(t.Context(), "sre")
	if err != nil || !mark.Wrote.Equal(r.now) || !mark.Doubted.Equal(r.now) {
		t.Errorf("%+v, %v", mark, err)
	}
	tracked, err := s.TrackerMark(t.Context(), "jira")
	if err != nil || tracked != (plan.TrackerMark{Tracker: "jira", Account: "bot"}) {
		t.Errorf("%+v, %v", tracked, err)
	}
	log, err := s.Log(t.Context(), store.LogFilter{})
	if err != nil || len(log) != 2 || log[0].What != "read" || !log[1].At.Equal(r.now) {
		t.Errorf("%+v, %v", log, err)
	}
	must(t, s.Refresh(t.Context()))
	if len(r.said) != 1 || !strings.Contains(r.said[0], "the clock was set back") {
		t.Errorf("said %q", r.said)
	}
}

func TestADeletedStoreIsToldAndMadeAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	var said []string
	s := open(t, store.Options{Path: path, Told: func(what string) { said = append(said, what) }})
	must(t, s.Claim(t.Context(), "here"))
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	must(t, s.Refresh(t.Context()))
	if !slices.ContainsFunc(said, func(what string) bool { return strings.Contains(what, "was deleted: it is made anew") }) {
		t.Errorf("it says %q", said)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("there is none: %v", err)
	}
}
