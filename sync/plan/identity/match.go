package identity

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// byBlock follows our own record: the row of the block that names the action.
func (j *joining) byBlock() {
	if j.reading.Block == nil {
		return
	}
	for _, row := range j.reading.Block.Rows {
		k, there := j.at[row.Action]
		if !there || k < j.adopted || j.taken[k] || plan.AsksInOtherWords(row.State) { // known ones are matched by what they are
			continue
		}
		words, cut := rowWords(row)
		for i := range j.of {
			if j.free(i) && slices.ContainsFunc(j.titles(i), func(title string) bool {
				return title == words || cut && strings.HasPrefix(title, words)
			}) {
				j.match(i, k, "")
				break
			}
		}
	}
}

// rowWords are what a block's row shows of an action's title: with teams in
// the place of people, some signs of addresses in another way, and perhaps cut.
func rowWords(row review.BlockRow) (words string, cut bool) {
	return review.Normalise(mdedit.Decoded(strings.TrimSuffix(row.Title, "…"))), strings.HasSuffix(row.Title, "…")
}

// titles are one of the reading's as a block shows it, uncut: as it is read,
// and where that was another one, as an earlier version read it.
func (j *joining) titles(i int) []string {
	if j.shown == nil {
		j.shown = make([][]string, len(j.of))
		for i, a := range j.reading.Actions {
			j.shown[i] = []string{j.anonymous(mdedit.Decoded(a.Title))}
			if a.Formerly != "" {
				j.shown[i] = append(j.shown[i], j.anonymous(mdedit.Decoded(a.Formerly)))
			}
		}
	}
	return j.shown[i]
}

// title is the first of titles: as it is read.
func (j *joining) title(i int) string { return j.titles(i)[0] }

func (j *joining) anonymous(text string) string { return review.Normalise(j.meeting.Anonymise(text)) }

// marked is a text as a marker holds it. What has lost its signs may name people
// whom nothing but a marker's form knows then.
func (j *joining) marked(text string) string {
	if j.meeting.Words == nil {
		return j.anonymous(text)
	}
	return j.meeting.Words(text)
}

// manyLinked is how many known actions may share one item before the n-th line
// that names it is simply the n-th of them.
const manyLinked = 100

// byLink follows the item that the line names. Of several lines with one link
// the one with the known words is meant, then the nearest.
func (j *joining) byLink() {
	linked := map[string][]int{}
	for k, known := range j.known {
		if known.Item != nil && !j.taken[k] {
			for _, name := range []string{plan.FoldKey(known.Item.Key), known.Item.URL} {
				if name != "" {
					linked[name] = append(linked[name], k)
				}
			}
		}
	}
	var all []pairing
	nth := map[string]int{}
	for i := range j.of {
		t := linkOf(j.reading.Actions[i])
		if t == nil || !j.free(i) {
			continue
		}
		candidates := linked[plan.FoldKey(t.Text)]
		if t.URL != "" && plan.FoldKey(t.Text) != t.URL {
			candidates = slices.Concat(candidates, linked[t.URL])
		}
		if n := nth[t.Text+t.URL]; len(candidates) > manyLinked {
			nth[t.Text+t.URL] = n + 1
			candidates = candidates[min(n, len(candidates)-1):][:1]
		}
		for _, k := range candidates {
			if s := j.linkedTo(i, k, *t); s > 0 {
				all = append(all, pairing{i, k, s})
			}
		}
	}
	j.pair(all, func(pairing) string { return "" })
}

// linkOf is the item that a line names, its author's answer where it has none.
func linkOf(a review.Action) *review.Ticket {
	if same := a.Answer.Same; a.Ticket == nil && same != "" {
		return &review.Ticket{Text: same, URL: same}
	}
	return a.Ticket
}

// linkedTo tells whether a line names a known action's item: 1, and 2 if its
// words are the known ones; 0: it does not. A person's (same: …) counts for an
// action whose line is not there: it says what became of it.
func (j *joining) linkedTo(i, k int, t review.Ticket) float64 {
	answered := j.reading.Actions[i].Ticket == nil
	switch {
	case !plan.Names(&t, *j.known[k].Item), answered && j.known[k].Position >= 0:
		return 0
	case j.texts[i] == j.known[k].Now, j.former[i] != "" && j.former[i] == j.known[k].Now:
		return 2
	}
	return 1
}

// byKey finds an item whose marker, made for a restricted review, holds no
// words: the key is what the words derive, first as an earlier version read
// them.
func (j *joining) byKey() {
	then := slices.Clone(j.texts)
	for i, former := range j.former {
		then[i] = cmp.Or(former, then[i])
	}
	if !slices.Equal(then, j.texts) {
		j.byKeyOf(then)
	}
	j.byKeyOf(j.texts)
}

func (j *joining) byKeyOf(texts []string) {
	seen := map[string]int{}
	for i, text := range texts {
		seen[text]++
		key := review.ActionKeyOf(j.meeting.Instance, j.rec.Key, text, seen[text])
		if k, there := j.at[key]; there && j.free(i) && k >= j.adopted && !j.taken[k] {
			j.match(i, k, "")
		}
	}
}

// pairing is a reading's action, a known one, and how well they go together.
type pairing struct {
	i, k int
	s    float64
}

// pair matches by score, best first, then nearer lines, then by order.
func (j *joining) pair(all []pairing, how func(pairing) string) {
	slices.SortFunc(all, func(a, b pairing) int {
		return cmp.Or(cmp.Compare(b.s, a.s), cmp.Compare(j.lines(a.i, a.k), j.lines(b.i, b.k)),
			cmp.Compare(a.i, b.i), cmp.Compare(a.k, b.k))
	})
	for _, p := range all {
		if j.free(p.i) && !j.taken[p.k] {
			j.match(p.i, p.k, how(p))
		}
	}
}

func (j *joining) lines(i, k int) int {
	d := j.reading.Actions[i].Line - j.known[k].Reading.Line
	return max(d, -d)
}

// bySimilarity matches re-worded actions, the most similar first. Where the
// budget does not last, none is: the best partner may be among the others.
func (j *joining) bySimilarity() {
	var free, known, adopted []int
	for i := range j.of {
		if j.free(i) {
			free = append(free, i)
		}
	}
	for k, taken := range j.taken {
		if !taken {
			known = append(known, k)
			if k >= j.adopted {
				adopted = append(adopted, k)
			}
		}
	}
	if len(free) == 0 || len(known) == 0 {
		return
	}
	scores := map[[2]int]float64{}
	complete := j.similar(scores, free, known, func(i int) string { return j.texts[i] }, func(k int) string { return j.known[k].Now })
	if complete && len(adopted) > 0 {
		complete = j.similar(scores, free, adopted, func(i int) string { return j.marked(j.reading.Actions[i].Title) },
			func(k int) string { return j.marked(j.known[k].Text) })
	}
	if !complete {
		j.undecided = true
		return
	}
	all := make([]pairing, 0, len(scores))
	for at, s := range scores {
		all = append(all, pairing{at[0], at[1], s})
	}
	j.pair(all, func(p pairing) string {
		return fmt.Sprintf("re-worded, %.2f similar: %q was %q",
			p.s, j.marked(j.texts[p.i]), j.marked(j.known[p.k].Now))
	})
}

// similar notes which of the reading's actions and of the known ones are
// similar, as they are worded here; false: the budget did not last.
func (j *joining) similar(scores map[[2]int]float64, free, known []int, read, knew func(int) string) bool {
	ctx := j.meeting.Context
	if ctx == nil {
		ctx = context.Background()
	}
	pairs, complete := review.Similar(ctx, each(free, read), each(known, knew), &j.left)
	for _, p := range pairs {
		at := [2]int{free[p.A], known[p.B]}
		scores[at] = max(scores[at], p.Score)
	}
	return complete
}

func each(of []int, text func(int) string) []string {
	out := make([]string, len(of))
	for i, n := range of {
		out[i] = text(n)
	}
	return out
}
