package identity

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
)

// place is where lines stand: between which neighbours of one section that were
// there before and still are; none: at the section's end.
type place struct {
	section       string
	before, after int // by the known's index
}

// none is no neighbour.
const none = -1

// lineUp puts lines at their places: those that left, or those that came.
type lineUp struct {
	at        map[place][]int
	of        map[int]place
	nth       map[int]int // of each, its number among those at its place
	run       []int
	section   string
	neighbour int
}

func newLineUp() *lineUp {
	return &lineUp{at: map[place][]int{}, of: map[int]place{}, nth: map[int]int{}, neighbour: none}
}

// moves adds a line that left or came.
func (w *lineUp) moves(line int, section string) {
	w.enter(section)
	w.run = append(w.run, line)
}

// stays adds a neighbour.
func (w *lineUp) stays(known int, section string) {
	w.enter(section)
	w.close(known)
}

func (w *lineUp) enter(section string) {
	if section != w.section {
		w.close(none)
		w.section = section
	}
}

func (w *lineUp) close(after int) {
	p := place{w.section, w.neighbour, after}
	for _, line := range w.run {
		w.of[line], w.nth[line] = p, len(w.at[p])
		w.at[p] = append(w.at[p], line)
	}
	w.run, w.neighbour = nil, after
}

// sectionOf tells sections and their groups apart.
func sectionOf(a review.Action) string { return a.Section + "\n" + a.Group }

// leavers are the known actions whose lines were in the review and are no more, at
// their places. What still stands there, and is read as no action, did not leave.
func (j *joining) leavers() *lineUp {
	var lines []int
	for k, known := range j.known[:j.adopted] {
		if known.Position >= 0 {
			lines = append(lines, k)
		}
	}
	slices.SortFunc(lines, func(a, b int) int {
		return cmp.Or(cmp.Compare(j.known[a].Position, j.known[b].Position), cmp.Compare(a, b))
	})
	w, stand := newLineUp(), j.standing()
	for _, k := range lines {
		switch section := sectionOf(j.known[k].Reading); {
		case j.taken[k]:
			w.stays(k, section)
		case !stand[k]:
			w.moves(k, section)
		}
	}
	w.close(none)
	return w
}

// comers are the reading's lines that are none of the known ones, at their places.
// A line that came back is no neighbour: it was not there before.
func (j *joining) comers() *lineUp {
	w := newLineUp()
	for i, k := range j.of {
		a := j.reading.Actions[i]
		switch section := sectionOf(a); {
		case k != unmatched && j.known[k].Position >= 0:
			w.stays(k, section)
		case k == unmatched && !a.Answer.NoAction:
			w.moves(i, section)
		}
	}
	w.close(none)
	return w
}
