package identity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// rewording is what is known of actions that were re-worded so far that their
// words alone tell nothing: by their places, and by what is in common.
type rewording struct {
	*joining
	left, came *lineUp
	common     map[[2]int]review.Common // by the reading's and the known's index
	of         map[int][]int            // by the reading's index: known ones with words in common
	words      map[int]float64          // by the known's index: the most words that a line has in common
	shared     map[plan.ItemID]int      // how many known actions have an item
	teams      map[*review.Action]string
}

// manyAtOnce is how many known actions it is looked at for each line that came
// which of them it may be.
const manyAtOnce = 16

// byPlace matches actions that were re-worded beyond similarity: where as many
// lines left as came between the same neighbours, and a third of their words, a
// number, code or the owner is common. What may be one, and is not surely, asks.
// An action for which nothing was asked has nothing to lose.
func (j *joining) byPlace() {
	if j.undecided { // then all ask
		return
	}
	j.byAnswer()
	if !slices.Contains(j.of, unmatched) || !slices.Contains(j.taken[:j.adopted], false) {
		return
	}
	w := &rewording{joining: j, left: j.leavers(), came: j.comers(), shared: map[plan.ItemID]int{}, teams: map[*review.Action]string{}}
	if !w.compare() {
		j.undecided = true
		return
	}
	for _, known := range j.known {
		if known.Item != nil {
			w.shared[known.Item.ItemID()]++
		}
	}
	for i := range j.of {
		if k := w.opposite(i); k != unmatched && w.sure(i, k) {
			j.match(i, k, fmt.Sprintf("re-worded at its place, with %s in common: %q was %q",
				w.inCommon(i, k), j.marked(j.texts[i]), j.marked(j.known[k].Now)))
		}
	}
	for i := range j.of {
		if k := w.mayBe(i); k != unmatched {
			j.asks[i] = w.ask(i, k)
		}
	}
}

// byAnswer follows a (same: …) that came with other words: the line that had the
// item is not in this reading.
func (j *joining) byAnswer() {
	for i := range j.of {
		if same := j.reading.Actions[i].Answer.Same; same != "" && j.free(i) {
			t := &review.Ticket{Text: same, URL: same}
			for k, known := range j.known {
				if !j.taken[k] && known.Item != nil && plan.Names(t, *known.Item) {
					j.match(i, k, "")
					break
				}
			}
		}
	}
}

// compare finds what the lines that came have in common with those that left;
// false: the budget did not last.
func (w *rewording) compare() bool {
	came, left := sortedKeys(w.came.of), sortedKeys(w.left.of)
	pairs, complete := review.InCommon(each(came, func(i int) string { return w.texts[i] }),
		each(left, func(k int) string { return w.known[k].Now }), &w.joining.left)
	w.common, w.of, w.words = map[[2]int]review.Common{}, map[int][]int{}, map[int]float64{}
	for _, p := range pairs {
		i, k := came[p.A], left[p.B]
		w.common[[2]int{i, k}] = p
		w.of[i] = append(w.of[i], k)
		w.words[k] = max(w.words[k], p.Words)
	}
	return complete
}

func sortedKeys(of map[int]place) []int {
	var out []int
	for n := range of {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// opposite is the known action that left from where a line came, where as many
// left as came; unmatched: there is none.
func (w *rewording) opposite(i int) int {
	p, ok := w.came.of[i]
	if !ok || len(w.left.at[p]) != len(w.came.at[p]) {
		return unmatched
	}
	return w.left.at[p][w.came.nth[i]]
}

// sure tells whether a line is the action that left from its place, in other
// words: enough is in common, nothing speaks against it, and neither has more
// words in common with another.
func (w *rewording) sure(i, k int) bool {
	known, read := w.known[k], w.reading.Actions[i]
	switch {
	case !w.open(i), !asked(known), w.inCommon(i, k) == "", w.against(i, k):
		return false
	case read.Doubtful() && known.Item == nil:
		return false
	}
	words := w.common[[2]int{i, k}].Words
	most := w.words[k]
	for _, other := range w.of[i] {
		most = max(most, w.common[[2]int{i, other}].Words)
	}
	return most <= words || most < review.ThirdOfWords
}

// open tells whether a line came that may be an action in other words: not one
// that names its item itself, nor one of which a person said that it is another.
func (w *rewording) open(i int) bool {
	a := w.reading.Actions[i]
	_, came := w.came.of[i]
	_, held := w.meeting.Held[i]
	return came && w.free(i) && !held && linkOf(a) == nil && !a.Answer.Separate
}

// inCommon says what a line and a known action have in common, as far as it
// counts; "": nothing does.
func (w *rewording) inCommon(i, k int) string {
	c, owner := w.common[[2]int{i, k}], review.Normalise(w.reading.Actions[i].Owner)
	var what []string
	if c.Words >= review.ThirdOfWords {
		what = append(what, fmt.Sprintf("%.2f of the words", c.Words))
	}
	if c.Exact {
		what = append(what, "a number or code")
	}
	if owner != "" && owner == review.Normalise(w.known[k].Reading.Owner) {
		what = append(what, "the owner")
	}
	return strings.Join(what, ", ")
}

// against tells whether anything speaks against taking a line for a known action:
// another team or number, an item that is settled or several actions', a link
// that a person took out.
func (w *rewording) against(i, k int) bool {
	known, read := w.known[k], w.reading.Actions[i]
	return known.Reading.Ticket != nil || known.Item != nil && w.shared[known.Item.ItemID()] > 1 ||
		review.NameOthers(w.texts[i], known.Now) || w.apart(i, k) || !read.Mark.Settled() && w.settled(known)
}

// settled tells whether an action's item is settled, or gone.
func (w *rewording) settled(known plan.Action) bool {
	var row plan.ItemRow
	if known.Item != nil && w.meeting.ItemNow != nil {
		row = w.meeting.ItemNow(known.Item.ItemID())
	}
	return known.State.Settled() || known.State == review.Missing || row.State.Settled() || !row.Gone.IsZero()
}

// mayBe is the known action that a line may be, and is not surely; unmatched: it
// is none. Nothing is made for what is settled, so that asks nothing.
func (w *rewording) mayBe(i int) int {
	if a := w.reading.Actions[i]; !w.open(i) || a.Mark.Settled() || a.Struck {
		return unmatched
	}
	all := slices.Concat(w.of[i], w.beside(i))
	slices.SortFunc(all, func(a, b int) int {
		return cmp.Or(review.ByWords(w.common[[2]int{i, a}], w.common[[2]int{i, b}]),
			cmp.Compare(w.lines(i, a), w.lines(i, b)), cmp.Compare(a, b))
	})
	for _, k := range all[:min(len(all), manyAtOnce)] {
		if w.maybe(i, k) {
			return k
		}
	}
	return unmatched
}

// beside are the known actions that left from where a line came.
func (w *rewording) beside(i int) []int {
	all := w.left.at[w.came.of[i]]
	if k := w.opposite(i); k != unmatched {
		return []int{k}
	}
	return all[:min(len(all), manyAtOnce)]
}

// maybe tells whether a line may be a known action. At another place only words
// say so; at its own also the owner, and that as many left as came, unless
// something speaks against it.
func (w *rewording) maybe(i, k int) bool {
	of, ok := w.about(k)
	if !ok || w.taken[of] {
		return false
	}
	c := w.common[[2]int{i, k}]
	switch words := c.Words >= review.ThirdOfWords; {
	case w.came.of[i] != w.left.of[k]:
		return words && !review.NameOthers(w.texts[i], w.known[k].Now) && !w.apart(i, of)
	case words || c.Exact:
		return true
	}
	certain := w.reading.Actions[i].Doubt == ""
	return !w.against(i, of) && (w.inCommon(i, k) != "" || certain && w.opposite(i) == k)
}

// apart tells whether a line is of another team than a known action, or, where
// nobody knows whose it is, of another owner.
func (w *rewording) apart(i, k int) bool {
	read, known := &w.reading.Actions[i], &w.known[k]
	if now := w.team(read); now != "" {
		was := w.team(&known.Reading)
		return now != was && now != known.Team && was+known.Team != ""
	}
	now, was := review.Normalise(read.Owner), review.Normalise(known.Reading.Owner)
	return now != "" && was != "" && now != was
}

// team is the team that a line leads to; "": none, or nobody knows.
func (w *rewording) team(a *review.Action) string {
	team, known := w.teams[a]
	if !known && w.meeting.Team != nil {
		team = w.meeting.Team(w.rec, plan.Action{Wording: plan.Wording{Reading: *a}})
		w.teams[a] = team
	}
	return team
}

// about is the action for which something was asked: the known one itself, or that
// which it asks about.
func (w *rewording) about(k int) (int, bool) {
	if asked(w.known[k]) {
		return k, true
	}
	if !w.known[k].MayBeReworded() {
		return 0, false
	}
	of, ok := w.at[w.known[k].Asks.Action]
	return of, ok
}

func (w *rewording) ask(i, k int) plan.Asked {
	of, _ := w.about(k)
	out := plan.Asked{Action: w.known[of].Key, Text: w.texts[i], Reworded: true}
	if item := w.known[of].Item; item != nil {
		out.Item = *item
	}
	return out
}

// stillAsks ends the question whether an action is another in other words where a
// person called it separate, or where the other has its line.
func (j *joining) stillAsks(k *plan.Action) {
	if !k.MayBeReworded() {
		return
	}
	of, known := j.at[k.Asks.Action]
	if k.Reading.Answer.Separate || known && j.taken[of] {
		k.Asks, k.HeldBy = nil, ""
		return
	}
	j.askedAbout[k.Asks.Action] = true
}

// askedBefore takes a question up that the review's block asks: the store that
// asked it is lost.
func (j *joining) askedBefore(k *plan.Action) {
	if j.reading.Block == nil || k.Item != nil || k.Asks != nil {
		return
	}
	for _, n := range j.block().asking.shows(j.title(k.Position)) {
		row := j.reading.Block.Rows[n]
		if of, known := j.at[row.Action]; !known || !j.taken[of] {
			k.Ask(plan.Asked{Action: row.Action, Text: k.Now, Item: plan.Item{Key: row.Ticket.Text, URL: row.Ticket.URL}, Reworded: true})
			return
		}
	}
}
