package files

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/tracker"
)

// watermark is what Changed had read: one stamp a file, whatever the number
// of items.
type watermark struct {
	Version  int               `json:"v"`
	Root     string            `json:"root"`
	Instance string            `json:"instance"`
	Files    map[string]string `json:"files"`
	// Twice are the items that stood in more than one line: a change in one
	// file can change which line of another counts. Many of them: All.
	Twice []string `json:"twice,omitempty"`
	All   bool     `json:"all,omitempty"`
}

const (
	version   = 1
	manyTwice = 100
)

// Changed stats every backlog file and opens those whose stamps are not the
// watermark's. Its items are those of the changed files and those with more
// than one line; Scanned names the changed, new and removed files, and those of
// backlogs that are not there.
func (t *Tracker) Changed(ctx context.Context, backlogs []tracker.Backlog, _ tracker.Asked, since string) (tracker.Changes, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.learn(backlogs)
	found, err := t.walk(ctx)
	if err != nil {
		return tracker.Changes{}, err
	}
	stamps := found.stamps
	was := t.parseWatermark(since)
	t.expected = [2]expected{t.since(since, was)}
	if len(was.Files) > 0 && len(stamps) == 0 && !t.rootIsThere() {
		return tracker.Changes{}, t.unreadable(fmt.Errorf("the folder is gone: %w", errGone))
	}
	if len(found.unread) == 0 && since != "" && was.Version != 0 && maps.Equal(was.Files, words36(stamps)) {
		if t.known != nil && maps.Equal(t.known.stamps, stamps) {
			t.readAt = t.now()
		}
		return tracker.Changes{Watermark: since, Scanned: t.absent(found)}, nil
	}
	w, err := t.build(ctx, found)
	if err != nil {
		return tracker.Changes{}, err
	}
	c, err := t.changes(w, was)
	c.Anew = ofAnotherKind(since)
	if len(w.unread) == 0 {
		c.Scanned = append(c.Scanned, t.absent(found)...)
	}
	t.vanished(&c, w)
	t.expected[1] = expect(words36(w.stamps))
	return c, err
}

func (t *Tracker) changes(w *world, was watermark) (tracker.Changes, error) {
	now := watermark{Version: version, Root: t.root, Instance: t.instance, Files: words36(w.stamps)}
	for _, id := range sortedKeys(w.byID) {
		if len(w.byID[id]) > 1 {
			now.Twice = append(now.Twice, id)
		}
	}
	if len(now.Twice) > manyTwice {
		now.Twice, now.All = nil, true
	}
	changed := differ(was.Files, now.Files)
	out := tracker.Changes{Scanned: changed}
	if len(w.unread) > 0 {
		out.Unreadable = t.unreadables(w)
		out.Scanned = w.proven(was, now, changed)
	}
	for _, id := range sortedKeys(w.byID) {
		same := w.byID[id]
		if same[0].Instance != t.instance {
			continue
		}
		if was.All || len(same) > 1 || slices.Contains(was.Twice, id) || in(changed, same[0].place) {
			out.Items = append(out.Items, t.item(same))
		}
	}
	text, err := json.Marshal(now)
	out.Watermark = string(text)
	return out, err
}

// unreadables are the projects whose files can't be read, and why.
func (t *Tracker) unreadables(w *world) map[string]tracker.Unreadable {
	out := map[string]tracker.Unreadable{}
	for _, place := range sortedKeys(w.unread) {
		why := tracker.Unreadable{Err: t.cause(place, w.unread[place]), Hides: true}
		out[t.project(place)] = why
		for backlog, project := range t.projects {
			if strings.HasPrefix(backlog, place+"/") {
				out[project] = why
			}
		}
	}
	return out
}

// proven are the changed places from which nothing went away, while something
// can't be read: an item that is not where it was may lie there. The others
// keep their former stamps, and so are looked at again.
func (w *world) proven(was, now watermark, changed []string) []string {
	var out []string
	for _, place := range changed {
		former, ok := w.former[place]
		ok = ok && former.stamp.String() == was.Files[place]
		ok = ok && !slices.ContainsFunc(former.lines, func(l line) bool { return len(w.byID[l.Key]) == 0 })
		before, had := was.Files[place]
		_, unread := w.unread[place]
		switch {
		case !unread && (ok || !had):
			out = append(out, place)
		case had:
			now.Files[place] = before
		default:
			delete(now.Files, place)
		}
	}
	return out
}

// parseWatermark reads since; one of another folder, instance or program says
// nothing.
func (t *Tracker) parseWatermark(since string) watermark {
	var w watermark
	err := json.Unmarshal([]byte(since), &w)
	if err != nil || w.Version != version || w.Root != t.root || w.Instance != t.instance {
		return watermark{}
	}
	return w
}

// ofAnotherKind tells whether a watermark was left by another kind of tracker
// that bore this one's name before.
func ofAnotherKind(since string) bool {
	var w watermark
	return since != "" && (json.Unmarshal([]byte(since), &w) != nil || w.Version == 0)
}

func words36(stamps map[string]atomicfile.Stamp) map[string]string {
	out := make(map[string]string, len(stamps))
	for place, s := range stamps {
		out[place] = s.String()
	}
	return out
}

// differ names the places that are not alike in both, sorted.
func differ(a, b map[string]string) []string {
	var out []string
	for place, s := range b {
		if a[place] != s {
			out = append(out, place)
		}
	}
	for place := range a {
		if _, ok := b[place]; !ok {
			out = append(out, place)
		}
	}
	slices.Sort(out)
	return out
}

func in(sorted []string, s string) bool {
	_, ok := slices.BinarySearch(sorted, s)
	return ok
}
