package review

import "time"

// Mode is a place in a review where followthrough writes.
type Mode string

// The modes of report-back that documents know.
const (
	ModeBlock Mode = "block" // one section of our own
	ModeLinks Mode = "links" // in the actions' own lines too
	// ModeComment is one comment below a review that is an issue.
	ModeComment Mode = "comment"
)

// WriteBack is what a review should show now: the input of report-back.
type WriteBack struct {
	Review Key
	// Digest is six hex digits over exactly that which makes a write due.
	Digest string
	Rows   []Row
	// LeftAlone is how many further lines may be actions: the block says so in a
	// sentence, where it stands anyway.
	LeftAlone int
	// NewlyRead is how many further lines are held since they are read as actions
	// only now: likewise.
	NewlyRead int
	Modes     []Mode
	// Room is how many characters the block may have; 0: any number.
	Room int
	// Words writes words into a table's cell, so that they mean nothing to
	// whatever shows the review; nil: to Markdown alone. The source sets it.
	Words func(string) string
}

// Row is one action in a report.
type Row struct {
	Action Key
	// Index is the action's place in Review.Actions of the reading that the
	// report answers; -1: its line is gone (withdrawn).
	Index int
	Title string // with people's names replaced by their teams
	// Code are the ranges of Title, on one line, that its author wrote as code.
	Code  [][2]int
	Team  string // "": none
	State State
	// Reason never quotes an owner. Shown after a colon.
	Reason string
	// Until is the day on which a soak ends; zero: none.
	Until time.Time
	// Item is the item to link; nil: none (yet).
	Item *ItemRef
	// LinkKey is what stands as the link's title: the action's own key, or,
	// in a row that asks about a copied line, the other action's.
	LinkKey Key
	// Replace is the ticket text of a left-over link in the action's line that
	// was copied from another review, to be replaced by Item; "": none.
	Replace string
	// Box is what is to be done with the line's own check box.
	Box Box
	// Cell is the text for the line's status cell and LastCell what we wrote
	// there last ("": nothing): another text there is a person's and stays.
	Cell     string
	LastCell string
	// Was is what stood in the line's cells before anything of ours did: taken out
	// again, it comes back.
	Was Cells
}

// Cells are the texts of a line's cells for its ticket and its state; "": empty.
type Cells struct{ Ticket, Status string }

// Box is an order for a check box.
type Box string

// The orders.
const (
	LeaveBox  Box = ""
	TickBox   Box = "tick"
	UntickBox Box = "untick"
)

// ItemRef is an item as a review links it.
type ItemRef struct {
	Key string // "PAY-12"
	URL string // absolute, or for local items relative to the tracker's path
	// File is the absolute path of the file that holds a local item; a source
	// in the file system makes the link relative to the review. "": none.
	File string
}
