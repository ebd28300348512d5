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

// Team owns actions. The tags of this and the types below say how a configuration
// writes them.
type Team struct {
	// Name is the team's name now, Formerly its earlier ones: their history
	// and owner texts count here.
	Name     string   `yaml:"name" meant:"team id title"`
	Formerly []string `yaml:"formerly" is:"several"`
	// Aliases are how reviews write the team, Members the people whose name
	// leads to it, Services what it looks after.
	Aliases  []string `yaml:"aliases" meant:"owner owners names also_known_as aka handles" is:"several"`
	Members  []string `yaml:"members" meant:"people persons users engineers" is:"several"`
	Services []string `yaml:"services" is:"several"`
	Create   Create   `yaml:"create" words:"auto ask off"`
	Backlog  Backlog
	At       string // where it is defined, for errors: "file:line:column"
}

// Backlog is the place in a tracker where a team's normal work is.
type Backlog struct {
	Tracker string   `yaml:"tracker"` // the tracker's name, or NoTracker
	Project string   `yaml:"project" meant:"repo repository project_key key path file project_id"`
	Labels  []string `yaml:"labels" meant:"tags"`
	// Settings are the adapter's own, as canonical JSON; nil: none.
	Settings json.RawMessage
	// Apart is what tells this backlog from another one in the same project
	// (component, label, parent, custom field, section); "": nothing does.
	Apart string
	// Silo says why a project named for incidents is the team's normal work.
	Silo string `yaml:"silo"`
	// Restricted is what items of restricted reviews may tell.
	Restricted Telling
	// Priority translates a priority as reviews write it to the tracker's.
	Priority map[string]string `yaml:"priority"`
	Due      Due               `yaml:"due" meant:"due_date duedate deadline"`
}

// Telling is what the items of a restricted review may tell, because whoever
// reads the backlog may know it. The zero value is nothing.
type Telling struct {
	Title bool // the action's own title
	Link  bool // where the review is: its address, its path
}

// Due says which date an item is given. The zero value gives none.
type Due struct {
	FromReview bool                     `yaml:"from_review"` // a date decided in the review counts first
	After      map[string]time.Duration `yaml:"after"`       // by priority, from publication
	Default    time.Duration            // for other priorities; 0: none
}
