package issueworld

import (
	"encoding/base64"
	"fmt"
	"time"
)

// World is all issues of a GitHub.
type World struct {
	// Notify is told what happened, in the order in which it did; nil: nobody is.
	Notify func(Notice)
	// Host is where pages for people lie, without a slash at the end: by it the
	// addresses of issues in texts are known.
	Host func() string

	places Places
	clock  func() time.Time
	lag    Lag
	ids    int64

	homes    map[int64]*Home // by repository
	records  map[int64]*record
	order    []int64 // ids of issues as made
	types    map[string][]Type
	projects []*Project
}

// Lag is how long a change stays unseen, by what shows it. Reads of one issue
// see everything at once.
type Lag struct {
	List   time.Duration // listings of a repository without a filter by content
	Filter time.Duration // listings by label, creator, assignee or milestone
}

// Notice is something that happened, as a webhook tells it.
type Notice struct {
	Event, Action string // issues and opened; issue_comment and created; label and created
	Repo          int64
	Sender        Account
	Issue         *Issue
	Comment       *Comment
	Label         *Label
	Was           map[string]string // what an edit changed: title or body, as it was
	To, From      *Issue            // the new one and the old one of a transfer
}

// Home is what a repository holds beside its code.
type Home struct {
	Labels     []Label
	Milestones []Milestone

	last    int64 // the highest number given
	numbers map[int64]int64
}

// Type is an issue type of an organisation.
type Type struct {
	ID                int64
	Node              string
	Name, Description string
}

// New is an empty world; clock gives whole seconds, as GitHub writes times.
func New(places Places, clock func() time.Time) *World {
	return &World{
		Host: func() string { return "https://github.com" }, places: places, clock: clock, ids: 5_000_000_000, // wider than 32 bits, as GitHub's
		homes: map[int64]*Home{}, records: map[int64]*record{}, types: map[string][]Type{},
	}
}

// Now is the time on GitHub's clock.
func (w *World) Now() time.Time { return w.clock() }

// SetLag is how long changes from now on stay unseen.
func (w *World) SetLag(lag Lag) { w.lag = lag }

// Home is what a repository holds; made when first asked for.
func (w *World) Home(repo int64) *Home {
	h := w.homes[repo]
	if h == nil {
		h = &Home{numbers: map[int64]int64{}}
		w.homes[repo] = h
	}
	return h
}

// NextNumber takes the repository's next number, which issues and pull
// requests share.
func (w *World) NextNumber(repo int64) int64 {
	h := w.Home(repo)
	h.last++
	return h.last
}

// AddType gives an organisation a type of issues.
func (w *World) AddType(owner, name string) Type {
	t := Type{ID: w.next(), Name: name, Description: name + " of the team"}
	t.Node = node("IT", t.ID)
	w.types[owner] = append(w.types[owner], t)
	return t
}

// Types are an organisation's types of issues.
func (w *World) Types(owner string) []Type { return w.types[owner] }

func (w *World) next() int64 {
	w.ids += 7
	return w.ids
}

// node is an id in the form of GraphQL's, from which nobody can read.
func node(kind string, id int64) string {
	return kind + "_kwDO" + base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%x", uint64(id)*0x9E3779B97F4A7C15))
}

func (w *World) notify(n Notice) {
	if w.Notify != nil {
		w.Notify(n)
	}
}
