package report

import (
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Review is what is known of one review, as far as figures need it.
type Review struct {
	Key    review.Key
	Source string
	Path   string
	Title  string
	URL    string
	Kind   review.Kind
	Days
	Services []string
	// Restricted reviews are counted like any other and named by key only.
	Restricted bool
	// Silent says that the review was taken back or is gone: its items are
	// followed, and it is counted nowhere.
	Silent   bool
	TakenOut []TakenOut
	Actions  []Action
	// MoreDoubtful counts lines that may be actions, beyond those that are among
	// Actions; NotUnderstood says that no section of it was understood.
	MoreDoubtful  int
	NotUnderstood bool

	// alone are those of its actions that may be none.
	alone []Action
	// bare says that it has no action at all, of whatever team.
	bare bool
}

// Days are the days that are known of a review.
type Days struct {
	// Age is the day by which a review belongs to a period: its publication
	// mark, else the earliest other day known of it.
	Age time.Time
	// PublishedAt is the publication mark, FirstRead when it was first read as
	// published, and Date the day of the incident; zero: not known.
	PublishedAt time.Time
	FirstRead   time.Time
	Date        time.Time
}

// TakenOut is an action whose line left the review before an item was made.
type TakenOut struct {
	Action review.Key
	Team   string // "": none
}

// Action is one action of a review, as far as figures need it.
type Action struct {
	Key   review.Key
	Team  string // "": none
	State review.State
	// HeldBy is what holds a held action: max_new, ask, off, look-alike, claim or newly read;
	// or doubt and old doubt, of what may be no action.
	HeldBy string
	// Reason is that of a declined action; of others it is not needed here.
	Reason   string
	Type     string // as written; "": not given
	Owned    bool   // its line names an owner
	HasItem  bool
	Position int // its place in the review, from 0; less: its line is gone
	// Made is when its item was made, Settled when it was done or declined;
	// zero: not, or the item is not of our making.
	Made    time.Time
	Settled time.Time
	// Moved says that the item lies in another project than it was made in.
	Moved bool
	// Shared is the item, where other actions have it too; nil: they don't.
	Shared *Item
}

// Item names an item that several actions have.
type Item struct {
	Tracker string
	ID      string
	Key     string // for people
	URL     string
}

// published is when the time to an item begins: the publication mark, else
// when it was first read as published.
func (r Review) published() time.Time {
	if !r.PublishedAt.IsZero() {
		return r.PublishedAt
	}
	return r.FirstRead
}

// day is the day by which the review is sorted and belongs to a period.
func (r Review) day() time.Time {
	if r.Age.IsZero() {
		return r.FirstRead
	}
	return r.Age
}
