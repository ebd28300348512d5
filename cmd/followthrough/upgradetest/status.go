package upgradetest

// Status is what status prints as JSON.
type Status struct {
	Reviews []Review
}

// Review is one of them.
type Review struct {
	Source, Review, Title string
	Actions               []Action
}

// Action is where an action stands; what is null is "".
type Action struct {
	Key, Title, State, Team, Reason string
	Item                            struct{ Tracker, Key, URL, Status string }
}

// Event is a line of the log; what is null is "".
type Event struct{ At, What, Review, Key, Item, Why string }

// Status is where everything stands.
func (w *World) Status(p Program) Status {
	w.t.Helper()
	var out Status
	w.decode(w.Run(p, "status", "-o", "json"), &out)
	return out
}

// Log is all that the store remembers to have happened.
func (w *World) Log(p Program) []Event {
	w.t.Helper()
	var out struct{ Events []Event }
	w.decode(w.Run(p, "log", "--limit", "0", "-o", "json"), &out)
	return out.Events
}
