package github

import (
	"context"
	"slices"
	"sort"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Every how many looks the issues that duplicates lead to are read again, and
// how many at most.
const (
	followEvery = 10
	maxFollowed = 500
)

// follow keeps in mind that an item is in the state of another issue, or that
// it is not.
func (m *mark) follow(s shown, print string) {
	if !s.follows {
		delete(m.Follows, s.item.ID)
		return
	}
	if m.Follows == nil {
		m.Follows = map[string]string{}
	}
	if len(m.Follows) < maxFollowed {
		m.Follows[s.item.ID] = print
	}
}

// refollow reads again, every tenth time, what was closed as a duplicate: the
// other issue's changes show nowhere else.
func (t *Tracker) refollow(ctx context.Context, m *mark, changes *tracker.Changes) {
	t.mu.Lock()
	due := t.passes%followEvery == 0
	t.passes++
	t.mu.Unlock()
	if !due || len(m.Follows) == 0 {
		return
	}
	var refs []issues.Ref
	for id := range m.Follows {
		if r, ok := issues.ParseRef(id); ok && !slices.ContainsFunc(changes.Items, func(i tracker.Item) bool { return i.ID == id }) {
			refs = append(refs, r)
		}
	}
	sort.Slice(refs, func(a, b int) bool { return refs[a].String() < refs[b].String() })
	list, err := t.again(ctx, refs)
	if err != nil {
		t.o.Log.DebugContext(ctx, "reading duplicates failed", "error", err)
		return
	}
	for _, s := range list {
		print := fingerprint(s.item)
		if m.Follows[s.item.ID] != print {
			changes.Items = append(changes.Items, s.item)
		}
		m.follow(s, print)
	}
}

// again reads issues and how they ended, whatever is known of it.
func (t *Tracker) again(ctx context.Context, refs []issues.Ref) ([]shown, error) {
	found, err := t.read(ctx, refs)
	if err != nil {
		return nil, err
	}
	var list []shown
	for _, r := range refs {
		if i, ok := found[r]; ok {
			t.endings.Forget(i.ID())
			list = append(list, t.show(i, r.ID()))
		}
	}
	return list, t.settle(ctx, list)
}

// visit lets the next look go to where issues were taken. What was taken there
// before that is not looked for.
func (t *Tracker) visit(m *mark) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name, at := range t.visited {
		_, known := m.Places[name]
		if now, named := t.names[name]; !known && (!named || now == name) {
			p := place{Whole: true, Visited: true}
			p.begin(at)
			p.Checked = p.Since
			m.Places[name] = p
		}
	}
}

// know takes the numbers of ours from a watermark.
func (t *Tracker) know(m mark) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name, p := range m.Places {
		t.known[name] = p.Ours
	}
}

// knows tells whether an issue was seen to be of ours.
func (t *Tracker) knows(name string, number int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, found := slices.BinarySearch(t.known[name], number)
	return found
}

// unnote forgets the numbers of issues that were made, once looks show them.
func (t *Tracker) unnote(name string, shown []int, all bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.made[name] = slices.DeleteFunc(t.made[name], func(number int) bool {
		_, found := slices.BinarySearch(shown, number)
		return found || all
	})
}
