// Package tracker is the seam to where items live. A tracker creates items,
// tells what changed among those that are ours, and reads items by id. It
// knows nothing of sources, of the store, or of plans; after creation it only
// ever reads.
package tracker

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/followthrough/followthrough/internal/scalar"
	"github.com/followthrough/followthrough/sync/review"
)

// Tracker is a place where items live.
type Tracker interface {
	// Create makes items, at most MaxBatch in one call, and returns one
	// outcome for each, in order. An outcome's error is an *Error; one of
	// kind Unknown means that the item may have been made. Nothing is ever
	// re-sent whose outcome is unknown. The deadline is ctx's.
	Create(ctx context.Context, items []NewItem) []Outcome
	// Changed lists the items that bear a marker of ours, whoever made them,
	// and changed since the watermark, with those in the given backlogs at
	// least; "" lists all. It returns only if the tracker has just shown that
	// it knows us, as whom, and that we may look there: an error means that
	// nothing may be concluded.
	Changed(ctx context.Context, backlogs []Backlog, asked Asked, since string) (Changes, error)
	// Get reads items by id, whatever their markers. Ids that are not found,
	// or no longer visible, are missing from the result.
	Get(ctx context.Context, ids []string) ([]Item, error)
}

// Asked is, by project, when the oldest creation there was asked for that has no
// answer yet, by our clock. A tracker whose listing of changes may miss what was
// made looks for it.
type Asked map[string]time.Time

// Oldest is when the oldest one in some backlogs was asked for; zero: all have
// their answers.
func (a Asked) Oldest(backlogs []Backlog) (oldest time.Time) {
	for _, b := range backlogs {
		if at := a[b.Project]; !at.IsZero() && (oldest.IsZero() || at.Before(oldest)) {
			oldest = at
		}
	}
	return oldest
}

// MaxBatch is how many items one Create takes.
const MaxBatch = 50

// Recogniser is a tracker that knows its own items by link or key.
type Recogniser interface {
	// Recognise returns the id for Get that t means; false: not one of ours.
	Recognise(t review.Ticket) (id string, ok bool)
}

// Addressed is a tracker that can tell from an address alone, asking nobody,
// whether an item there is one of its items: a name in the configuration may
// have been another tracker's before.
type Addressed interface {
	// Holds tells whether address, as an item's URL, is of this tracker's place.
	Holds(address string) bool
}

// Placer is a tracker whose items' names say where they lie.
type Placer interface {
	// PlaceOf is the project in which an item of this id, as Recognise gives it,
	// would lie if it were there; "": that can't be told.
	PlaceOf(id string) string
}

// Recent is a tracker that can show what others than we made in a project: an
// action that is there already, under the same words, is not made again.
type Recent interface {
	// Recent lists the items made in a project since a moment by others than
	// us, newest first, limit at most.
	Recent(ctx context.Context, project string, since time.Time, limit int) ([]Other, error)
}

// Other is an item of somebody else's, as far as look-alikes want to know it.
type Other struct{ ID, Key, URL, Title string }

// Edited is a tracker that can tell whether anybody but us may have changed an
// item's marker since we made it.
type Edited interface {
	// Edited reads the item with this id past every listing.
	Edited(ctx context.Context, id string) (bool, error)
}

// Hook is a tracker that tells of changes by webhook.
type Hook interface {
	// Signature is the header in which a delivery is signed: sha256=, and the HMAC
	// of the raw body in hex. "": how the vendor signs is not established, so that
	// who delivers is known by a secret in the address, and names no items.
	Signature() string
	// Delivery reads a delivery whose signature holds. What it names is read
	// by id; what it says besides is not believed. It may be called while the
	// tracker is asked.
	Delivery(header http.Header, body []byte) (Delivery, error)
}

// Delivery is what one webhook said.
type Delivery struct {
	// Concerns tells that it is about what trackers know: list soon.
	Concerns bool
	IDs      []string // of the items to read again
}

// Watcher is a tracker that hears of changes sooner than by asking.
type Watcher interface {
	// Watch calls poke, which never blocks, after a change, until ctx ends.
	Watch(ctx context.Context, poke func()) error
}

// Tidier is a tracker beside whose items something may be left of a process of
// ours that was killed.
type Tidier interface {
	// Tidy removes it, as far as the last listing met it.
	Tidy(ctx context.Context)
}

// Settler is a tracker with a settle time of its own: how long after a lost
// answer nothing may be concluded. Others have DefaultSettle.
type Settler interface {
	Settle() time.Duration
}

// Certain tells whether a tracker's listing shows at once all that was made:
// what is not in it is not there, whatever became of the answer.
func Certain(t Tracker) bool {
	s, ok := t.(Settler)
	return ok && s.Settle() == 0
}

// DefaultSettle is the settle time of a tracker that is not a Settler.
const DefaultSettle = 2 * time.Minute

// Paced is a tracker that takes creations one at a time and apart. All waiting
// is done before the intent is written.
type Paced interface {
	// Wait waits until the next creation may go out. Where that would take
	// long the error is an *Error of kind Throttled.
	Wait(ctx context.Context) error
}

// Prober is a tracker that can be asked whether it answers creations, by a request
// that makes nothing.
type Prober interface {
	// Probe asks for a creation in a backlog that the vendor refuses whatever else
	// is so: one without a title. nil: it was refused, in the vendor's own words,
	// so creations are answered again; an error, as Create's, says how not. It is
	// sent once, and the deadline is ctx's.
	Probe(ctx context.Context, b Backlog) error
}

// Finisher is a tracker whose creation can't carry all that a backlog asks
// for. What is left belongs to the creation all the same, for a day at most.
type Finisher interface {
	// Finish does what is left, each step so that doing it twice does no harm.
	Finish(ctx context.Context, u Unfinished) Finished
}

// Unfinished is an item of which something is still to be set.
type Unfinished struct {
	ID      string
	Backlog Backlog
	Left    []string // the adapter's own names of the steps, fit for people
}

// Finished is what became of it.
type Finished struct {
	Left []string // to be tried again
	// Refused says what was refused for good, in words; "": nothing.
	Refused string
	Err     error // why something is left; nil where nothing is
}

// Backlog is a place in a tracker where a team's normal work is.
type Backlog struct {
	Project string `json:"project"`
	// Settings are the adapter's own, checked when the configuration was
	// read; kept with the intent, so that a creation once asked for stays as
	// it was asked for.
	Settings json.RawMessage `json:"settings,omitempty"`
	Labels   []string        `json:"labels,omitempty"`
}

// Own reads the settings into those of an adapter whose vendor is so called.
func (b Backlog) Own(vendor string, own any) error {
	if len(b.Settings) == 0 {
		return nil
	}
	if err := scalar.Decode(b.Settings, own); err != nil {
		return Refuse("settings", nil, "not those of a %s backlog: %w", vendor, err)
	}
	return nil
}

// Marker is what each created item bears, set by the creation itself: enough
// for an empty store to know the action again.
type Marker struct {
	Instance   string     `json:"instance"`
	Review     review.Key `json:"review"`
	Action     review.Key `json:"action"`
	Generation int        `json:"generation"`     // from 1; one more for each remake
	Text       string     `json:"text,omitempty"` // normalised, as first read; none for restricted reviews
	Number     int        `json:"number"`         // among equals, from 1
	// Source is where the review was, so that no other source's review takes
	// its words over; "": of a restricted review, or of an earlier version.
	Source string `json:"source,omitempty"`
	// Asked is when the item was asked for, in seconds since 1970, and Signature
	// vouches for all but Text and Source; both zero where nothing is signed.
	Asked     int64  `json:"asked,omitempty"`
	Signature string `json:"signature,omitempty"`
}

// Usable tells whether a marker holds what makes it one.
func (m Marker) Usable() bool {
	return m.Instance != "" && m.Review.Valid() && m.Action.Valid() && m.Generation > 0 && m.Number > 0
}

// Same tells whether two markers name the same item of the same action.
func (m Marker) Same(other Marker) bool {
	return m.Instance == other.Instance && m.Review == other.Review && m.Action == other.Action && m.Generation == other.Generation
}

// Claim is a marker of ours on an item that another account made: it counts
// for nothing. Markers are text, and anybody who may open an item can copy one.
type Claim struct {
	Marker Marker `json:"marker"`
	// By is the account, as the tracker's configuration would name it among
	// ours; "": the tracker did not tell.
	By string `json:"by"`
}

// NewItem is an item to be made.
type NewItem struct {
	Marker  Marker
	Backlog Backlog
	Title   string
	// Addressed is the title with the address of each of its links behind their
	// words; "": it has none.
	Addressed string
	Detail    string // as review.Pieces takes it apart
	Review    ReviewRef
	Priority  string // as the tracker calls it; "": not set
	Due       time.Time
}

// ReviewRef is how an item names and links its review.
type ReviewRef struct {
	Title string
	Date  time.Time
	URL   string // "": none
	File  string // absolute path of a local document; a local tracker links relative to it
	// Audience is who can read the review: an item is never made where more
	// people can read.
	Audience review.Audience
}

// Outcome is what became of one NewItem: Item where Err is nil. Left are the
// steps that a Finisher still has to do, Note is something that the creation
// lost on its way, for the log; "": nothing.
type Outcome struct {
	Item Item
	Left []string
	Note string
	Err  error
}

// Item is an item as the tracker shows it now.
type Item struct {
	ID      string // for Get; never changes
	Key     string // for people; may change when the item is moved
	URL     string // absolute, or for local items relative to the tracker's path
	File    string // absolute path of the file that holds a local item
	Project string // where it lies now, as Backlog.Project names it
	// Place is the part of the tracker that a Changes.Scanned names.
	Place string
	// State is Open, InProgress, Done or Declined; Reason belongs to Declined.
	State  review.State
	Reason string
	Status string // as the tracker calls it
	// Created and Settled are the tracker's own times; zero: it keeps none.
	Created time.Time
	Settled time.Time
	// Marker is what the item bears, where our own account made it, or one that
	// the configuration names as ours; nil: not made by us.
	Marker *Marker
	// Claim is what an item bears that somebody else made; nil: nothing.
	Claim *Claim
	// Unproven says that the tracker keeps no account of who made an item:
	// whoever may write there can have written its marker, which counts where it
	// is signed, or lies in a backlog of its action's team.
	Unproven bool
	// Note is something to show beside the item's state: a second line with
	// the same marker, say. "": none.
	Note string
}

// Unreadable is why a project could not be read.
type Unreadable struct {
	Err error // nil: it can't be seen
	// Hides says that an item which is not where it was may lie there: no absence
	// is believed, and nothing is made there.
	Hides bool
}

// Changes is what Changed found.
type Changes struct {
	Items []Item
	// Scanned are the places listed in full: an item known to lie there that
	// is not in Items was not seen.
	Scanned []string
	// Unreadable are, by name, the projects of the given backlogs that could not
	// be read: that an item is not listed there means nothing.
	Unreadable map[string]Unreadable
	// Partly says that not all was listed yet that the first listing shows.
	Partly bool
	// Vanished are the projects whose whole place was there at since and is not now:
	// nothing is made there by this reading.
	Vanished []string
	// Emptied says in words that nothing is left of all that was there at since,
	// which is not believed at once; "": something is, or nothing was.
	Emptied string
	// Watermark is what to pass as since next time.
	Watermark string
	// Anew says that since was of another place, which bore the tracker's name
	// before: all is listed, as if nothing had ever been read here.
	Anew bool
	// Account is who we are there, as Claim.By would name us; "": it did not
	// matter, since nothing that bears a marker is among Items, or the tracker
	// has no accounts.
	Account string
}

// Hides tells whether an item that is not where it was may lie in what could not
// be read.
func (c Changes) Hides() bool {
	for _, u := range c.Unreadable {
		if u.Hides {
			return true
		}
	}
	return false
}
