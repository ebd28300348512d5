package review

// State is where an action stands. Every action found is in exactly one.
type State string

// The states, in the order in which an action usually meets them.
const (
	Past       State = "past"
	Soaking    State = "soaking"
	Unrouted   State = "unrouted"
	Planned    State = "planned"
	Held       State = "held"
	Creating   State = "creating"
	Blocked    State = "blocked"
	Open       State = "open"
	InProgress State = "in_progress"
	Done       State = "done"
	Declined   State = "declined"
	Missing    State = "missing"
	Withdrawn  State = "withdrawn"
)

// States lists all of them.
func States() []State {
	return []State{
		Past, Soaking, Unrouted, Planned, Held, Creating, Blocked,
		Open, InProgress, Done, Declined, Missing, Withdrawn,
	}
}

// Settled is done or declined: deciding against an action is an outcome too.
func (s State) Settled() bool { return s == Done || s == Declined }

// Words is the state as people read it.
func (s State) Words() string {
	switch s {
	case InProgress:
		return "in progress"
	case Unrouted:
		return "no team"
	case Creating:
		return "being created"
	default:
		return string(s)
	}
}
