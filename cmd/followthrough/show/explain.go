package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Explained is what explain prints.
type Explained struct {
	Source    string            `json:"source"`
	Review    string            `json:"review"`
	Title     string            `json:"title"`
	Published bool              `json:"published"`
	Actions   []explainedAction `json:"actions"`

	opens time.Time // when it is published by its own dates; zero: nothing to come
	flaws []review.Flaw
}

type explainedAction struct {
	Number  int      `json:"number"`
	Title   string   `json:"title"`
	Line    int      `json:"line"`
	Team    *string  `json:"team"`
	Tracker *string  `json:"tracker"`
	Project *string  `json:"project"`
	Create  *string  `json:"create"`
	Why     string   `json:"why"`
	Notes   []string `json:"notes"`
	Tried   []string `json:"tried"`
}

// NewExplained decides who owns the actions of a document.
func NewExplained(m *mapping.Mapping, w plan.Where, doc source.Document, now time.Time) Explained {
	restate := m.Anonymise
	out := Explained{
		Source: w.Source, Review: w.Source + ":" + w.Path, Title: restate(doc.Review.Title),
		Published: doc.Review.PublishedBy(now), Actions: []explainedAction{}, flaws: doc.Review.Flaws,
	}
	if doc.Review.IsPublished() && !out.Published {
		out.opens = doc.Review.NotBefore
	}
	for i := range doc.Review.Actions {
		action := &doc.Review.Actions[i]
		d := m.Decide(mapping.Query{Source: w.Source, Path: w.Path, Review: &doc.Review, Action: action})
		x := explainedAction{
			Number: i + 1, Title: restate(action.Title), Line: action.Line, Why: d.Why,
			Notes: append(ownWords(*action), d.Notes...), Tried: append([]string{}, d.Tried...),
		}
		switch {
		case action.Answer.NoAction:
			x.Notes = append(x.Notes, plan.NoAction)
		case action.Doubtful():
			x.Notes = append(x.Notes, restate(action.DoubtWords()))
		}
		if d.Team != nil {
			x.Team, x.Create = &d.Team.Name, OrNull(string(d.Team.Create))
			x.Tracker, x.Project = &d.Team.Backlog.Tracker, OrNull(d.Team.Backlog.Project)
		}
		out.Actions = append(out.Actions, x)
	}
	return out
}

// Hidden is what may be told of a restricted review: where its actions go, and none
// of its words. key is the review's; "": the store does not know it yet.
func (x Explained) Hidden(key string) Explained {
	x.Review, x.Title, x.flaws = x.Source+":"+cmp.Or(key, hiddenWords), hiddenWords, nil
	actions := []explainedAction{}
	for _, a := range x.Actions {
		a.Title, a.Line, a.Why, a.Notes, a.Tried = hiddenTitle(a.Number-1), 0, ErrHidden.Error(), []string{}, []string{}
		actions = append(actions, a)
	}
	x.Actions = actions
	return x
}

// ownWords are what an action says of itself that counts before any team: no
// item is made for it.
func ownWords(a review.Action) []string {
	notes := []string{}
	if a.Mark.Settled() {
		notes = append(notes, "the review shows it as "+a.Mark.Words()+": no item is made")
	}
	if a.Ticket != nil {
		notes = append(notes, "its line names "+a.Ticket.Link()+": that item is linked, none is made")
	}
	return notes
}

// Explain prints which rule leads each action where.
func Explain(e terminal.Env, x Explained) {
	fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(terminal.Cut(x.Title, e.Width-2))))
	about := x.Review + " · " + Count(len(x.Actions), "action")
	if !x.Published {
		about += " · not published: nothing is made while it is a draft"
	}
	if !x.opens.IsZero() {
		about += ", by its own dates until " + x.opens.UTC().Format(time.RFC3339)
	}
	fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(e.Moments(about)), e.Width-4, "  "))
	printFlaws(e, x.flaws)
	for _, a := range x.Actions {
		fmt.Fprintf(e.Out, "\n%3d %s\n", a.Number, terminal.Clean(terminal.Cut(a.Title, e.Width-6)))
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(a.to()), e.Width-6, "    "))
		for _, note := range a.Notes {
			fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(note), e.Width-6, "    "))
		}
		for _, tried := range a.Tried {
			fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean("- before that: "+tried), e.Width-8, "      "))
		}
	}
}

// to is where an action goes, and what decided.
func (a explainedAction) to() string {
	if a.Team == nil {
		return "→ no team: " + a.Why
	}
	place := strings.TrimSpace(deref(a.Tracker) + " " + deref(a.Project))
	if deref(a.Tracker) == mapping.NoTracker {
		place = "no tracker: the review's own box is the state"
	}
	switch deref(a.Create) {
	case string(mapping.CreateAsk):
		place += ", once the team says yes"
	case string(mapping.CreateOff):
		place += ", not yet: create is off"
	}
	return fmt.Sprintf("→ %s (%s): %s", *a.Team, place, a.Why)
}

// Only leaves the actions that are meant: each where it stood when it was last
// read, or where its words stand now.
func (x Explained) Only(meant []plan.Action, r review.Review) Explained {
	all := x.Actions
	x.Actions = []explainedAction{}
	for _, k := range meant {
		same := func(i int) bool { return i >= 0 && i < len(all) && review.Normalise(r.Actions[i].Title) == k.Now }
		at := k.Position
		if !same(at) {
			at = slices.IndexFunc(all, func(a explainedAction) bool { return same(a.Number - 1) })
		}
		if at >= 0 {
			x.Actions = append(x.Actions, all[at])
		}
	}
	if len(x.Actions) == 0 { // its line was re-worded since: say all
		x.Actions = all
	}
	return x
}
