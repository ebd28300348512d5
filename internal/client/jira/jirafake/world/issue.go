package world

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// Issue is an issue as it is now, past index and permissions. What Issues and
// the like return are copies.
type Issue struct {
	ID, Key               string
	Project, Type         string // key and name
	Summary, Description  string
	Labels                []string
	Components, Versions  []string // names
	Priority              string
	Status, Resolution    string         // names; Resolution "": unresolved
	Assignee, Reporter    string         // account ids; Assignee "": nobody
	Creator               string         // account id of who made it: nobody can change it
	Due                   string         // 2026-11-30
	Parent                string         // id
	Fields                map[string]any // custom fields, in the shape of an answer
	Properties            map[string]json.RawMessage
	Links                 []Link
	Comments              []Comment
	Changes               []Change
	Created, Updated, End time.Time // End: when the resolution was set
	FormerKeys            []string
	Deleted               bool
	OverHTTP              bool // made by a request, not by the test's own hand
}

// Link is one end of a link: Outward where this issue is the one that does
// (duplicates), not the one that it is done to.
type Link struct {
	ID, Type string
	Outward  bool
	Other    string // id
}

// Comment is a person's comment.
type Comment struct {
	ID, Author, Body string
	At               time.Time
}

// Change is one change of a field, as the changelog tells it.
type Change struct {
	ID, Author, Field, From, To string
	At                          time.Time
}

// Record is an issue's life: the last version is what is so, the last one
// whose time has come is what searches see.
type Record struct {
	versions []version
}

type version struct {
	issue   Issue
	indexed time.Time
}

// Now is what is so.
func (r *Record) Now() Issue { return r.versions[len(r.versions)-1].issue }

// Seen is what the index knows at a moment; false: nothing yet.
func (r *Record) Seen(at time.Time) (Issue, bool) {
	for _, v := range slices.Backward(r.versions) {
		if !v.indexed.After(at) {
			return v.issue, true
		}
	}
	return Issue{}, false
}

// Clone is a copy that may be changed.
func (i Issue) Clone() Issue {
	i.Labels = slices.Clone(i.Labels)
	i.Components = slices.Clone(i.Components)
	i.Versions = slices.Clone(i.Versions)
	i.Fields = maps.Clone(i.Fields)
	i.Properties = maps.Clone(i.Properties)
	i.Links = slices.Clone(i.Links)
	i.Comments = slices.Clone(i.Comments)
	i.Changes = slices.Clone(i.Changes)
	i.FormerKeys = slices.Clone(i.FormerKeys)
	return i
}

// Holds reports whether the text stands in one of the issue's properties or in
// its description: how a test finds a marker without knowing the adapter.
func (i Issue) Holds(text string) bool {
	for _, value := range i.Properties {
		if strings.Contains(string(value), text) {
			return true
		}
	}
	return strings.Contains(i.Description, text)
}

// write adds a version, to be seen by searches after the lag of now.
func (w *World) write(r *Record, i Issue) {
	now := w.Now()
	v := version{issue: i, indexed: now.Add(w.lag)}
	if len(r.versions) > 0 && !v.indexed.After(now) {
		r.versions = r.versions[:0]
	}
	r.versions = append(r.versions, v)
}

// Find is the issue with an id or key, old keys too, deleted ones not.
func (w *World) Find(idOrKey string) (*Record, bool) {
	id, isKey := w.keys[strings.ToUpper(idOrKey)]
	if !isKey {
		id = idOrKey
	}
	r, found := w.Records[id]
	if !found || r.Now().Deleted {
		return nil, false
	}
	return r, true
}

// edit changes an issue as a person does: the time of its last change moves.
func (w *World) edit(idOrKey string, change func(i *Issue)) {
	w.T.Helper()
	r, found := w.Find(idOrKey)
	if !found {
		w.T.Fatalf("there is no issue %s", idOrKey)
	}
	i := r.Now().Clone()
	i.Updated = w.Now()
	creator := i.Creator
	change(&i)
	i.Creator = creator
	w.write(r, i)
	if w.Heard != nil {
		event := "jira:issue_updated"
		if i.Deleted {
			event = "jira:issue_deleted"
		}
		w.Heard(event, i)
	}
}

// Issue is the issue with this id or key; it must be there.
func (w *World) Issue(idOrKey string) Issue {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	r, found := w.Find(idOrKey)
	if !found {
		w.T.Fatalf("there is no issue %s", idOrKey)
	}
	return r.Now().Clone()
}

// Issues are all issues that are there, in the order in which they were made.
func (w *World) Issues() []Issue {
	return w.filter(func(i Issue) bool { return !i.Deleted })
}

// Created are all issues that were ever made by requests, deleted ones too.
func (w *World) Created() []Issue {
	return w.filter(func(i Issue) bool { return i.OverHTTP })
}

// Holding are the issues made by requests that hold the text (Issue.Holds),
// deleted ones too: more than one is a duplicate.
func (w *World) Holding(text string) []Issue {
	return w.filter(func(i Issue) bool { return i.OverHTTP && i.Holds(text) })
}

// Repeated are the marks that more than one issue made by a request bears,
// sorted: duplicates. mark gives an issue's mark; "": it has none.
func (w *World) Repeated(mark func(Issue) string) []string {
	times := map[string]int{}
	for _, i := range w.Created() {
		if m := mark(i); m != "" {
			times[m]++
		}
	}
	maps.DeleteFunc(times, func(_ string, n int) bool { return n == 1 })
	return slices.Sorted(maps.Keys(times))
}

func (w *World) filter(want func(Issue) bool) []Issue {
	w.Mu.Lock()
	defer w.Mu.Unlock()
	var out []Issue
	for _, id := range w.Order {
		if i := w.Records[id].Now(); want(i) {
			out = append(out, i.Clone())
		}
	}
	return out
}
