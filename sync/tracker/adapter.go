package tracker

import (
	"context"
	"time"
)

// Adapter translates what is asked of a tracker into requests of its vendor, one
// each, and remembers nothing of time: what it takes to follow items stands once,
// in package follow, which makes a Tracker of an Adapter.
type Adapter interface {
	// Create is Tracker's.
	Create(ctx context.Context, items []NewItem) []Outcome
	// List reads a page for each query, in order, each with its own error. A place
	// that we can't look into is an error, and not an empty page; where the whole
	// site is listed at once Sighted tells it.
	List(ctx context.Context, qs []Query) []Page
	// Get reads items by id, whatever their markers. Ids that are not found, or no
	// longer visible, are missing from the result.
	Get(ctx context.Context, ids []string) ([]Listed, error)
	// Site is where the items live.
	Site() Site
}

// Site is where the items of an adapter live.
type Site struct {
	Address string // whose watermarks are whose
	// Whole says that one listing shows the whole site: queries name no place.
	Whole bool
}

// Query asks for a page of the items in a place that may bear a marker of ours.
type Query struct {
	Place    string    // one that Placed names; "": the whole site
	Backlogs []Backlog // those of teams that lie there
	// Projects limits a listing of the whole site to these; nil: to none.
	Projects []string
	// Since is from when on changes are asked for, by the tracker's clock, and Back
	// the same as a span of whole minutes before now; both zero: all are.
	Since time.Time
	Back  time.Duration
	// Made asks for what was made since then, whatever it bears and whether or not
	// an index shows it as changed.
	Made bool
	// ETag is that of the last page which was an answer to this; Next is where the
	// page before this one said that it goes on.
	ETag, Next string
}

// Page is a page of a listing.
type Page struct {
	Items []Listed
	Shown int       // how many the tracker showed, those that may not be ours too
	Now   time.Time // by the tracker's clock; zero: it did not tell
	ETag  string    // "": such a listing has none
	Next  string    // "": this is the last page
	// NotModified says that nothing changed since the ETag.
	NotModified bool
	// Known says that the answer showed that the tracker knows us, and As what it
	// calls us, "" where it did not tell. Of a tracker that refuses who it does not
	// know Known is always true.
	Known bool
	As    string
	Err   error
}

// Listed is an item as a listing shows it, with what it takes to follow it. Its
// Marker is the one that it bears, whoever made it, if it is of our instance.
type Listed struct {
	Item
	By      string    // who made it, as configurations name accounts; "": not told
	Updated time.Time // by the tracker's clock
	// Elsewhere is the place in which it lies now, where people took it out of the
	// one that its id names; "": they did not.
	Elsewhere string
	// DuplicateOf is the id of the item that it was closed as a duplicate of, "":
	// it was not, and Duplicated that item where it was shown along.
	DuplicateOf string
	Duplicated  *Listed
	// Vendor is whatever the adapter wants to have at hand when it is asked how an
	// item ended.
	Vendor any
}

// Placed is an adapter whose listings are of places.
type Placed interface {
	// Place is the place in which a backlog's project is listed, as ids name it;
	// false: there can be none.
	Place(project string) (place string, ok bool)
	// Named is the place that a name means now: another one where it was renamed.
	Named(name string) (place string)
}

// Sighted is an adapter that can tell whether we may look into projects, or
// places.
type Sighted interface {
	// See looks at them: by name the identity of each that can be looked into,
	// since another one may get its name, and the error of each that can't. An
	// error for all says that nothing is known of any. What was seen within an age
	// need not be looked at again; 0: all is.
	See(ctx context.Context, names []string, age time.Duration) (map[string]Sight, error)
}

// Sight is what was seen of a project or place.
type Sight struct {
	Identity string // "": it has none but its name
	Err      error
}

// Accounts is an adapter of a tracker in which each item is somebody's.
type Accounts interface {
	// Account is who we are, as Listed.By names accounts.
	Account(ctx context.Context) (string, error)
}

// Ender is an adapter that reads more of how items ended than listings show.
type Ender interface {
	// Duplicates puts into items that may have been closed as duplicates what of,
	// for those of which it is not known yet.
	Duplicates(ctx context.Context, items []*Listed) error
	// Reasons puts into ended items why.
	Reasons(ctx context.Context, ended []Ended)
}

// Ended is an item with the one that tells its state: itself, or the one at the
// end of a chain of duplicates.
type Ended struct {
	Item *Listed
	End  *Listed
	// Ours says that people's words about the end are about what we made.
	Ours bool
}
