package gather

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/followthrough/followthrough/sync/gather/pace"
)

// named are the items that deliveries named since the last pass began, by tracker.
type named struct {
	mu  sync.Mutex
	ids map[string]map[string]bool
}

// Named has items of a tracker read by their ids with its next reading, past every
// index; those that are not followed are passed over. It may be called at any time.
func (g *Gatherer) Named(tracker string, ids []string) {
	g.named.mu.Lock()
	defer g.named.mu.Unlock()
	if g.named.ids == nil {
		g.named.ids = map[string]map[string]bool{}
	}
	add(g.named.ids, tracker, ids)
}

// into moves them to what a pass reads.
func (n *named) into(kept map[string]map[string]bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for tracker, ids := range n.ids {
		add(kept, tracker, slices.Collect(maps.Keys(ids)))
	}
	clear(n.ids)
}

func add(to map[string]map[string]bool, tracker string, ids []string) {
	if to[tracker] == nil && len(ids) > 0 {
		to[tracker] = map[string]bool{}
	}
	for _, id := range ids {
		to[tracker][id] = true
	}
}

// readNamed reads the items that deliveries named, although the listing may have
// shown them: it goes by an index that may lag behind. Where the tracker could not
// be read, or has not answered yet, they wait for the next pass; of what it fails at
// the listing tells.
func (t *trackers) readNamed(ctx context.Context, tr Tracker) {
	waiting := t.g.kept.namedItems[tr.Name]
	if len(waiting) == 0 || t.facts[tr.Name].Problem != "" {
		return
	}
	rows := t.Items.Stored(tr.Name, slices.Sorted(maps.Keys(waiting))...)
	t.Items.Add(rows...)
	var ids []string
	for _, row := range rows {
		if tr.follows(row) {
			ids = append(ids, row.ID)
		}
	}
	a := t.get(ctx, tr, ids)
	t.absences(ctx, tr, a)
	var late *pace.Late
	if !errors.As(a.Err, &late) {
		delete(t.g.kept.namedItems, tr.Name)
	}
}
