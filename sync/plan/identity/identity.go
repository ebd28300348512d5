// Package identity tells which of a reading's actions are known, and which of
// the known ones left their review. It is pure, as the planner is: what it can't
// tell within its budget it asks a person.
package identity

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Meeting is what is needed to tell which of a reading's actions are known.
type Meeting struct {
	Instance string
	Now      time.Time
	// Anonymise puts teams in the place of people's names: markers and blocks
	// hold texts in which that was done.
	Anonymise func(string) string
	// Words is the form in which markers hold texts; nil: that of Anonymise,
	// normalised.
	Words func(string) string
	// Same says that the record's actions were read from the very bytes of the
	// reading, as published.
	Same bool
	// Team is the team that an action of the review leads to, "" where none does;
	// nil: nobody knows.
	Team func(plan.Review, plan.Action) string
	// ItemNow is an item as it is now, zero where nobody knows; nil: as the record
	// has it.
	ItemNow func(plan.ItemID) plan.ItemRow
	// Adopted are items of ours made for this review whose actions the record
	// does not know.
	Adopted []plan.ItemRow
	// Claims are items that bear this review's marker and that our account did
	// not make, as far as they hold their actions.
	Claims []plan.ItemRow
	// Held are such items, by the place in the reading of the new action that
	// each holds.
	Held map[int]plan.ItemRow
	// Spent is told how much was compared; nil: nobody is.
	Spent *review.Budget
	// Context ends the comparing of words: what was merged is then worth
	// nothing. nil: nothing ends it.
	Context context.Context
}

// Merge matches a reading to a record's actions, one to one, and returns the
// record with its actions as they read now: known ones keep their keys, new
// ones get theirs, and those whose lines are gone have position -1 or, where
// nothing was ever asked for, are forgotten. Where more changed at once than is
// compared, what is left counts neither as new nor as withdrawn: it is held,
// and asks.
func Merge(rec plan.Review, reading review.Review, m Meeting) (plan.Review, []plan.Event) {
	j := &joining{rec: rec, read: read{reading: reading}, meeting: m, of: make([]int, len(reading.Actions)), how: map[int]string{}, at: map[review.Key]int{}, left: mostCompared, asks: map[int]plan.Asked{}, askedAbout: map[review.Key]bool{}}
	for i := range j.of {
		j.of[i] = unmatched
	}
	j.texts, j.former = texts(reading)
	j.adopt()
	j.byBlock()
	j.byLink()
	j.byKey()
	j.byText()
	j.bySimilarity()
	j.byPlace()
	j.askBelow()
	j.byClaim()
	if m.Spent != nil {
		*m.Spent += mostCompared - j.left
	}
	return j.result()
}

const unmatched = -1

// joining is one matching: of maps the reading's actions to known ones.
type joining struct {
	rec     plan.Review
	meeting Meeting
	read
	known   []plan.Action
	adopted int                // known[adopted:] come from items
	of      []int              // by the reading's index
	taken   []bool             // by the known's index
	how     map[int]string     // by the reading's index: told in the log
	at      map[review.Key]int // by key: which of known
	left    review.Budget
	// undecided says that the words of what is left were not compared.
	undecided bool
	lookUps
	claimed
	asks       map[int]plan.Asked  // by the reading's index: about which action in other words
	askedAbout map[review.Key]bool // the actions that are asked about so
}

// read is what the document says.
type read struct {
	reading review.Review
	texts   []string // normalised, of the reading's actions
	former  []string // as earlier versions read them; "": the same
}

// lookUps are made when they are first asked for; nil until then.
type lookUps struct {
	shown   [][]string     // titles with teams in the place of people, as read now and by earlier versions
	rows    *blockRows     // the block's
	numbers map[string]int // the greatest of each text
	stand   map[int]bool   // which of the known without a line stand in the document
	details map[int][]int  // which of them stand below another action, by the reading's index
	nth     []int          // the numbers among equals of what earlier versions read
}

// claimed are the items of others that bear a marker of an action of this review.
type claimed struct {
	claims    map[int]int // those that hold new actions, by the reading's index
	holds     map[int]bool
	claimKeys map[review.Key]int
}

// mostCompared is the budget of one document's matching.
const mostCompared review.Budget = 50_000_000

func texts(r review.Review) (now, former []string) {
	now, former = make([]string, len(r.Actions)), make([]string, len(r.Actions))
	for i, a := range r.Actions {
		now[i] = review.Normalise(a.Title)
		if a.Formerly != "" {
			former[i] = review.Normalise(a.Formerly)
		}
	}
	return now, former
}

// adopt puts the items that nobody knows beside the known actions.
func (j *joining) adopt() {
	j.known = slices.Clone(j.rec.Actions)
	j.adopted = len(j.known)
	for k := len(j.known) - 1; k >= 0; k-- {
		j.at[j.known[k].Key] = k
	}
	for _, row := range bestOfEach(j.meeting.Adopted) {
		if _, known := j.at[row.Marker.Action]; !known {
			j.at[row.Marker.Action] = len(j.known)
			j.known = append(j.known, fromItem(row, j.meeting.Now))
		}
	}
	j.taken = make([]bool, len(j.known))
}

// bestOfEach picks, of several items for one action, the one of the highest
// generation, then the oldest.
func bestOfEach(rows []plan.ItemRow) []plan.ItemRow {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b plan.ItemRow) int {
		return cmp.Or(cmp.Compare(a.Marker.Action, b.Marker.Action), plan.BetterItem(a, b))
	})
	return slices.CompactFunc(rows, func(a, b plan.ItemRow) bool { return a.Marker.Action == b.Marker.Action })
}

// fromItem is the action as its item's marker tells it.
func fromItem(row plan.ItemRow, now time.Time) plan.Action {
	made := row.Created
	if made.IsZero() {
		made = now
	}
	return plan.Action{
		Key: row.Marker.Action, Item: plan.ItemOf(row),
		Wording: plan.Wording{
			Text: row.Marker.Text, Now: row.Marker.Text, Number: row.Marker.Number, Position: unmatched, FirstRead: made,
			Reading: review.Action{Title: row.Marker.Text},
		},
		Creation: plan.Creation{Generation: max(1, row.Marker.Generation), Made: made},
	}
}

func (j *joining) match(reading, known int, how string) {
	j.of[reading], j.taken[known] = known, true
	if how != "" {
		j.how[reading] = how
	}
}

func (j *joining) free(reading int) bool { return j.of[reading] == unmatched }
