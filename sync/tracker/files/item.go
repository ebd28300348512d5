package files

import (
	"cmp"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/tracker"
)

// file is the absolute path of a place.
func (t *Tracker) file(place string) string {
	return filepath.Join(t.real, filepath.FromSlash(place))
}

// inOrder puts first the line that counts: that in the file the key was made
// for, which is some team's backlog and not one that only has its name, then
// the upper one.
func inOrder(a, b line) int {
	return cmp.Or(a.away()-b.away(), strings.Compare(a.place, b.place), a.number-b.number)
}

func (l line) away() int {
	n := 0
	if nameOf(path.Base(l.place)) != l.home() {
		n += 2
	}
	if !l.backlog {
		n++
	}
	return n
}

// item is what the lines of one key, the first of which counts, amount to.
func (t *Tracker) item(same []line) tracker.Item {
	l := same[0]
	it := tracker.Item{
		ID: l.Key, Key: l.Key, URL: l.place + "#" + l.fragment(), File: t.file(l.place),
		Project: t.project(l.place), Place: l.place,
		State: l.state, Reason: l.reason, Status: l.status, Note: l.note,
	}
	if l.Instance == t.instance {
		m := l.Marker
		it.Marker, it.Unproven = &m, true
	}
	if len(same) > 1 {
		it.Note = strings.TrimPrefix(it.Note+"; ", "; ") + "also in " + whereElse(same[1:])
	}
	return it
}

// manyLines is how many further lines of one item are named.
const manyLines = 5

func whereElse(lines []line) string {
	var out []string
	for _, l := range lines[:min(len(lines), manyLines)] {
		out = append(out, l.place+" line "+strconv.Itoa(l.number))
	}
	if more := len(lines) - manyLines; more > 0 {
		out = append(out, strconv.Itoa(more)+" more lines")
	}
	return strings.Join(out, ", ")
}
