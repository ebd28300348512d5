package suggest

import "github.com/followthrough/followthrough/mapping"

// Input is all that a suggestion is made of.
type Input struct {
	Mapping *mapping.Mapping // what is configured: only what it lacks is proposed
	// Reviews in the order in which something counts as written first. None of
	// them is restricted.
	Reviews  []Review
	Known    []Known
	Trackers []Tracker // the preferred one first
	// All proposes also teams of catalogues that no review names.
	All bool
}

// Review is what a review says of who owns what.
type Review struct {
	Name     string // by which people find it
	Team     string // its own, and its owner; "": none
	Owner    string
	Services []string
	Owners   []Owner // of its actions, one each
}

// Owner is what one action says of who owns it.
type Owner struct {
	Text     string
	Contacts []string // addresses beside it
	Line     int
	Says     Says
	Led      string // the team that it leads to already; "": none
}

// Says is what the place in which an owner stands says of it.
type Says string

// SaysTeam is what an answer in a line and the review's own team say; "" says
// nothing.
const SaysTeam Says = "team"

// Known is a team that a catalogue knows.
type Known struct {
	Name     string
	Handles  []string // other ways to write it: @acme/payments
	Services []string
	Places   []Named
	From     string // the catalogue: "CODEOWNERS"
}

// Named is a place that a catalogue names as a team's.
type Named struct {
	Project   string
	Component string // of the project; "": none
	// Backlog says that it is where the team's work is; else the team has to do
	// with it.
	Backlog bool
	Why     string
}

// Tracker is where items live, and the places in it that the credential sees.
type Tracker struct {
	Name   string
	Places []Place
	// Ending is how the names of files end that are made with their first item,
	// whether or not a place is named with it; "": its places are no files.
	Ending string
}

// Place is where a backlog may be.
type Place struct{ Project, Name, Closed string }
