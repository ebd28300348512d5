package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Meeting is what is needed to tell which of a reading's actions are known.
type Meeting struct {
	Instance string
	Now      time.Time
	// Anonymise puts teams in the place of people's names: markers and blocks
	// hold texts in which that was done.
	Anonymise func(string) string
	// Adopted are items of ours made for this review whose actions the record
	// does not know.
	Adopted []ItemRow
}

// Merge matches a reading to a record's actions, one to one, and returns the
// record with its actions as they read now: known ones keep their keys, new
// ones get theirs, and those whose lines are gone have position -1 or, where
// nothing was ever asked for, are forgotten.
func Merge(rec Record, reading review.Review, m Meeting) (Record, []Event) {
	j := &joining{rec: rec, reading: reading, meeting: m, of: make([]int, len(reading.Actions)), how: map[int]string{}}
	for i := range j.of {
		j.of[i] = unmatched
	}
	j.texts = texts(reading)
	j.adopt()
	j.byBlock()
	j.byLink()
	j.byKey()
	j.byText()
	j.bySimilarity()
	return j.result()
}

const unmatched = -1

// joining is one matching: of maps the reading's actions to known ones.
type joining struct {
	rec     Record
	reading review.Review
	meeting Meeting
	texts   []string // normalised, of the reading's actions
	known   []Known
	adopted int            // known[adopted:] come from items
	of      []int          // by the reading's index
	taken   []bool         // by the known's index
	how     map[int]string // by the reading's index: told in the log
	// normalised is what words() keeps; nil: not asked for yet.
	normalised *string
}

func texts(r review.Review) []string {
	out := make([]string, len(r.Actions))
	for i, a := range r.Actions {
		out[i] = review.Normalise(a.Title)
	}
	return out
}

// adopt puts the items that nobody knows beside the known actions.
func (j *joining) adopt() {
	j.known = slices.Clone(j.rec.Actions)
	j.adopted = len(j.known)
	for _, row := range bestOfEach(j.meeting.Adopted) {
		if !slices.ContainsFunc(j.known, func(k Known) bool { return k.Key == row.Marker.Action }) {
			j.known = append(j.known, fromItem(row, j.meeting.Now))
		}
	}
	j.taken = make([]bool, len(j.known))
}

// bestOfEach picks, of several items for one action, the one of the highest
// generation, then the oldest.
func bestOfEach(rows []ItemRow) []ItemRow {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b ItemRow) int {
		return cmp.Or(cmp.Compare(a.Marker.Action, b.Marker.Action), BetterItem(a, b))
	})
	return slices.CompactFunc(rows, func(a, b ItemRow) bool { return a.Marker.Action == b.Marker.Action })
}

// BetterItem orders the items of one action: the highest generation first,
// then what is there before what is gone, then the oldest.
func BetterItem(a, b ItemRow) int {
	return cmp.Or(
		cmp.Compare(b.Marker.Generation, a.Marker.Generation),
		compareBool(!a.Gone.IsZero(), !b.Gone.IsZero()),
		compareZero(a.Created, b.Created),
		compareZero(a.Made, b.Made),
		cmp.Compare(a.ID, b.ID),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// compareZero orders times, an unknown one last.
func compareZero(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return compareBool(a.IsZero(), b.IsZero())
	}
	return a.Compare(b)
}

// fromItem is the action as its item's marker tells it.
func fromItem(row ItemRow, now time.Time) Known {
	made := row.Created
	if made.IsZero() {
		made = now
	}
	return Known{
		Key: row.Marker.Action, Text: row.Marker.Text, Now: row.Marker.Text, Number: row.Marker.Number,
		Position: unmatched, FirstRead: made, Generation: max(1, row.Marker.Generation), Made: made,
		Reading: review.Action{Title: row.Marker.Text}, Item: ItemOf(row),
	}
}

// ItemOf is a row as an action has it.
func ItemOf(r ItemRow) *Item {
	return &Item{Tracker: r.Tracker, ID: r.ID, Key: r.Key, URL: r.URL, File: r.File, Status: r.Status}
}

func (j *joining) match(reading, known int, how string) {
	j.of[reading], j.taken[known] = known, true
	if how != "" {
		j.how[reading] = how
	}
}

func (j *joining) free(reading int) bool { return j.of[reading] == unmatched }

// byBlock follows our own record: the row of the block that names the action.
func (j *joining) byBlock() {
	if j.reading.Block == nil {
		return
	}
	for _, row := range j.reading.Block.Rows {
		k := slices.IndexFunc(j.known, func(k Known) bool { return k.Key == row.Action })
		if k < j.adopted || j.taken[k] { // known ones are matched by what they are
			continue
		}
		for i := range j.reading.Actions {
			if j.free(i) && j.showsAs(row.Title, j.reading.Actions[i].Title) {
				j.match(i, k, "")
				break
			}
		}
	}
}

// byLink follows the item that the line names. Of several lines with one link
// the one with the known words is meant, then the nearest.
func (j *joining) byLink() {
	j.pairs(func(i, k int) (float64, bool) {
		t, item := j.reading.Actions[i].Ticket, j.known[k].Item
		if t == nil || item == nil || !Names(t, *item) {
			return 0, false
		}
		if j.texts[i] == j.known[k].Now {
			return 2, true
		}
		return 1, true
	}, func(int, int, float64) string { return "" })
}

// Names tells whether a ticket as written names an item.
func Names(t *review.Ticket, item Item) bool {
	return item.Key != "" && strings.EqualFold(t.Text, item.Key) || item.URL != "" && t.URL == item.URL
}

// byKey finds an item whose marker, made for a restricted review, holds no
// words: the key is what the words derive.
func (j *joining) byKey() {
	seen := map[string]int{}
	for i, text := range j.texts {
		seen[text]++
		key := review.ActionKeyOf(j.meeting.Instance, j.rec.Key, text, seen[text])
		k := slices.IndexFunc(j.known, func(k Known) bool { return k.Key == key })
		if j.free(i) && k >= j.adopted && !j.taken[k] {
			j.match(i, k, "")
		}
	}
}

// byText matches equal words. Texts that stand once are matched first: they
// tell where among its neighbours one of several equals belongs.
func (j *joining) byText() {
	for _, same := range []func(i, k int) bool{
		func(i, k int) bool { return j.texts[i] == j.known[k].Now },
		func(i, k int) bool { return j.texts[i] == j.known[k].Text },
		func(i, k int) bool {
			return k >= j.adopted && j.known[k].Text != "" && j.anonymous(j.texts[i]) == j.anonymous(j.known[k].Text)
		},
	} {
		for _, once := range []func(known, read int) bool{
			func(known, read int) bool { return known == 1 && read == 1 },
			func(known, _ int) bool { return known > 0 },
		} {
			j.equals(same, once)
		}
	}
}

func (j *joining) equals(same func(i, k int) bool, take func(known, read int) bool) {
	for i := range j.texts {
		if !j.free(i) {
			continue
		}
		known, read := j.alike(i, same)
		if !take(len(known), read) {
			continue
		}
		j.match(i, j.nextEqual(i, known, read), "")
	}
}

// alike are the free known actions that equal the reading's i, those with a
// line first, and how many of the reading's from i on they equal.
func (j *joining) alike(i int, same func(i, k int) bool) (known []int, read int) {
	for k := range j.known {
		if !j.taken[k] && same(i, k) {
			known = append(known, k)
		}
	}
	slices.SortStableFunc(known, func(a, b int) int {
		return compareBool(j.known[a].Position < 0, j.known[b].Position < 0)
	})
	for r := i; r < len(j.texts) && len(known) > 0; r++ {
		if j.free(r) && same(r, known[0]) {
			read++
		}
	}
	return known, read
}

// nextEqual picks the known action for the reading's i among equals: in their
// order, but where more are known than are read, the one that keeps its place
// among its neighbours, then the nearest.
func (j *joining) nextEqual(i int, known []int, read int) int {
	if len(known) <= read {
		return known[0]
	}
	return slices.MinFunc(known[:len(known)-read+1], func(a, b int) int {
		return cmp.Or(compareBool(j.known[a].Position < 0, j.known[b].Position < 0),
			cmp.Compare(j.crossings(i, a), j.crossings(i, b)), cmp.Compare(j.lines(i, a), j.lines(i, b)))
	})
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

func (j *joining) anonymous(text string) string { return review.Normalise(j.meeting.Anonymise(text)) }

func (j *joining) lines(i, k int) int {
	d := j.reading.Actions[i].Line - j.known[k].Reading.Line
	return max(d, -d)
}

// mostCompared bounds the comparing of words: a document in which thousands of
// lines changed at once is a new one.
const mostCompared = 250_000

// bySimilarity matches re-worded actions, the most similar first.
func (j *joining) bySimilarity() {
	free, known := 0, 0
	for i := range j.of {
		if j.free(i) {
			free++
		}
	}
	for _, taken := range j.taken {
		if !taken {
			known++
		}
	}
	if free*known > mostCompared {
		return
	}
	j.pairs(func(i, k int) (float64, bool) {
		s := max(review.Similarity(j.texts[i], j.known[k].Now), j.similarAnonymous(i, k))
		return s, s >= review.SimilarEnough
	}, func(i, k int, s float64) string {
		return fmt.Sprintf("re-worded, %.2f similar: %q was %q",
			s, j.anonymous(j.texts[i]), j.anonymous(j.known[k].Now))
	})
}

func (j *joining) similarAnonymous(i, k int) float64 {
	if k < j.adopted {
		return 0
	}
	return review.Similarity(j.anonymous(j.texts[i]), j.anonymous(j.known[k].Text))
}

// pairs matches by score, best first, then nearer lines, then by order.
func (j *joining) pairs(score func(i, k int) (float64, bool), how func(i, k int, s float64) string) {
	type pair struct {
		i, k int
		s    float64
	}
	var all []pair
	for i := range j.of {
		for k := range j.known {
			if !j.free(i) || j.taken[k] {
				continue
			}
			if s, ok := score(i, k); ok {
				all = append(all, pair{i, k, s})
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.s, a.s), cmp.Compare(j.lines(a.i, a.k), j.lines(b.i, b.k)),
			cmp.Compare(a.i, b.i), cmp.Compare(a.k, b.k))
	})
	for _, p := range all {
		if j.free(p.i) && !j.taken[p.k] {
			j.match(p.i, p.k, how(p.i, p.k, p.s))
		}
	}
}
