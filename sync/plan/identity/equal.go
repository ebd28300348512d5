package identity

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// byText matches equal words, first as an earlier version read them: lines that
// differed then may read the same now. Texts that stand once are matched first:
// they tell where among its neighbours one of several equals belongs.
func (j *joining) byText() {
	now := func(k int) (string, bool) { return j.known[k].Now, j.known[k].Now != "" }
	first := func(k int) (string, bool) { return j.known[k].Text, j.known[k].Text != "" }
	if slices.ContainsFunc(j.former, func(text string) bool { return text != "" }) {
		formerly := func(i int) string { return j.former[i] }
		j.sameWords(now, formerly)
		j.sameWords(first, formerly)
		j.sameWords(j.adoptedWords, j.formerShown)
	}
	read := func(i int) string { return j.texts[i] }
	j.sameWords(func(k int) (string, bool) { return j.known[k].Now, true }, read)
	j.sameWords(func(k int) (string, bool) { return j.known[k].Text, true }, read)
	j.sameWords(j.adoptedWords, func(i int) string { return j.marked(j.reading.Actions[i].Title) })
}

func (j *joining) sameWords(known func(int) (string, bool), read func(int) string) {
	for _, once := range []func(known, read int) bool{
		func(known, read int) bool { return known == 1 && read == 1 },
		func(known, _ int) bool { return known > 0 },
	} {
		j.equals(known, read, once)
	}
}

// formerShown is a title as an earlier version read it and made markers of it;
// "": it is the same.
func (j *joining) formerShown(i int) string {
	if j.former[i] == "" {
		return ""
	}
	return j.marked(j.reading.Actions[i].Formerly)
}

// adoptedWords are those in an item's marker; false: the action is not adopted.
func (j *joining) adoptedWords(k int) (string, bool) {
	if k < j.adopted || j.known[k].Text == "" {
		return "", false
	}
	return j.marked(j.known[k].Text), true
}

// equal are the known and the reading's actions of the same words.
type equal struct {
	known []int // free ones, those with a line first
	read  int   // free ones from the one at hand on
}

func (j *joining) equals(knew func(int) (string, bool), read func(int) string, take func(known, read int) bool) {
	of := j.equal(knew, read)
	for i, g := range of {
		if g == nil {
			continue
		}
		if take(len(g.known), g.read) {
			j.match(i, g.pop(j.nextEqual(i, g.known, g.read)), "")
		}
		g.read--
	}
}

// equal groups what is free by its words; by the reading's index, nil: no known
// action has such words.
func (j *joining) equal(knew func(int) (string, bool), read func(int) string) []*equal {
	groups := map[string]*equal{}
	for k, taken := range j.taken {
		words, has := "", false
		if !taken {
			words, has = knew(k)
		}
		if !has {
			continue
		}
		if groups[words] == nil {
			groups[words] = &equal{}
		}
		groups[words].known = append(groups[words].known, k)
	}
	if len(groups) == 0 {
		return nil
	}
	for _, g := range groups {
		slices.SortStableFunc(g.known, func(a, b int) int {
			return j.withLine(a, b)
		})
	}
	of := make([]*equal, len(j.of))
	for i := range j.of {
		if j.free(i) {
			if of[i] = groups[read(i)]; of[i] != nil {
				of[i].read++
			}
		}
	}
	return of
}

// pop takes the known action at a place out.
func (g *equal) pop(at int) int {
	k := g.known[at]
	if at == 0 {
		g.known = g.known[1:]
	} else {
		g.known = slices.Delete(g.known, at, at+1)
	}
	return k
}

// nextEqual picks the known action for the reading's i among equals, by its
// place: in their order, but where more are known than are read, the one that
// keeps its place among its neighbours, then the nearest.
func (j *joining) nextEqual(i int, known []int, read int) int {
	choice := len(known) - read + 1
	if choice <= 1 || int(j.left) < choice*len(j.of) {
		return 0
	}
	j.left -= review.Budget(choice * len(j.of))
	best, least := 0, 0
	for at, k := range known[:choice] {
		crossings := j.crossings(i, k)
		if at == 0 {
			least = crossings
			continue
		}
		have := known[best]
		if cmp.Or(j.withLine(k, have),
			cmp.Compare(crossings, least), cmp.Compare(j.lines(i, k), j.lines(i, have))) < 0 {
			best, least = at, crossings
		}
	}
	return best
}

// crossings counts the matched neighbours that would change sides.
func (j *joining) crossings(i, k int) int {
	n := 0
	for other, matched := range j.of {
		if matched != unmatched && (other < i) != (j.known[matched].Position < j.known[k].Position) {
			n++
		}
	}
	return n
}

// withLine orders known actions: those whose line was there come first.
func (j *joining) withLine(a, b int) int {
	return cmp.Compare(gone(j.known[a]), gone(j.known[b]))
}

func gone(k plan.Action) int {
	if k.Position < 0 {
		return 1
	}
	return 0
}
