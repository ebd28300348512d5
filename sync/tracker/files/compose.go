package files

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

var errNoPlace = errors.New("no item can be added")

// compose is the file's text with a batch appended, and the outcomes if that
// text is written. Where not all of it can be added, each item is on its own: one
// that has no place keeps no other out.
func (t *Tracker) compose(text string, b *batch, w *world) (string, []tracker.Outcome, error) {
	out := make([]tracker.Outcome, len(b.items))
	keys := t.keys(b, w, out)
	after, err := t.added(text, b, keys, out)
	if err == nil || len(b.items) == 1 {
		return after, out, err
	}
	for i, key := range keys {
		if key == "" {
			continue
		}
		alone := make([]string, len(keys))
		alone[i] = key
		if after, err = t.added(text, b, alone, out); err != nil {
			out[i] = tracker.Outcome{Err: t.outcomeOf(err)}
			continue
		}
		text = after
	}
	return text, out, nil
}

// added is the text with those items of a batch that have a key. Of the ways to
// add them the first is taken that keeps all others as they are read, and shows
// the new ones as tasks.
func (t *Tracker) added(text string, b *batch, keys []string, out []tracker.Outcome) (string, error) {
	var failed error
	for _, way := range ways {
		after, err := appendAll(text, b, keys, way)
		if err == nil && len(after) > MaxFile {
			err = fmt.Errorf("%w: it would be larger than %d bytes, and not be read any more", errNoPlace, MaxFile)
		}
		if err != nil {
			failed = err
			continue
		}
		found := lines(b.place, after)
		if !intact(lines(b.place, text), found, keys) || !shown(after, keys) {
			continue
		}
		if under := settledUnder(found, keys); under != "" {
			failed = fmt.Errorf("%w: the heading %q says of what is below it that it is done with, and new items would stand there; name another in backlog.section", errNoPlace, under)
			continue
		}
		for i, key := range keys {
			if at := slices.IndexFunc(found, func(l line) bool { return l.Key == key }); key != "" {
				out[i].Item = t.item(found[at : at+1])
			}
		}
		return after, nil
	}
	if failed == nil {
		failed = fmt.Errorf("%w: its text would be read otherwise than before", errNoPlace)
	}
	return "", fmt.Errorf("write %s: %w", b.path, failed)
}

// keys gives each item of the batch that is to be made its key, and the others
// their outcome.
func (t *Tracker) keys(b *batch, w *world, out []tracker.Outcome) []string {
	keys := make([]string, len(b.items))
	for i, n := range b.items {
		if err := cmp.Or(usable(n.Marker), t.mayStand(w, n)); err != nil {
			out[i].Err = err
			continue
		}
		if _, err := sectionOf(n.Backlog); err != nil {
			out[i].Err = err
			continue
		}
		if same := w.marked(n.Marker, b.place); same != nil {
			out[i].Item = t.item(same)
			continue
		}
		taken := func(fragment string) (review.Key, bool) { k, ok := w.taken[fragment]; return k, ok }
		keys[i] = keyFor(nameOf(path.Base(b.place)), n.Marker, taken)
		w.add([]line{{stamp: stamp{Marker: n.Marker, Key: keys[i]}, place: b.place}})
	}
	return keys
}

func appendAll(text string, b *batch, keys []string, way way) (string, error) {
	for i, n := range b.items {
		if keys[i] == "" {
			continue
		}
		section, err := sectionOf(n.Backlog)
		if err != nil {
			return "", err
		}
		s := stamp{Marker: n.Marker, Key: keys[i]}
		if text, err = appendItem(text, section, words(n, b.path)+" "+s.comment(), way); err != nil {
			return "", err
		}
	}
	return text, nil
}

func usable(m tracker.Marker) error {
	s := stamp{Marker: m, Key: "x-" + string(m.Action)}
	if d := suffixDigits(m.Generation); d != "" {
		s.Key += "-" + d
	}
	if !s.valid() {
		return &tracker.Error{Kind: tracker.Rejected, Field: "marker", Err: fmt.Errorf("not a marker: %+v", m)}
	}
	return nil
}

// intact tells whether the marked lines of before read as they did, and each
// new key stands there once.
func intact(before, after []line, keys []string) bool {
	count := map[string]int{}
	for _, l := range after {
		count[l.Key]++
	}
	added := 0
	for _, k := range keys {
		if k != "" {
			added++
			if count[k] != 1 {
				return false
			}
		}
	}
	if len(after) != len(before)+added {
		return false
	}
	old := slices.DeleteFunc(slices.Clone(after), func(l line) bool { return slices.Contains(keys, l.Key) })
	return slices.EqualFunc(before, old, func(a, b line) bool { return a.Key == b.Key && a.says == b.says })
}

// settledUnder is the heading below which a new item would be settled as soon as
// it is made; "": there is none.
func settledUnder(found []line, keys []string) string {
	for _, l := range found {
		if slices.Contains(keys, l.Key) && l.state.Settled() {
			return l.status
		}
	}
	return ""
}

// sectionOf is the heading under which a backlog takes new items.
func sectionOf(b tracker.Backlog) (string, error) {
	var s Backlog
	if len(b.Settings) > 0 {
		if err := json.Unmarshal(b.Settings, &s); err != nil {
			return "", &tracker.Error{Kind: tracker.Rejected, Field: "settings", Err: err}
		}
	}
	if s.Section = oneLine(s.Section); s.Section == "" {
		return "Backlog", nil
	}
	return s.Section, nil
}
