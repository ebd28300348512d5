package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// result is the record after the matching: the reading's actions in their
// order, then those whose lines are gone.
func (j *joining) result() (Record, []Event) {
	var events []Event
	actions := make([]Known, 0, len(j.of))
	for i, k := range j.of {
		if k == unmatched {
			known, event := j.newAction(i, actions)
			actions, events = append(actions, known), append(events, event)
			continue
		}
		known := j.known[k]
		events = append(events, j.tell(i, known)...)
		known.Reading, known.Position, known.Now = j.reading.Actions[i], i, j.texts[i]
		j.copied(&known)
		actions = append(actions, known)
	}
	gone, more := j.gone()
	j.rec.Actions = slices.Concat(actions, gone)
	return j.rec, append(events, more...)
}

func (j *joining) newAction(i int, before []Known) (Known, Event) {
	text := j.texts[i]
	number := 1
	for _, k := range slices.Concat(j.known, before) {
		if k.Text == text {
			number = max(number, k.Number+1)
		}
	}
	known := Known{
		Key: review.ActionKeyOf(j.meeting.Instance, j.rec.Key, text, number), Text: text, Now: text, Number: number,
		Reading: j.reading.Actions[i], Position: i, FirstRead: j.meeting.Now, Generation: 1,
	}
	j.rec.TakenOut = without(j.rec.TakenOut, known.Key)
	j.copied(&known)
	return known, j.event(known, "first read", j.meeting.Anonymise(known.Reading.Title))
}

// copied finds an action that has no item where the block says that the same
// words have one as another review's action: the block came along with a copy,
// or is ours and asked before.
func (j *joining) copied(k *Known) {
	if j.reading.Block == nil || k.Item != nil {
		return
	}
	for _, row := range j.reading.Block.Rows {
		if row.Action == k.Key && k.Generation == 1 && k.Attempts == 0 && k.Made.IsZero() && onlyOurs(k.Reading.Ticket, row.Ticket) {
			k.Item = &Item{ID: lostItem, Key: row.Ticket.Text, URL: row.Ticket.URL}
			return
		}
		if row.Action == k.Key || row.Action == "" || !j.showsAs(row.Title, k.Reading.Title) ||
			slices.ContainsFunc(j.known, func(own Known) bool { return own.Key == row.Action }) {
			continue
		}
		k.Asks = &Asked{Action: row.Action, Text: k.Now, Item: Item{Key: row.Ticket.Text, URL: row.Ticket.URL}}
		return
	}
}

// lostItem is the id of an item that only our own block still names: it was
// made before the store was lost, and no listing shows it.
const lostItem = "lost"

// onlyOurs tells whether a block's link is no ticket that the line's author
// wrote: the line names none, or one in a backlog file, where only we make keys.
func onlyOurs(line *review.Ticket, row review.Ticket) bool {
	return line == nil || line.Text == row.Text && !strings.Contains(row.URL, "://")
}

// showsAs tells whether a block's row shows an action of this title: with
// teams in the place of people, and perhaps cut.
func (j *joining) showsAs(row, title string) bool {
	shown, full := review.Normalise(strings.TrimSuffix(row, "…")), j.anonymous(title)
	return full == shown || strings.HasSuffix(row, "…") && strings.HasPrefix(full, shown)
}

// tell says what the matching of a known action means, where it is news.
func (j *joining) tell(i int, known Known) []Event {
	if known.Position < 0 && !slices.ContainsFunc(j.rec.Actions, func(k Known) bool { return k.Key == known.Key }) {
		return []Event{j.event(known, "adopted", known.Item.Key+" bears this action's marker")}
	}
	if how := j.how[i]; how != "" {
		return []Event{j.event(known, "re-worded", how)}
	}
	if known.Position < 0 && known.State == review.Withdrawn {
		return []Event{j.event(known, "came back", "the line is in the review again")}
	}
	return nil
}

// gone are the known actions without a line. Those whose words still stand in
// the document keep their verdict; those for which nothing was ever asked are
// forgotten.
func (j *joining) gone() ([]Known, []Event) {
	var out []Known
	var events []Event
	for k, known := range j.known {
		switch {
		case j.taken[k]:
			continue
		case j.stands(known):
			if known.Position != Stands {
				events = append(events, j.event(known, "not read as an action",
					"its words still stand in the review: nothing changes"))
			}
			known.Position = Stands
		case known.Item == nil && known.Attempts == 0:
			events = append(events, j.event(known, "taken out", "its line left the review before an item was made"))
			j.rec.TakenOut = append(without(j.rec.TakenOut, known.Key), TakenOut{known.Key, known.Team})
			continue
		default:
			if known.Position != Withdrawn || k >= j.adopted {
				events = append(events, j.event(known, "withdrawn", "its line left the review"))
			}
			known.Position = Withdrawn
		}
		out = append(out, known)
	}
	return out, events
}

// without are those taken out but one, in a list of its own; nil: none.
func without(out []TakenOut, action review.Key) []TakenOut {
	var rest []TakenOut
	for _, t := range out {
		if t.Action != action {
			rest = append(rest, t)
		}
	}
	return rest
}

// Positions of actions without a line.
const (
	Withdrawn = -1 // its words are gone
	Stands    = -2 // its words are there, but not read as an action
)

// stands tells whether a known action's words are in the document outside of
// all that is read as an action. A word or two prove nothing.
func (j *joining) stands(known Known) bool {
	if len(strings.Fields(known.Now)) < 3 && len([]rune(known.Now)) < 20 {
		return false
	}
	n := occurrences(j.words(), known.Now)
	for _, text := range j.texts {
		n -= occurrences(text, known.Now)
	}
	return n > 0
}

// words are the document's, normalised when they are first asked for: most
// matchings never do.
func (j *joining) words() string {
	if j.normalised == nil {
		words := review.Normalise(j.reading.Text)
		j.normalised = &words
	}
	return *j.normalised
}

func occurrences(in, text string) int {
	return strings.Count(" "+strings.ReplaceAll(in, " ", "  ")+" ", " "+strings.ReplaceAll(text, " ", "  ")+" ")
}

func (j *joining) event(k Known, what, why string) Event {
	e := Event{
		At: j.meeting.Now, Source: j.rec.Source, Path: j.rec.LogName(), Review: j.rec.Key, Action: k.Key, What: what, Why: why,
	}
	if k.Item != nil {
		e.Item = k.Item.Key
	}
	if j.rec.Restricted && (what == "first read" || what == "re-worded") {
		e.Why = "the words of a restricted review are not logged"
	}
	return e
}

// LogName is how logs name the review: one that is restricted only by its key.
func (r Record) LogName() string {
	if r.Restricted {
		return string(r.Key)
	}
	return r.Path
}

// String names the record for people: source:path.
func (r Record) String() string { return fmt.Sprintf("%s:%s", r.Source, r.Path) }
