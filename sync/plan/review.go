package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Review is what is known of one review: the row of the store, brought up to
// date by the reading where there is one.
type Review struct {
	Key    review.Key
	Source string
	Path   string
	Document
	Said
	// ReadFrom is what its actions were read from last.
	ReadFrom ReadFrom
	// Published is false while the document says so; such a review is followed
	// silently.
	Published bool
	Access
	FirstRead time.Time // first read as published; zero: never was
	Gone      time.Time // when it was first not there; zero: it is there
	Written
	// Looked is when look-alikes of its actions were looked for; zero: not yet.
	Looked time.Time
	// Planned is the digest of the configuration with which the review was last
	// planned: another one makes it due.
	Planned string
	// Wake is when to look again although nothing changed; zero: never.
	Wake    time.Time
	Actions []Action
	// TakenOut are the actions whose lines left the review before an item was
	// made: nothing else is kept of them, and a line that comes back is not
	// among them any more.
	TakenOut []TakenOut
}

// Document is the document that was read.
type Document struct {
	Revision  string // "": not read yet, or to be read again
	Content   string // a digest of the bytes
	URL, File string
	Changed   time.Time // by somebody else; zero: not known or our own
}

// ReadFrom is a document that was read as published, and how.
type ReadFrom struct {
	Content string // a digest of the bytes; "": it never was
	Reading string // a digest of the reader and its settings; "": not known
}

// Access says who may see a review.
type Access struct {
	Restricted bool
	Audience   review.Audience
}

// Said is what a document says of its review.
type Said struct {
	Title       string
	Kind        review.Kind
	PublishedAt time.Time // the publication mark; zero: none
	Age         time.Time // the day that since is compared with
	Date        time.Time // of the incident; zero: not stated
	Severity    string
	Services    []string
	Labels      []string
	Team, Owner string
	// MoreDoubtful and NotUnderstood are as the reading has them.
	MoreDoubtful  int
	NotUnderstood bool
}

// Written is what was written into a document, or is to be.
type Written struct {
	// Digest is what was last written, and Reported when.
	Digest   string
	Reported time.Time
	// Problem says why the document can't be read or written; "": it can.
	Problem string
	// Unfit is the revision that nothing can be written into, as Problem says;
	// "": none is known.
	Unfit string
	// Proposed is the digest of a report that waits for a person outside the
	// document, Proposal where, in words, and ProposedUntil when it is proposed
	// again; "": none waits.
	Proposed      string
	Proposal      string
	ProposedUntil time.Time
}

// TakenOut is an action that was withdrawn for free.
type TakenOut struct {
	Action review.Key `json:"action"`
	Team   string     `json:"team"` // "": none was found
}

// Action is one action of a review: how it was first read, how it reads now,
// and what became of it.
type Action struct {
	Key review.Key
	Wording
	Creation
	Item *Item // nil: none
	// Asks is the item of another review's action that this line was copied
	// from with the same words; nil: nothing to ask.
	Asks *Asked
	// Claimed is somebody else's item that bears this action's marker and holds
	// it; nil: none does.
	Claimed *Claimed
	Team    string // "": none
	// State and Reason are the last verdict; Until ends a soak.
	State   State
	Reason  string
	Until   time.Time
	HeldBy  HeldBy
	Settled time.Time // when it became done or declined; zero: it is not
	InLine
}

// Wording is how an action reads.
type Wording struct {
	Text   string // normalised, as first read: the key is made of it
	Number int    // among equals, from 1
	Now    string // normalised, as last read
	// Reading is the action as last read; Position its place among the
	// review's actions, -1 while its line is gone.
	Reading   review.Action
	Position  int
	FirstRead time.Time
	// Newly says that the same bytes were read before as published, and not as an
	// action that could have its item: it is newly read, not newly written.
	Newly bool
}

// Creation is how far an action's item was asked for.
type Creation struct {
	Admitted time.Time // by max_new; zero: not (yet)
	Released time.Time // by a person; zero: not
	// Generation counts the items asked for, from 1; remake raises it.
	Generation int
	// Attempts counts how often the item of this generation was asked for.
	Attempts int
	Made     time.Time // when its item was made; zero: none of our making
	// Refused is what was refused, and when: tried again when it changes.
	Refused   string
	RefusedAt time.Time
}

// InLine is what is ours in an action's line.
type InLine struct {
	// Ticked says that the box in the line was ticked by us, Cell what we
	// wrote into its status cell.
	Ticked bool
	Cell   string
	// Proposed is what of these a proposal would change: they count when the
	// document holds it. nil: nothing.
	Proposed *ProposedMarks
	// Replace is the text of a link in the line that is to give way to Item's:
	// a left-over of a copied line, or the item's former key. "": none.
	Replace string
}

// ProposedMarks are the marks in an action's line that wait with a proposal.
type ProposedMarks struct {
	Ticked *bool   `json:"ticked,omitempty"`
	Cell   *string `json:"cell,omitempty"`
}

// Positions of actions without a line.
const (
	Withdrawn = -1 // its words are gone
	Stands    = -2 // its words are there, but not read as an action
)

// State is review.State, for short.
type State = review.State

// HeldBy is what holds a held action.
type HeldBy string

// What holds an action.
const (
	HeldByMaxNew    HeldBy = "max_new"
	HeldByAsk       HeldBy = "ask"
	HeldByOff       HeldBy = "off"
	HeldByLookAlike HeldBy = "look-alike"
	HeldByClaim     HeldBy = "claim"
	// HeldByDoubt is a line that may be no action, while that waits for a person;
	// HeldByOldDoubt is one for which nobody is waited any more.
	HeldByDoubt    HeldBy = "doubt"
	HeldByOldDoubt HeldBy = "old doubt"
	// HeldByNewly is what was read only now, in a review that nobody changed.
	HeldByNewly HeldBy = "newly read"
)

// Item is an action's item, as last seen. With an empty Tracker it is where
// no tracker of ours can look.
type Item struct {
	Tracker string
	ID      string
	Key     string
	URL     string
	File    string
	Status  string // as the tracker calls it; "": not known
}

// ItemID is the item's name in all trackers together.
func (i Item) ItemID() ItemID { return ItemID{i.Tracker, i.ID} }

// Ref is the item as a review links it.
func (i Item) Ref() review.ItemRef { return review.ItemRef{Key: i.Key, URL: i.URL, File: i.File} }

// Claimed is an item that bears an action's marker and that our account did
// not make.
type Claimed struct {
	Tracker, ID, Key string
	By               string // the account, as the configuration would name it; "": not told
	// Unproven says that the tracker keeps no accounts, and that the marker is
	// neither signed nor in a backlog of the action's team.
	Unproven bool
}

// ItemID names an item in all trackers together.
type ItemID struct{ Tracker, ID string }

// ItemRow is an item in the store: as its tracker last showed it, and what
// we know of how it came to be.
type ItemRow struct {
	Tracker string
	tracker.Item
	// Listed says that a listing has shown it, not only the answer to its
	// creation.
	Listed bool
	Made   time.Time // when its creation was answered, or it was found; zero: not of our making
	// MadeIn is the project in which it was made, or first seen by this store.
	MadeIn string
	// Unseen is when it was first not where it was known to be; zero: it is.
	Unseen time.Time
	// Gone is when that was believed: the item is deleted or not visible.
	Gone time.Time
	// Holds says of an item with a Claim that the store was new or restored when
	// it was met: it holds its action. A store that knows all that was made has
	// nothing to ask.
	Holds bool
	// Orphan says of an item of ours that no review is known which it was made
	// for.
	Orphan bool
	// Remark is something to tell beside the item's state for good: that its
	// marker is another one by now, say. "": nothing.
	Remark string
}

// ItemID is the row's name.
func (r ItemRow) ItemID() ItemID { return ItemID{r.Tracker, r.ID} }

// Intent is the durable word that an item is about to be asked for.
type Intent struct {
	Action  review.Key
	Review  review.Key
	Attempt int // from 1 in each generation
	Marker  tracker.Marker
	Tracker string
	Team    string
	Backlog tracker.Backlog
	Batch   string // of those asked for in one request
	Size    int    // how many these were; 0: not known, of an earlier version
	Asked   time.Time
	// Whole says that the request was answered, with an error that is about all
	// of it.
	Whole bool
	// Outcome is empty while it is not known. OutcomeAt is when it came to be, or
	// when a request was refused as a whole that is asked for in smaller ones.
	Outcome   Outcome
	OutcomeAt time.Time
	Why       string
	// Left are the steps that the creation could not carry and that still
	// belong to it, for FinishWithin at most.
	Left []string
}

// refusedWhole tells of an intent that it was refused together with others, and is
// certainly not made: it is asked for in a smaller request.
func (i Intent) refusedWhole() bool {
	return i.Whole && i.Outcome == OutcomeOpen && !i.OutcomeAt.IsZero()
}

// StillToBeSet begins the reason of an action whose item lacks something.
const StillToBeSet = "still to be set: "

// FinishWithin is how long what a creation left open is tried; after that the
// item is the team's.
const FinishWithin = 24 * time.Hour

// Outcome is what became of an intent.
type Outcome string

// The outcomes.
const (
	OutcomeOpen     Outcome = ""
	OutcomeMade     Outcome = "made"      // the answer said so
	OutcomeFound    Outcome = "found"     // no answer, but the item is there
	OutcomeRefused  Outcome = "refused"   // certainly not made
	OutcomeNotFound Outcome = "not found" // no answer, and after settle it was not there
)

// EventReleased is what happened where a person said yes to an action.
const EventReleased = "released"

// Event is one line of the log: what followthrough did, when, and why.
type Event struct {
	At     time.Time
	Source string
	Path   string
	Review review.Key
	Action review.Key
	Item   string
	What   string
	Why    string
}

// Unread is since when a source or tracker can't be read, and why; zero: it can.
type Unread struct {
	Since time.Time
	Why   string
}

// SourceMark is what the store keeps of a source as a whole.
type SourceMark struct {
	Source string
	// Digest is that of what was listed last, and how its documents were read:
	// an equal one needs no look at the single reviews. See Read.
	Digest string
	// Wrote is when a review was last written to that had been written to
	// before: what report_every counts from.
	Wrote time.Time
	// Doubted is since when a list that lacks more than half of the
	// reviews is not believed; zero: it is believed.
	Doubted time.Time
	// Unread is since when it can't be read.
	Unread Unread
}

// DoubtFor is how long it is not believed that most of what a source or tracker had
// is gone.
const DoubtFor = 24 * time.Hour

// TrackerMark is what the store keeps of a tracker as a whole.
type TrackerMark struct {
	Tracker   string
	Watermark string
	// Account is who we were there; "": not known.
	Account string
	// Doubted is since when it is not believed that what is missing there is gone,
	// so much of it is; zero: it is believed.
	Doubted time.Time
	// Unread is since when it can't be read.
	Unread Unread
}

// Changes is what one transaction writes. A record replaces all of its
// actions: those not in it are deleted.
type Changes struct {
	Reviews []Review
	// Parts are records of which only the actions that stand in them changed:
	// the others stay as they are.
	Parts    []Review
	Items    []ItemRow
	Intents  []Intent // by (Action, Generation of the marker, Attempt)
	Sources  []SourceMark
	Trackers []TrackerMark
	Events   []Event
}

// Empty tells whether there is nothing to write.
func (c Changes) Empty() bool {
	return len(c.Reviews)+len(c.Parts)+len(c.Items)+len(c.Intents)+len(c.Sources)+len(c.Trackers)+len(c.Events) == 0
}

// Find is an action of the review; nil: it has none with this key.
func (r Review) Find(action review.Key) *Action {
	if i := slices.IndexFunc(r.Actions, func(k Action) bool { return k.Key == action }); i >= 0 {
		return &r.Actions[i]
	}
	return nil
}

// Silent tells whether the review was taken back or is gone: its items are
// followed, and nothing is made or written.
func (r Review) Silent() bool { return !r.Published || !r.Gone.IsZero() }

// Unread tells whether the review counts as a draft only since its front matter
// can't be read whole, which a person has to mend.
func (r Review) Unread() bool {
	return r.Gone.IsZero() && !r.Published && strings.HasPrefix(r.Problem, review.UnreadFront)
}

// LogName is how logs name the review: one that is restricted only by its key.
func (r Review) LogName() string {
	if r.Restricted {
		return string(r.Key)
	}
	return r.Path
}

// NotLogged stands in a log for what a restricted review says.
const NotLogged = "the words of a restricted review are not logged"

// Logged is what a log says of words that came out of the review.
func (r Review) Logged(words string) string {
	if r.Restricted && words != "" {
		return NotLogged
	}
	return words
}

// String names the record for people: source:path.
func (r Review) String() string { return fmt.Sprintf("%s:%s", r.Source, r.Path) }

// Named is how commands name the review: as its source and path, or by its key
// where a path could not be pasted.
func (r Review) Named() string {
	if name := r.String(); review.Pasteable(name) {
		return name
	}
	return string(r.Key)
}
