package campaign_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// memory is a tracker that costs nothing: what is measured is ours.
type memory struct {
	mu    sync.Mutex
	site  string // in the items' addresses
	items []tracker.Item
	log   []int // the items in the order of their changes
}

func (m *memory) Settle() time.Duration { return 0 }

func (m *memory) Create(_ context.Context, items []tracker.NewItem) []tracker.Outcome {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]tracker.Outcome, len(items))
	for i, n := range items {
		key := "MEM-" + strconv.Itoa(len(m.items)+1)
		m.items = append(m.items, tracker.Item{
			ID: key, Key: key, URL: "https://memory.example/" + m.site + "browse/" + key, Project: n.Backlog.Project, State: review.Open, Status: "open", Marker: &n.Marker,
		})
		m.log = append(m.log, len(m.items)-1)
		out[i].Item = m.items[len(m.items)-1]
	}
	return out
}

func (m *memory) Changed(_ context.Context, _ []tracker.Backlog, _ tracker.Asked, since string) (tracker.Changes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	from := 0
	if since != "" {
		var err error
		if from, err = strconv.Atoi(since); err != nil {
			return tracker.Changes{}, err
		}
	}
	c := tracker.Changes{Watermark: strconv.Itoa(len(m.log))}
	for _, i := range m.log[from:] {
		c.Items = append(c.Items, m.items[i])
	}
	return c, nil
}

func (m *memory) Get(_ context.Context, ids []string) ([]tracker.Item, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []tracker.Item
	for _, id := range ids {
		if n, err := strconv.Atoi(id[len("MEM-"):]); err == nil && n <= len(m.items) {
			out = append(out, m.items[n-1])
		}
	}
	return out, nil
}

func (m *memory) finish(i int) { m.set(i, review.Done) }

func (m *memory) set(i int, state review.State) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.items[i].State, m.items[i].Status = state, string(state)
	m.log = append(m.log, i)
}

// meter counts what a pass costs: documents opened and written, rows read and
// statements that wrote, by table.
type meter struct {
	mu             sync.Mutex
	opened, placed int
	read           map[string]int
	wrote          map[string]int
}

func (m *meter) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.opened, m.placed, m.read, m.wrote = 0, 0, map[string]int{}, map[string]int{}
}

// Observe counts a statement of the store.
func (m *meter) Observe(s store.Statement) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s.Kind == store.Read {
		m.read[s.Table] += s.Rows
	} else {
		m.wrote[s.Table] += s.Rows
	}
}

func (m *meter) hook(op atomicfile.Op, _ string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch op {
	case atomicfile.OpRead:
		m.opened++
	case atomicfile.OpSwap:
		m.placed++
	}
	return nil
}

// costWorld is a world of n reviews with five known actions each.
func costWorld(b testing.TB, n int) (*world, *memory, *meter) {
	w, mem, count := newWorld(b), &memory{}, &meter{}
	count.reset()
	w.faults = func(tracker.Tracker) tracker.Tracker { return mem }
	w.watch = count
	w.disk = func() folder.Options { return folder.Options{Disk: &atomicfile.Disk{Hook: count.hook}} }
	for i := range n {
		w.put(costPath(i), costReview(i, ""))
	}
	w.rules.Modes = nil // ten thousand blocks would take their time
	w.pass()
	w.close()
	w.rules.Modes = []review.Mode{review.ModeBlock}
	w.pass()
	if len(mem.items) != n*5 {
		b.Fatalf("%d items for %d reviews", len(mem.items), n)
	}
	count.reset()
	return w, mem, count
}

func costPath(i int) string { return filepath.Join("reviews", fmt.Sprintf("%03d/r%05d.md", i/100, i)) }

func costReview(i int, more string) string {
	return fmt.Sprintf("# Incident %d\n\n**Date:** 2026-11-20\n\n## Summary\n\nThe checkout was down for a while.\n\n## Action items\n\n"+
		"- [ ] Alert on the depth of queue %d\n- [ ] Add a runbook for failover %d\n- [ ] Raise the limit of pool %d\n"+
		"- [ ] Test the backup of ledger %d\n- [ ] Rotate the certificate of proxy %d\n%s", i, i, i, i, i, i, more)
}

// BenchmarkPass measures a pass over many known reviews. What it must not cost
// is asserted: the counts are the same for a thousand reviews and for ten
// thousand.
func BenchmarkPass(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprintf("reviews=%d", n), func(b *testing.B) { benchmarkPass(b, n) })
	}
}

func benchmarkPass(b *testing.B, n int) {
	w, mem, count := costWorld(b, n)
	round := 0
	for _, tc := range []struct {
		name   string
		change func()
		judge  func() string
	}{
		{"nothing-changed", func() {}, count.quietly},
		{"one-item-done", func() { round++; mem.finish(round) }, count.oneReview},
		{"one-review-changed", func() {
			round++
			w.put(costPath(round), costReview(round, fmt.Sprintf("- [ ] One more thing, number %d\n", round))+block(w, round))
		}, count.oneReview},
	} {
		b.Run(tc.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				tc.change()
				count.reset()
				b.StartTimer()
				w.pass()
				b.StopTimer()
				if wrong := tc.judge(); wrong != "" {
					b.Fatalf("%s: %s", wrong, count)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(count.opened), "documents-opened")
			b.ReportMetric(float64(count.placed), "documents-written")
			b.ReportMetric(float64(count.read["reviews"]), "review-rows-read")
			b.ReportMetric(float64(count.read["actions"]), "action-rows-read")
			b.ReportMetric(float64(count.wrote["actions"]), "action-rows-written")
		})
		w.pass() // what the change left behind
	}
}

// block is the block that the review has now, so that a change keeps it.
func block(w *world, i int) string {
	text := w.get(costPath(i))
	for at := range text {
		if len(text)-at > 4 && text[at:at+4] == "<!--" {
			return "\n" + text[at:]
		}
	}
	return ""
}

func (m *meter) String() string {
	return fmt.Sprintf("%d opened, %d written, rows read %v, rows written %v", m.opened, m.placed, m.read, m.wrote)
}

// quietly: no document opened, no action row read, nothing written but the
// watermarks.
func (m *meter) quietly() string {
	for table, rows := range m.wrote {
		if rows > 0 && table != "sources" && table != "trackers" {
			return "a quiet pass wrote into " + table
		}
	}
	switch {
	case m.opened > 0:
		return "a quiet pass opened a document"
	case m.read["actions"] > 0:
		return "a quiet pass read action rows"
	}
	return ""
}

// oneReview: one document, read and written once each, and only its rows.
func (m *meter) oneReview() string {
	const rows = 6 * 8 // its actions, for each of the pass's steps, and those of the one changed before
	switch {
	case m.placed != 1:
		return "not exactly one document was written"
	case m.opened > 3: // read (twice, if it changed just now), and again before it is written
		return "more than one document was opened"
	case m.read["actions"] > rows || m.wrote["actions"] > rows:
		return "more than one review's actions were read or written"
	}
	return ""
}
