package trackertest_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// clock is a time that tests move.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func inner(t *testing.T, root string) tracker.Tracker {
	t.Helper()
	tr, err := files.New("local", files.Config{Path: root}, trackertest.Instance, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func items(n int) (out []tracker.NewItem) {
	for i := range n {
		out = append(out, trackertest.NewItem(tracker.Backlog{Project: "payments"}, trackertest.Instance, i))
	}
	return out
}

func TestFaultyLosesItsShareOfAnswers(t *testing.T) {
	root := t.TempDir()
	f := trackertest.NewFaulty(inner(t, root), trackertest.FaultyOptions{
		LoseAnswers: 0.5, Rand: rand.New(rand.NewPCG(7, 7)), Now: time.Now, Settle: time.Minute,
	})
	lost := 0
	for i, o := range f.Create(t.Context(), items(40)) {
		switch {
		case o.Err == nil && o.Item.ID == "":
			t.Errorf("item %d has neither an item nor an error", i)
		case o.Err != nil && tracker.KindOf(o.Err) != tracker.Unknown:
			t.Errorf("item %d: %v", i, o.Err)
		case o.Err != nil:
			lost++
		}
	}
	c, err := f.Changed(t.Context(), nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if lost < 10 || lost > 30 || len(c.Items) <= 40-lost || len(c.Items) >= 40 {
		t.Errorf("%d answers lost, %d of 40 items there", lost, len(c.Items))
	}
	if f.Settle() != time.Minute {
		t.Errorf("settle %v", f.Settle())
	}
}

func TestFaultyHidesForTheLagAndForgetsNothing(t *testing.T) {
	root := t.TempDir()
	c := &clock{at: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	o := trackertest.FaultyOptions{Lag: time.Minute, Now: c.now, Journal: filepath.Join(t.TempDir(), "journal")}
	f := trackertest.NewFaulty(inner(t, root), o)
	all := items(3)
	list := func(f *trackertest.Faulty, since string) tracker.Changes {
		t.Helper()
		got, err := f.Changed(t.Context(), nil, nil, since)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if out := f.Create(t.Context(), all[:2]); out[0].Err != nil || out[1].Err != nil {
		t.Fatal(out)
	}
	c.at = c.at.Add(30 * time.Second)
	f.Create(t.Context(), all[2:])
	first := list(f, "")
	if len(first.Items) != 0 || slices.Contains(first.Scanned, "payments.md") {
		t.Errorf("at once, %+v", first)
	}
	c.at = c.at.Add(30 * time.Second)
	second := list(trackertest.NewFaulty(inner(t, root), o), first.Watermark)
	if len(second.Items) != 2 || slices.Contains(second.Scanned, "payments.md") {
		t.Errorf("after a minute and a new process, %+v", second)
	}
	c.at = c.at.Add(30 * time.Second)
	third := list(f, second.Watermark)
	if len(third.Items) != 3 || !slices.Contains(third.Scanned, "payments.md") {
		t.Errorf("after all, %+v", third)
	}
	if last := list(f, third.Watermark); len(last.Items) != 0 || last.Watermark != third.Watermark {
		t.Errorf("nothing changed, %+v", last)
	}
}
