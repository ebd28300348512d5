package suggest

// Suggestion is what the mapping lacks.
type Suggestion struct {
	Teams    []Team    // the most frequent first
	Unsure   []Unsure  // a team, or a person
	People   []Person  // whose team nothing tells
	Services []Service // whose team nothing tells
	Counts   Counts
}

// Team is a team to be added, or one that is there and lacks something.
type Team struct {
	Name  string
	There bool // in the mapping already: what stands here is to be added to it
	Count int  // how often it is written
	First Where
	// Aliases lead to it when they are taken over; Also are other ways in which
	// it is written that lead to it by its name, or as the mapping is.
	Aliases, Also []Text
	// Maybe are texts that may mean it: to be looked at.
	Maybe    []Text
	Members  []Text
	Services []Text
	// MaybeServices are services that may be its own.
	MaybeServices []Text
	Backlog       *Fit  // nil: no place fits well enough
	Fits          []Fit // others that fit, the best first
	Why           string
}

// Text is a text that was written, how often, and where first.
type Text struct {
	Text  string
	Count int
	First Where
	Why   string // "": nothing but that it was written
}

// Where is a line of a review; the zero value: none.
type Where struct {
	Review string
	Line   int // 0: the review as a whole
}

// Unsure is what may be a team or a person.
type Unsure struct {
	Texts []Text // the most frequent first
	Count int
	Why   string
	Fits  []Fit
}

// Person is somebody who owns actions.
type Person struct {
	Texts []Text
	Count int
	Why   string // of what is known of the team; "": nothing
}

// Service is a service, and how often reviews name it.
type Service struct {
	Text  Text
	Maybe []string // teams that may have it
}

// Fit is a place whose name fits.
type Fit struct {
	Tracker, Project, Name string
	Component              string
	Score                  float64 // 1: it is the same
	Why                    string
}

// Counts are what a suggestion is made of.
type Counts struct {
	Reviews, Actions int
	Owned            int // of the actions, those with an owner
	Led              int // of those, the ones that the mapping leads to a team
	Nobody           int // owners that are nobody: "TBD"
	TooLong          int // and such as are no name
	Unmentioned      int // teams of catalogues that no review names
}
