package mapping

import (
	"encoding/json"
	"time"
)

// Create says whether items are made for a team.
type Create string

// The ways to join. A team joins when it is ready.
const (
	CreateAuto Create = "auto" // items are made
	CreateAsk  Create = "ask"  // items wait for the team's yes
	CreateOff  Create = "off"  // actions are only shown, with the team's name on them
)

// NoTracker is the Backlog.Tracker of a team whose reviews' own boxes are the
// state.
const NoTracker = "none"

// Team owns actions.
type Team struct {
	// Name is the team's name now, Formerly its earlier ones: their history
	// and owner texts count here.
	Name     string
	Formerly []string
	// Aliases are how reviews write the team, Members the people whose name
	// leads to it, Services what it looks after.
	Aliases  []string
	Members  []string
	Services []string
	Create   Create
	Backlog  Backlog
	At       string // where it is defined, for errors: "file:line:column"
}

// Backlog is the place in a tracker where a team's normal work is.
type Backlog struct {
	Tracker string // the tracker's name, or NoTracker
	Project string
	Labels  []string
	// Settings are the adapter's own, as canonical JSON; nil: none.
	Settings json.RawMessage
	// Apart is what tells this backlog from another one in the same project
	// (component, label, parent, custom field, section); "": nothing does.
	Apart string
	// Silo says why a project named for incidents is the team's normal work.
	Silo string
	// Restricted is what items of restricted reviews may tell.
	Restricted Telling
	// Priority translates a priority as reviews write it to the tracker's.
	Priority map[string]string
	Due      Due
}

// Telling is what the items of a restricted review may tell, because whoever
// reads the backlog may know it. The zero value is nothing.
type Telling struct {
	Title bool // the action's own title
	Link  bool // where the review is: its address, its path
}

// Due says which date an item is given. The zero value gives none.
type Due struct {
	FromReview bool                     // a date decided in the review counts first
	After      map[string]time.Duration // by priority, from publication
	Default    time.Duration            // for other priorities; 0: none
}
