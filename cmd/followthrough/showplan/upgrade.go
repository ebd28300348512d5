package showplan

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Upgrade is what this version reads and writes otherwise than the one that wrote the
// store, in documents that nobody has changed since.
type Upgrade struct {
	// Store is the schema of the store, Program that of this version.
	Store, Program int
	// Same are the reviews whose documents are as they were when they were last read,
	// Changed the others: what is new in them its authors wrote.
	Same, Changed int
	// Anew are those of Same that another reader read, or with other settings.
	Anew        int
	Differences []Difference
}

// Difference is one of them.
type Difference struct {
	Kind   DifferenceKind
	Source string
	Review string // as it is named
	Action string // its title; "": it is about the review
	Key    review.Key
	Fields []string // of a line that is read otherwise
}

// DifferenceKind is how something differs.
type DifferenceKind string

// The kinds, in the order in which they are told.
const (
	NewlyRead  DifferenceKind = "newly read"
	NotRead    DifferenceKind = "no longer read"
	Otherwise  DifferenceKind = "read otherwise"
	OtherWords DifferenceKind = "written in other words"
)

func kinds() []DifferenceKind {
	return []DifferenceKind{NewlyRead, NotRead, Otherwise, OtherWords}
}

// said is what a kind of difference comes to.
func (k DifferenceKind) said() (one, several, comes string) {
	switch k {
	case NewlyRead:
		return "line is newly read as an action", "lines are newly read as actions", "held until a person says yes"
	case NotRead:
		return "action is read no longer", "actions are read no longer", "its item, if it has one, stays as it is"
	case Otherwise:
		return "action is read otherwise", "actions are read otherwise", "no item is changed for it"
	case OtherWords:
		return "review is written to in other words", "reviews are written to in other words", "nothing else has changed in it"
	}
	return string(k), string(k), ""
}

// NewUpgrade compares what the store says with what a plan makes of the same documents.
func NewUpgrade(before []plan.Review, p plan.Plan, scope plan.Scope, h show.Redaction) Upgrade {
	var u Upgrade
	known := map[review.Key]plan.Review{}
	for _, r := range before {
		known[r.Key] = r
	}
	writes := map[review.Key]bool{}
	for _, s := range p.Steps {
		writes[s.Review] = writes[s.Review] || s.Op == plan.OpWriteBack
	}
	for _, now := range p.Reviews {
		was, is := known[now.Key]
		if !is || !now.Gone.IsZero() || !was.Published || !scope.Review(now) {
			continue
		}
		if was.ReadFrom.Content == "" || was.ReadFrom.Content != now.ReadFrom.Content {
			u.Changed++
			continue
		}
		u.Same++
		if was.ReadFrom.Reading != now.ReadFrom.Reading {
			u.Anew++
		}
		u.review(was, now, writes[now.Key], scope, h)
	}
	slices.SortStableFunc(u.Differences, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds(), a.Kind), slices.Index(kinds(), b.Kind)), strings.Compare(a.Source, b.Source), strings.Compare(a.Review, b.Review))
	})
	return u
}

// review compares one.
func (u *Upgrade) review(was, now plan.Review, written bool, scope plan.Scope, h show.Redaction) {
	all, same := actionsOf(was, now)
	if written && same && len(all) == 0 {
		all = append(all, actionDifference{DifferenceKind: OtherWords})
	}
	for _, d := range all {
		if out := d.Key == "" && scope.Team != ""; out || d.Key != "" && !scope.Action(now, d.Action) {
			continue
		}
		one := Difference{Kind: d.DifferenceKind, Source: now.Source, Review: now.Path, Action: d.Reading.Title, Key: d.Key, Fields: d.fields}
		if h.On && now.Restricted {
			one.Review, one.Action = string(now.Key), ""
		}
		u.Differences = append(u.Differences, one)
	}
}

// actionDifference is how an action differs; without one it is about the review.
type actionDifference struct {
	DifferenceKind
	plan.Action
	fields []string
}

// actionsOf are the actions of a review that differ; same tells that all others stand
// where they stood.
func actionsOf(was, now plan.Review) (out []actionDifference, same bool) {
	before := map[review.Key]plan.Action{}
	for _, k := range was.Actions {
		before[k.Key] = k
	}
	same = true
	for _, k := range now.Actions {
		b, is := before[k.Key]
		delete(before, k.Key)
		same = same && is && b.State == k.State
		if kind, fields := compare(b, k, is); kind != "" {
			out = append(out, actionDifference{kind, k, fields})
		}
	}
	for _, b := range was.Actions {
		if _, left := before[b.Key]; left && b.Position >= 0 {
			out = append(out, actionDifference{NotRead, b, nil})
		}
	}
	return out, same
}

// compare tells how an action differs from what it was, if it was there; "": it does not.
func compare(was, now plan.Action, there bool) (DifferenceKind, []string) {
	switch read, before := now.Position >= 0, there && was.Position >= 0; {
	case read && (!there || now.NewlyRead() && !was.NewlyRead()):
		return NewlyRead, nil
	case !read && before:
		return NotRead, nil
	case !read || !there:
		return "", nil
	}
	if fields := otherFields(was, now); len(fields) > 0 {
		return Otherwise, fields
	}
	return "", nil
}

// otherFields are the parts of an action that differ and that people see.
func otherFields(was, now plan.Action) (out []string) {
	a, b := was.Reading, now.Reading
	for _, f := range []struct {
		name    string
		differs bool
	}{
		{"title", a.Title != b.Title}, {"detail", a.Detail != b.Detail}, {"owner", a.Owner != b.Owner}, {"team", was.Team != now.Team},
		{"due", a.Due != b.Due || !a.DueDate.Equal(b.DueDate)}, {"priority", a.Priority != b.Priority}, {"type", a.Type != b.Type},
		{"state", a.Mark != b.Mark || a.Struck != b.Struck}, {"answer", a.Answer != b.Answer}, {"group", a.Group != b.Group},
		{"item", (a.Ticket == nil) != (b.Ticket == nil) || a.Ticket != nil && *a.Ticket != *b.Ticket},
		{"doubt", a.Doubt != b.Doubt}, {"contradiction", a.Unclear != b.Unclear},
	} {
		if f.differs {
			out = append(out, f.name)
		}
	}
	return out
}

func (u Upgrade) count(kind DifferenceKind) (n int) {
	for _, d := range u.Differences {
		if d.Kind == kind {
			n++
		}
	}
	return n
}

// Table tells it to a person, the counts first.
func (u Upgrade) Table(e terminal.Env) {
	if u.Store < u.Program {
		fmt.Fprintf(e.Out, "The store has schema %d and would be migrated to %d: planned on a copy in memory.\n", u.Store, u.Program)
	}
	fmt.Fprintf(e.Out, "%s as last read, %d of them by another reader or with other settings.", show.Count(u.Same, "review"), u.Anew)
	if u.Changed > 0 {
		fmt.Fprintf(e.Out, " %s since, or not read before: not compared.", show.Count(u.Changed, "other")+" changed")
	}
	fmt.Fprintln(e.Out)
	if len(u.Differences) == 0 {
		fmt.Fprintln(e.Out, "Nothing is read or written otherwise.")
		return
	}
	for _, kind := range kinds() {
		one, several, comes := kind.said()
		switch n := u.count(kind); {
		case n == 1:
			fmt.Fprintf(e.Out, "  1 %s: %s\n", one, comes)
		case n > 1:
			fmt.Fprintf(e.Out, "  %d %s: %s\n", n, several, comes)
		}
	}
	for _, kind := range kinds() {
		if u.count(kind) > 0 {
			fmt.Fprintf(e.Out, "\n%s\n", strings.ToUpper(string(kind[:1]))+string(kind[1:]))
		}
		for _, d := range u.Differences {
			if d.Kind == kind {
				fmt.Fprintln(e.Out, "  "+d.line())
			}
		}
	}
}

func (d Difference) line() string {
	out := d.Source + ":" + d.Review
	if d.Action != "" {
		out += ": " + d.Action
	}
	if len(d.Fields) > 0 {
		out += " (" + strings.Join(d.Fields, ", ") + ")"
	}
	return terminal.Clean(out)
}

type upgradeJSON struct {
	Schema      schemaJSON       `json:"schema"`
	Reviews     comparedJSON     `json:"reviews"`
	Counts      countsJSON       `json:"counts"`
	Differences []differenceJSON `json:"differences"`
}

type schemaJSON struct {
	Store   int `json:"store"`
	Program int `json:"program"`
}

type comparedJSON struct {
	Same    int `json:"same"`
	Anew    int `json:"read_anew"`
	Changed int `json:"changed"`
}

type countsJSON struct {
	NewlyRead  int `json:"newly_read"`
	NotRead    int `json:"not_read"`
	Otherwise  int `json:"read_otherwise"`
	OtherWords int `json:"other_words"`
}

type differenceJSON struct {
	Kind   string   `json:"kind"`
	Source string   `json:"source"`
	Review string   `json:"review"`
	Key    *string  `json:"key"`
	Action *string  `json:"action"`
	Fields []string `json:"fields"`
}

// JSON writes it for programs.
func (u Upgrade) JSON(w io.Writer) error {
	doc := upgradeJSON{
		Schema:      schemaJSON{u.Store, u.Program},
		Reviews:     comparedJSON{u.Same, u.Anew, u.Changed},
		Counts:      countsJSON{u.count(NewlyRead), u.count(NotRead), u.count(Otherwise), u.count(OtherWords)},
		Differences: []differenceJSON{},
	}
	for _, d := range u.Differences {
		out := differenceJSON{strings.ReplaceAll(string(d.Kind), " ", "_"), d.Source, d.Review, show.OrNull(string(d.Key)), show.OrNull(d.Action), []string{}}
		out.Fields = append(out.Fields, d.Fields...)
		doc.Differences = append(doc.Differences, out)
	}
	return show.JSON(w, doc)
}
