package issueworld

import (
	"slices"
	"strings"
	"time"
)

// Issue is an issue or a pull request as it is. What is handed out are copies.
type Issue struct {
	ID          int64
	Node        string
	Repo        int64
	Number      int64
	Title, Body string
	Author      Account
	Open        bool
	Reason      string // completed, not_planned, duplicate, reopened; "": none
	DuplicateOf int64  // id of the canonical issue; 0: none
	Labels      []string
	Assignees   []string
	Milestone   int64 // number; 0: none
	Type        string
	Parent      int64 // id; 0: none
	Pull        *Pull // nil: an issue
	Created     time.Time
	Updated     time.Time
	Closed      time.Time
	ClosedBy    Account
	Comments    []Comment
	Events      []Event
	Edits       []Edit // of the body, the oldest first; none: never edited
	Deleted     bool
	MovedTo     int64 // id of what it became when it was transferred; 0: it is here
	OverHTTP    bool  // made by a request, not by the test's own hand
}

// Pull is what a pull request has beyond an issue.
type Pull struct {
	Draft  bool
	Merged time.Time // zero: not merged
}

// Comment is a comment.
type Comment struct {
	ID       int64
	Node     string
	Author   Account
	Body     string
	At       time.Time
	Updated  time.Time
	OverHTTP bool
}

// Event is what the timeline tells.
type Event struct {
	ID       int64
	Node     string
	Kind     string // as the API calls it: closed, reopened, renamed, marked_as_duplicate, cross-referenced …
	Actor    Account
	At       time.Time
	Label    string
	Reason   string // of closed
	Was      string // of renamed: the title before, and after
	Title    string
	Other    int64 // the issue that mentions, is the canonical one, the parent or the child
	FromRepo int64 // of transferred
}

// Edit is one state of a body: GitHub's edits hold the whole text, and the
// first of them is the text as it was made.
type Edit struct {
	ID     int64
	Node   string
	Editor Account
	At     time.Time
	Body   string
}

// record is an issue's life: the last version is what is so.
type record struct{ versions []version }

type version struct {
	issue            Issue
	listed, filtered time.Time // when each view sees it
}

func (r *record) now() Issue { return *r.last() }

func (r *record) last() *Issue { return &r.versions[len(r.versions)-1].issue }

// seen is the last version that a view knows at a moment; false: none yet.
func (r *record) seen(at time.Time, view func(version) time.Time) (Issue, bool) {
	for _, v := range slices.Backward(r.versions) {
		if !view(v).After(at) {
			return v.issue, true
		}
	}
	return Issue{}, false
}

func byList(v version) time.Time   { return v.listed }
func byFilter(v version) time.Time { return v.filtered }

// clone is a copy that may be changed.
func (i Issue) clone() Issue {
	i.Labels = slices.Clone(i.Labels)
	i.Assignees = slices.Clone(i.Assignees)
	i.Comments = slices.Clone(i.Comments)
	i.Events = slices.Clone(i.Events)
	i.Edits = slices.Clone(i.Edits)
	if i.Pull != nil {
		pull := *i.Pull
		i.Pull = &pull
	}
	return i
}

// Holds reports whether the text stands in the body: how a test finds a marker
// without knowing the adapter.
func (i Issue) Holds(text string) bool { return strings.Contains(i.Body, text) }

// write adds a version, to be seen by each view after the lag of now.
func (w *World) write(i Issue) {
	r := w.records[i.ID]
	if r == nil {
		r = &record{}
		w.records[i.ID] = r
		w.order = append(w.order, i.ID)
		w.Home(i.Repo).numbers[i.Number] = i.ID
	}
	now := w.Now()
	if w.lag == (Lag{}) {
		r.versions = r.versions[:0]
	}
	r.versions = append(r.versions, version{i, now.Add(w.lag.List), now.Add(w.lag.Filter)})
}

// edit changes an issue; the time of its last change moves.
func (w *World) edit(id int64, change func(*Issue)) Issue {
	i := w.records[id].now().clone()
	i.Updated = w.Now()
	change(&i)
	w.write(i)
	return i.clone()
}

// happened adds an event to an issue's timeline.
func (w *World) happened(i *Issue, by Account, e Event) {
	e.ID, e.Actor, e.At = w.next(), by, w.Now()
	e.Node = node("EV", e.ID)
	i.Events = append(i.Events, e)
}

// ByID is an issue whatever became of it; false: there never was one.
func (w *World) ByID(id int64) (Issue, bool) {
	r := w.records[id]
	if r == nil {
		return Issue{}, false
	}
	return r.now().clone(), true
}

// ByNode is an issue by its node id.
func (w *World) ByNode(node string) (Issue, bool) {
	for _, id := range w.order {
		if i := w.records[id].last(); i.Node == node {
			return i.clone(), true
		}
	}
	return Issue{}, false
}

// At is what has a number in a repository, whatever became of it.
func (w *World) At(repo, number int64) (Issue, bool) {
	id, found := w.Home(repo).numbers[number]
	if !found {
		return Issue{}, false
	}
	return w.ByID(id)
}

// There reports whether the issue is still where it is: neither deleted nor
// transferred.
func (i Issue) There() bool { return !i.Deleted && i.MovedTo == 0 }

// Filter are the issues and pull requests as they are, in the order in which
// they were made.
func (w *World) Filter(want func(Issue) bool) []Issue {
	var out []Issue
	for _, id := range w.order {
		if i := w.records[id].now(); want(i) {
			out = append(out, i.clone())
		}
	}
	return out
}

// Children are the issues below one, in the order in which they were made.
func (w *World) Children(id int64) []Issue {
	var out []Issue
	for _, other := range w.order {
		if i := w.records[other].last(); i.Parent == id && i.There() {
			out = append(out, i.clone())
		}
	}
	return out
}
