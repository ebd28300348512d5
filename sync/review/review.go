// Package review is what a review says: the reading of one published
// post-mortem, its follow-up actions, and what is written back beside them.
// It imports nothing of ours, does no I/O, and knows neither sources nor
// trackers.
package review

import (
	"fmt"
	"time"
)

// Kind tells an incident from a near miss; both are reviews like any other.
type Kind string

// The kinds of review.
const (
	Incident Kind = "incident"
	NearMiss Kind = "near_miss"
)

// Review is what one reading of a document says.
type Review struct {
	Title string
	Kind  Kind
	// Published is the document's explicit sign: true, false, or nil where it
	// gives none. A document without a sign counts as published.
	Published *bool
	// NotBefore is when the document's own dates let it be published, as sites
	// take them; zero: they name no time to come.
	NotBefore time.Time
	// Flaws are the places of the front matter that can't be read as what they
	// are, by line. While one of them is open the review counts as a draft, and
	// as restricted where anything can be: see Unread.
	Flaws []Flaw
	// PublishedAt is the day of the publication mark; zero: there is none.
	PublishedAt time.Time
	// Date is the day of the incident; zero: not stated.
	Date time.Time
	// Earliest is the earliest day known of the review other than the
	// publication mark (text, front matter, file name); zero: none.
	Earliest time.Time
	Severity string
	Services []string
	Labels   []string
	// Team and Owner are the review's own, as its front matter or its
	// "**Team:** x" line names them.
	Team  string
	Owner string
	// Meta holds every key of the front matter and of the "Key: value" lines,
	// lower-cased, for settings that match on them.
	Meta map[string][]string
	// Actions in the order of the document, the doubtful ones among them.
	Actions []Action
	Doubts
	// Block is the follow-through block that the document holds; nil: none.
	Block *Block
	// BlockProblem says why no block can be read or written (two of them, a
	// begin without an end, an open fence) and names the line; "": none.
	BlockProblem string
	// Text is the whole document as written but for the block and the front
	// matter: where an action's words still stand, it was not withdrawn.
	Text string
}

// Doubts are what a reading is not sure of, beside the doubtful ones among the
// actions.
type Doubts struct {
	// MoreDoubtful counts the doubtful lines beyond those that are kept: of very many the
	// rest, and the boxes of a checklist.
	MoreDoubtful int
	// DoubtfulBelow are the labels above the doubtful lines that are kept, as
	// written, one for each line that has one.
	DoubtfulBelow []string
	// NotUnderstood says that the document has text, and no section of it was
	// understood.
	NotUnderstood bool
}

// Flaw is a place of a review's front matter that can't be read as what it is.
type Flaw struct {
	Line int // of the document, from 1
	// What says what is wrong and what mends it. It quotes no value: it stands
	// in logs, and the review may be restricted.
	What string
	// Text says that the place was taken as plain text, since nothing depends on
	// it: neither who may see the review nor whether it is published.
	Text bool
}

// String is the flaw for people.
func (f Flaw) String() string { return fmt.Sprintf("line %d: %s", f.Line, f.What) }

// Unread are the flaws for which the review counts as a draft.
func (r Review) Unread() []Flaw {
	var out []Flaw
	for _, f := range r.Flaws {
		if !f.Text {
			out = append(out, f)
		}
	}
	return out
}

// UnreadFront begins what is said of a review whose front matter can't be read
// whole.
const UnreadFront = "its front matter can't be read whole, so it counts as a draft"

// UnreadWords say why the review counts as a draft, and what ends that; "": it
// does not.
func (r Review) UnreadWords() string {
	open := r.Unread()
	if len(open) == 0 {
		return ""
	}
	words := UnreadFront + ": " + open[0].String()
	if more := len(open) - 1; more > 0 {
		words += fmt.Sprintf("; %d more: followthrough extract --check names them", more)
	}
	return words
}

// IsPublished is false only where the document says so, or can't be understood
// in what it says of that.
func (r Review) IsPublished() bool { return r.Published == nil || *r.Published }

// PublishedBy tells whether the review is published at a time.
func (r Review) PublishedBy(now time.Time) bool {
	return r.IsPublished() && !now.Before(r.NotBefore)
}

// Age is the day that "since" is compared with: the publication mark, else
// the earliest other date, else the day the review was first read.
func (r Review) Age(firstRead time.Time) time.Time {
	switch {
	case !r.PublishedAt.IsZero():
		return r.PublishedAt
	case !r.Earliest.IsZero():
		return r.Earliest
	case !r.Date.IsZero():
		return r.Date
	}
	return firstRead
}

// Action is one follow-up action as one reading shows it.
type Action struct {
	// Title is the visible text without the tokens that became fields.
	Title string
	// Formerly is the title as earlier versions of the reader read the same
	// line: a store, a marker or a block that they wrote knows the action by
	// it. "": the same.
	Formerly string `json:",omitempty"`
	// Addressed is Title with the address of each of its links behind their
	// words, in brackets; "": it has none.
	Addressed string `json:",omitempty"`
	// Detail is the action's own further text (nested details), plain, with
	// addresses as in Addressed and code between fences: Pieces takes it apart.
	Detail string
	// Owner, Due, Priority and Type are as written; "": not given.
	Owner    string
	Due      string
	Priority string
	Type     string
	// Contacts are mail addresses and account ids that stand beside the owner:
	// they lead to a team, and are shown nowhere.
	Contacts []string `json:",omitempty"`
	// DueDate is Due where it names a day, in UTC; zero: it does not.
	DueDate time.Time
	// Mark is what the document itself shows: "" (no sign), Open, InProgress,
	// Done or Declined; Reason belongs to Declined.
	Mark   State
	Reason string
	// Struck says that the line is struck through.
	Struck bool
	// Ticket is the one item that the action names as its own; nil: none.
	Ticket *Ticket
	// Answer is what a person answered in brackets at the end of the line.
	Answer Answer
	// Group is the label of the group that the action stands in; "": none.
	Group string
	// Section are the labels above the action, the uppermost first; "": none.
	Section string `json:",omitempty"`
	// Doubt says why the line may be no action; "": it surely is one. Nothing is
	// made for a doubtful one before somebody says so: Answer, or a release.
	Doubt string `json:",omitempty"`
	// Unclear says which signs of the line contradict each other, or can't be
	// read, and what to change; "": none do. Nothing is made before that.
	Unclear string `json:",omitempty"`
	// Line counts from 1.
	Line int
}

// Texts are the normalised texts by which the action may be known: its own,
// and the one that earlier versions read, where that is another.
func (a Action) Texts() []string {
	if a.Formerly == "" {
		return []string{Normalise(a.Title)}
	}
	return []string{Normalise(a.Title), Normalise(a.Formerly)}
}

// Ticket is a named item as written.
type Ticket struct {
	Text string // "PAY-12", "#12", "bug 1604925"; "" for a bare URL
	URL  string // "" for a bare key
}

// Link is the ticket's URL where it has one, else its text.
func (t *Ticket) Link() string {
	if t == nil {
		return ""
	}
	if t.URL != "" {
		return t.URL
	}
	return t.Text
}

// Answer is what a person wrote for us at the end of an action's text, or in
// its ticket or status cell, in brackets. "(won't do: reason)" is not here:
// it makes the action Declined.
type Answer struct {
	Same     string // (same: PAY-12)
	Separate bool   // (separate)
	Team     string // (team: payments)
	Action   bool   // (action): it is one, whatever speaks against it
	NoAction bool   // (no action): it is none
}

// Block is our own section of a document, as it was read.
type Block struct {
	Review Key
	Digest string
	Rows   []BlockRow
	// Twin says that a row asks about another review whose lines are all the same.
	Twin bool
}

// TwinOf begins the reason of an action that asks about the line of a twin.
const TwinOf = "line for line as in "

// BlockRow is one row of a block that has a link: the record of which action
// has which item.
type BlockRow struct {
	Action Key
	Title  string // the action's text as shown, unescaped
	Ticket Ticket
	State  string // in words, with its reason after a colon
}
