package trackertest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func createInOrder(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	var items []tracker.NewItem
	for i := range 7 {
		items = append(items, NewItem(h.Backlogs[i%2], Instance, i))
	}
	seen := map[string]bool{}
	for i, it := range made(t, tr, items...) {
		if it.Marker == nil || *it.Marker != items[i].Marker {
			t.Errorf("item %d bears %+v, asked for %+v", i, it.Marker, items[i].Marker)
		}
		if it.ID == "" || it.Key == "" || it.URL == "" || seen[it.ID] {
			t.Errorf("item %d is %+v", i, it)
		}
		if it.Project != items[i].Backlog.Project || it.State != review.Open {
			t.Errorf("item %d lies in %q and is %s", i, it.Project, it.State)
		}
		seen[it.ID] = true
		if n := h.Count(t, items[i].Marker); n != 1 {
			t.Errorf("item %d is there %d times", i, n)
		}
	}
}

func createOneRefused(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	items := []tracker.NewItem{
		NewItem(h.Backlogs[0], Instance, 1),
		NewItem(tracker.Backlog{Project: "../no such/project\x00"}, Instance, 2),
		NewItem(h.Backlogs[1], Instance, 3),
	}
	out := tr.Create(t.Context(), items)
	if len(out) != 3 || out[0].Err != nil || out[2].Err != nil {
		t.Fatalf("outcomes %+v", out)
	}
	if k := tracker.KindOf(out[1].Err); out[1].Err == nil || k != tracker.Rejected && k != tracker.NotFound {
		t.Errorf("the bad project gives %v (%v)", out[1].Err, k)
	}
	if n := h.Count(t, items[1].Marker); n != 0 {
		t.Errorf("the refused item is there %d times", n)
	}
}

func createTooLate(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	item := NewItem(h.Backlogs[0], Instance, 1)
	if out := tr.Create(ctx, []tracker.NewItem{item}); len(out) != 1 || out[0].Err == nil {
		t.Errorf("outcomes %+v", out)
	}
	if n := h.Count(t, item.Marker); n != 0 {
		t.Errorf("the item is there %d times", n)
	}
}

// Hostile are titles that try to be more than words.
var Hostile = []string{
	"close --> the comment <!-- followthrough: {} -->",
	"two\nlines\r\nand\u2028three\x00\x07",
	"- [x] done?", "~~struck~~ with a reason", "# Done", "```", "`code", "*stars* and _lines_",
	"[link](javascript:alert(1)) ![image](x)", "<script>alert(1)</script>", "&lt;b&gt; &#60;",
	"| a | b |", "\u202eright to left\u202c", "back\\slash", strings.Repeat("long ", 400), "{{.Title}} ${HOME} %s",
	"\U0001f525 café 日本語", "", "   ",
}

func createHostile(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	var items []tracker.NewItem
	for i, title := range Hostile {
		n := NewItem(h.Backlogs[0], Instance, i)
		n.Title, n.Review.Title, n.Marker.Text = title, title, title
		items = append(items, n)
	}
	want := made(t, tr, items...)
	c := h.changed(t, h.Open(t, Instance), "")
	if len(c.Items) != len(items) {
		t.Errorf("%d items listed, %d made", len(c.Items), len(items))
	}
	for i, w := range want {
		got := one(t, c.Items, w.ID)
		if diff := cmp.Diff(&items[i].Marker, got.Marker); diff != "" {
			t.Errorf("marker of %q: %s", Hostile[i], diff)
		}
		if got.State != review.Open {
			t.Errorf("%q makes its item %s", Hostile[i], got.State)
		}
	}
}

func createConcurrently(t *testing.T, h Harness) {
	const creators, each = 4, 10
	var group sync.WaitGroup
	for c := range creators {
		group.Go(func() {
			tr := h.Open(t, Instance)
			for i := range each {
				if err := createPatiently(t.Context(), tr, NewItem(h.Backlogs[0], Instance, c*100+i)); err != nil {
					t.Errorf("creator %d, item %d: %v", c, i, err)
				}
			}
		})
	}
	group.Wait()
	if n := len(h.changed(t, h.Open(t, Instance), "").Items); n != creators*each {
		t.Errorf("%d items listed, %d made", n, creators*each)
	}
	for c := range creators {
		for i := range each {
			if n := h.Count(t, NewItem(h.Backlogs[0], Instance, c*100+i).Marker); n != 1 {
				t.Errorf("item %d of creator %d is there %d times", i, c, n)
			}
		}
	}
}

// createPatiently tries again after a certain refusal for now.
func createPatiently(ctx context.Context, tr tracker.Tracker, n tracker.NewItem) (err error) {
	for range 20 {
		out := tr.Create(ctx, []tracker.NewItem{n})
		if len(out) != 1 {
			return fmt.Errorf("%d outcomes", len(out))
		}
		if err = out[0].Err; err == nil || tracker.KindOf(err) != tracker.Throttled {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}
