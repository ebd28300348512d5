package identity

import (
	"cmp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// result is the record after the matching: the reading's actions in their
// order, then those whose lines are gone.
func (j *joining) result() (plan.Review, []plan.Event) {
	var events []plan.Event
	var taken []plan.TakenOut
	actions, fresh := make([]plan.Action, 0, len(j.of)), map[review.Key]bool{}
	for i, k := range j.of {
		if none := j.reading.Actions[i].Answer.NoAction; none && (k == unmatched || !asked(j.known[k])) {
			out, told := j.none(k)
			taken, events = append(taken, out...), append(events, told...)
			continue
		}
		if k == unmatched {
			known, event := j.newAction(i)
			fresh[known.Key] = true
			actions, events = append(actions, known), append(events, event)
			continue
		}
		known := j.known[k]
		events = append(events, j.tell(i, known)...)
		known.Reading, known.Position, known.Now = j.reading.Actions[i], i, j.texts[i]
		j.newly(&known, j.known[k])
		j.copied(&known)
		j.stillAsks(&known)
		j.undecided = j.undecided || known.Undecided()
		actions = append(actions, known)
	}
	gone, out, more := j.gone()
	out = append(taken, out...)
	for _, t := range out {
		fresh[t.Action] = true
	}
	j.rec.Actions = slices.Concat(actions, gone)
	j.rec.TakenOut = append(without(j.rec.TakenOut, fresh), out...)
	return j.rec, append(events, more...)
}

func (j *joining) newAction(i int) (plan.Action, plan.Event) {
	text := j.texts[i]
	if j.numbers == nil {
		j.numbers = map[string]int{}
		for _, k := range j.known {
			j.numbers[k.Text] = max(j.numbers[k.Text], k.Number)
		}
	}
	j.numbers[text]++
	number := j.numbers[text]
	known := plan.Action{
		Key:      j.keyOf(i, text, number),
		Wording:  plan.Wording{Text: text, Now: text, Number: number, Reading: j.reading.Actions[i], Position: i, FirstRead: j.meeting.Now, Newly: j.meeting.Same},
		Creation: plan.Creation{Generation: 1},
	}
	j.claim(i, &known)
	j.copied(&known)
	j.askedBefore(&known)
	if about, asks := j.asks[i]; asks && known.Item == nil && known.Asks == nil {
		known.Ask(about)
	}
	j.stillAsks(&known)
	if j.undecided && known.Item == nil {
		known.Undecide()
	}
	return known, j.event(known, "first read", j.meeting.Anonymise(known.Reading.Title))
}

// keyOf derives a new action's key. A document with our block was met before:
// where an earlier version read the line otherwise, what it wrote there holds
// the key of those words.
func (j *joining) keyOf(i int, text string, number int) review.Key {
	if former := j.former[i]; former != "" && j.reading.Block != nil {
		key := review.ActionKeyOf(j.meeting.Instance, j.rec.Key, former, j.formerNumber(i))
		if _, taken := j.at[key]; !taken {
			return key
		}
	}
	return review.ActionKeyOf(j.meeting.Instance, j.rec.Key, text, number)
}

// formerNumber is an action's number among those that an earlier version read
// with the same words.
func (j *joining) formerNumber(i int) int {
	if j.nth == nil {
		j.nth = make([]int, len(j.of))
		seen := map[string]int{}
		for i, text := range j.texts {
			then := cmp.Or(j.former[i], text)
			seen[then]++
			j.nth[i] = seen[then]
		}
	}
	return j.nth[i]
}

// blockRows are the rows of the document's block, as they are looked for: by
// action, and by the words of a title, whole or cut.
type blockRows struct {
	byAction map[string][]int
	others   shownRows // of other actions than our own
	asking   shownRows // that ask whether a line is an action in other words
}

// shownRows are rows by the words of a title, whole or cut.
type shownRows struct {
	byWords, byBegin map[string][]int
	cut              []int // the lengths of the cut ones
}

func (j *joining) block() *blockRows {
	if j.rows != nil {
		return j.rows
	}
	j.rows = &blockRows{byAction: map[string][]int{}}
	for n, row := range j.reading.Block.Rows {
		words, cut := rowWords(row)
		j.rows.byAction[string(row.Action)] = append(j.rows.byAction[string(row.Action)], n)
		_, own := j.at[row.Action]
		switch {
		case plan.AsksInOtherWords(row.State):
			j.rows.asking.add(n, words, cut)
		case !own && row.Action != "":
			j.rows.others.add(n, words, cut)
		}
	}
	return j.rows
}

func (s *shownRows) add(n int, words string, cut bool) {
	if s.byWords == nil {
		s.byWords, s.byBegin = map[string][]int{}, map[string][]int{}
	}
	s.byWords[words] = append(s.byWords[words], n)
	if !cut {
		return
	}
	s.byBegin[words] = append(s.byBegin[words], n)
	if at, known := slices.BinarySearch(s.cut, len(words)); !known {
		s.cut = slices.Insert(s.cut, at, len(words))
	}
}

// shows are the rows that show a title, the first of each kind.
func (s *shownRows) shows(title string) []int {
	out := slices.Clone(s.byWords[title][:min(2, len(s.byWords[title]))])
	for _, n := range s.cut {
		if n <= len(title) {
			same := s.byBegin[title[:n]]
			out = append(out, same[:min(2, len(same))]...)
		}
	}
	return out
}

// copied finds an action that has no item where the block says that the same
// words have one as another review's action: the block came along with a copy,
// or is ours and asked before.
func (j *joining) copied(k *plan.Action) {
	if j.reading.Block == nil || k.Item != nil {
		return
	}
	b := j.block()
	rows := slices.Clone(b.byAction[string(k.Key)])
	for _, title := range j.titles(k.Position) {
		rows = append(rows, b.others.shows(title)...)
	}
	slices.Sort(rows)
	for _, n := range rows {
		row := j.reading.Block.Rows[n]
		if row.Action != k.Key && !j.ownRow(row) {
			k.Ask(plan.Asked{Action: row.Action, Text: k.Now, Item: plan.Item{Key: row.Ticket.Text, URL: row.Ticket.URL}, Twin: j.twin(row)})
			return
		}
		if k.Generation == 1 && k.Attempts == 0 && k.Made.IsZero() && agree(k.Reading.Ticket, row.Ticket) && !authors(row) {
			k.Item = &plan.Item{ID: plan.LostItem, Key: row.Ticket.Text, URL: row.Ticket.URL}
			k.State, k.Reason = ended(row)
			return
		}
	}
}

// twin is the review whose twin this one is, as its own block has asked; "": it
// did not.
func (j *joining) twin(row review.BlockRow) string {
	_, of, asked := strings.Cut(row.State, review.TwinOf)
	if !asked || j.reading.Block.Review != j.rec.Key {
		return ""
	}
	of, _, _ = strings.Cut(of, ": ")
	return of
}

// ownRow tells whether a row with a key that is none of ours is of this review
// all the same: another instance wrote the block, as in a trial, and the keys are
// its own. Rows that ask name other reviews' actions.
func (j *joining) ownRow(row review.BlockRow) bool {
	return j.reading.Block.Review == j.rec.Key && !strings.Contains(row.State, plan.CopiedFrom) && !strings.Contains(row.State, review.TwinOf)
}

// authors tells whether a row is of an item that its author named, where nobody
// looks.
func authors(row review.BlockRow) bool { return strings.Contains(row.State, plan.NotLooked) }

// ended is how an action's item ended, as our block says; "": it did not.
func ended(row review.BlockRow) (review.State, string) {
	for _, s := range []review.State{review.Done, review.Declined} {
		if row.State == s.Words() {
			return s, ""
		}
		if why, found := strings.CutPrefix(row.State, s.Words()+": "); found {
			return s, why
		}
	}
	return "", ""
}

// agree tells whether a block's link is what the line names, if it names one:
// only then is it known whose item it was. A ticket that its author wrote is
// found by its name all the same.
func agree(line *review.Ticket, row review.Ticket) bool {
	return line == nil || line.Text == row.Text
}

// tell says what the matching of a known action means, where it is news.
func (j *joining) tell(i int, known plan.Action) []plan.Event {
	if known.Position < 0 && j.of[i] >= j.adopted {
		return []plan.Event{j.event(known, "adopted", known.Item.Key+" bears this action's marker")}
	}
	if how := j.how[i]; how != "" {
		return []plan.Event{j.event(known, "re-worded", how)}
	}
	if known.Position < 0 && known.State == review.Withdrawn {
		return []plan.Event{j.event(known, "came back", "the line is in the review again")}
	}
	return nil
}

// asked tells whether an item was ever asked for: such an action is followed,
// whatever becomes of its line.
func asked(k plan.Action) bool { return k.Item != nil || k.Attempts > 0 }

// none forgets what a person called no action, and tells of one that was known:
// what was surely an action counts as taken out.
func (j *joining) none(k int) ([]plan.TakenOut, []plan.Event) {
	if k == unmatched {
		return nil, nil
	}
	known := j.known[k]
	events := []plan.Event{j.event(known, "no action", plan.NoAction)}
	if known.LeftAlone() {
		return nil, events
	}
	return []plan.TakenOut{{Action: known.Key, Team: known.Team}}, events
}

// gone are the known actions without a line. Those whose words still stand in
// the document keep their verdict, and so do those that may be one of its
// lines; those for which nothing was ever asked are forgotten.
func (j *joining) gone() (still []plan.Action, out []plan.TakenOut, events []plan.Event) {
	stand := j.standing()
	for k, known := range j.known {
		what, why := j.stands(known, stand[k])
		switch {
		case j.taken[k], known.LeftAlone() && !asked(known): // nobody took it for an action
			continue
		case what != "":
			if known.Position != plan.Stands {
				events = append(events, j.event(known, what, why))
			}
			known.Position = plan.Stands
		case !asked(known):
			events = append(events, j.event(known, "taken out", "its line left the review before an item was made"))
			out = append(out, plan.TakenOut{Action: known.Key, Team: known.Team})
			continue
		case k >= j.adopted && !j.recorded(known.Key):
			continue // an action that nobody knows: told by who gathers, never written
		default:
			if known.Position != plan.Withdrawn || k >= j.adopted {
				events = append(events, j.event(known, "withdrawn", "its line left the review"))
			}
			known.Position = plan.Withdrawn
		}
		still = append(still, known)
	}
	return still, out, events
}

// stands says what to tell of a known action that has no line, and did not leave for
// all that; "": it left.
func (j *joining) stands(known plan.Action, inText bool) (what, why string) {
	switch {
	case inText:
		return "not read as an action", "its words still stand in the review: nothing changes"
	case !asked(known):
	case j.askedAbout[known.Key]:
		return "not found again", "a new line may be it in other words: that is held, and asks"
	case j.undecided && known.Position != plan.Withdrawn:
		return "not found again", "more lines changed at once than are compared: the new ones are held, and ask"
	}
	return "", ""
}

// recorded tells whether the review itself knows an action: its block has a row
// for it.
func (j *joining) recorded(action review.Key) bool {
	return j.reading.Block != nil && len(j.block().byAction[string(action)]) > 0
}

// without are those taken out but some, in a list of its own; nil: none.
func without(out []plan.TakenOut, actions map[review.Key]bool) []plan.TakenOut {
	var rest []plan.TakenOut
	for _, t := range out {
		if !actions[t.Action] {
			rest = append(rest, t)
		}
	}
	return rest
}

// standing tells which of the known actions without a line have their words in
// the document outside of all that is read as an action. A word or two prove
// nothing, unless they are a line of what an action goes on with.
func (j *joining) standing() map[int]bool {
	if j.stand != nil {
		return j.stand
	}
	var phrases []string
	out := map[int]bool{}
	for k, known := range j.known {
		if !j.taken[k] && (len(strings.Fields(known.Now)) >= 3 || len([]rune(known.Now)) >= 20) {
			out[k] = true
			phrases = append(phrases, known.Now)
		}
	}
	j.stand = out
	if len(out) == 0 {
		return j.standBelow(out)
	}
	all, read := review.Occurrences(phrases, review.Normalise(j.reading.Text)), review.Occurrences(phrases, j.texts...)
	for k := range out {
		out[k] = all[j.known[k].Now] > read[j.known[k].Now]
	}
	return j.standBelow(out)
}

func (j *joining) event(k plan.Action, what, why string) plan.Event {
	e := plan.Event{
		At: j.meeting.Now, Source: j.rec.Source, Path: j.rec.LogName(), Review: j.rec.Key, Action: k.Key, What: what, Why: why,
	}
	if k.Item != nil {
		e.Item = k.Item.Key
	}
	if j.rec.Restricted && (what == "first read" || what == "re-worded") {
		e.Why = plan.NotLogged
	}
	return e
}
