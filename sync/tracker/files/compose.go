package files

import (
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
// text is written.
func (t *Tracker) compose(text string, b *batch, w *world) (string, []tracker.Outcome, error) {
	out := make([]tracker.Outcome, len(b.items))
	keys := make([]string, len(b.items))
	before := text
	for i, n := range b.items {
		if err := usable(n.Marker); err != nil {
			out[i].Err = err
			continue
		}
		if same := w.marked(n.Marker); same != nil {
			out[i].Item = t.item(same)
			continue
		}
		taken := func(fragment string) (review.Key, bool) { k, ok := w.taken[fragment]; return k, ok }
		s := stamp{Marker: n.Marker, Key: keyFor(nameOf(path.Base(b.place)), n.Marker, taken)}
		section, err := sectionOf(n.Backlog)
		if err != nil {
			out[i].Err = err
			continue
		}
		text, err = appendItem(text, section, words(n, b.path)+" "+s.comment())
		if err != nil {
			return "", nil, fmt.Errorf("write %s: %w", b.path, err)
		}
		keys[i] = s.Key
		w.add([]line{{stamp: s, place: b.place}})
	}
	after := lines(b.place, text)
	if !intact(lines(b.place, before), after, keys) {
		return "", nil, fmt.Errorf("write %s: %w: its text would be read otherwise than before", b.path, errNoPlace)
	}
	for i, key := range keys {
		if at := slices.IndexFunc(after, func(l line) bool { return l.Key == key }); key != "" {
			out[i].Item = t.item(after[at : at+1])
		}
	}
	return text, out, nil
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
