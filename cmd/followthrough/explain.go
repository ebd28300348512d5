package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func newExplain(e env) *cobra.Command {
	var o outputFlag
	c := &completer{e}
	cmd := &cobra.Command{
		Use:   "explain REVIEW",
		Short: "Say which rule leads each action to which team and backlog",
		Long: strings.TrimSpace(`
Reads the review as it is now and says of each action which rule leads it to
which team and backlog, and what did not match before that. It asks no tracker
and needs no store, so it works for a draft as well.`),
		Example:           "  followthrough explain 2026-11-checkout.md\n  followthrough explain sre:payments/2026-11-checkout.md -o json",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: c.reviews,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return runExplain(cmd, e, o, args[0])
		},
	}
	o.add(cmd)
	return cmd
}

func runExplain(cmd *cobra.Command, e env, o outputFlag, name string) error {
	cfg, err := load(cmd)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := wire(ctx, cfg, e, toRead)
	if err != nil {
		return err
	}
	defer a.close()
	where, err := a.find(ctx, name)
	if err != nil {
		return err
	}
	doc, err := a.read(ctx, where)
	if err != nil {
		return err
	}
	out := a.explain(where, doc)
	if o.format == asJSON {
		return writeJSON(e.out, out)
	}
	printExplained(e, out)
	return nil
}

// read reads a review's document as it is now.
func (a *app) read(ctx context.Context, w plan.Where) (source.Document, error) {
	entries, err := a.sources[w.Source].List(ctx)
	if err != nil {
		return source.Document{}, fmt.Errorf("list source %s: %w", w.Source, err)
	}
	for _, entry := range entries {
		if entry.Path != w.Path {
			continue
		}
		if entry.Problem != nil {
			return source.Document{}, fmt.Errorf("read %s:%s: %w", w.Source, w.Path, entry.Problem)
		}
		doc, err := a.sources[w.Source].Read(ctx, entry)
		if err != nil {
			return doc, fmt.Errorf("read %s:%s: %w", w.Source, w.Path, err)
		}
		return doc, nil
	}
	return source.Document{}, fmt.Errorf("read %s:%s: it is not there any more: `followthrough status` shows what is known of it", w.Source, w.Path)
}

// explained is what explain prints.
type explained struct {
	Source    string            `json:"source"`
	Review    string            `json:"review"`
	Title     string            `json:"title"`
	Published bool              `json:"published"`
	Actions   []explainedAction `json:"actions"`
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

func (a *app) explain(w plan.Where, doc source.Document) explained {
	restate := a.cfg.Mapping.Anonymise
	out := explained{
		Source: w.Source, Review: w.Source + ":" + w.Path, Title: restate(doc.Review.Title),
		Published: doc.Review.IsPublished(), Actions: []explainedAction{},
	}
	for i := range doc.Review.Actions {
		action := &doc.Review.Actions[i]
		d := a.cfg.Mapping.Decide(mapping.Query{Source: w.Source, Path: w.Path, Review: &doc.Review, Action: action})
		x := explainedAction{
			Number: i + 1, Title: restate(action.Title), Line: action.Line, Why: d.Why,
			Notes: append(ownWords(*action), d.Notes...), Tried: append([]string{}, d.Tried...),
		}
		if d.Team != nil {
			x.Team, x.Create = &d.Team.Name, orNull(string(d.Team.Create))
			x.Tracker, x.Project = &d.Team.Backlog.Tracker, orNull(d.Team.Backlog.Project)
		}
		out.Actions = append(out.Actions, x)
	}
	return out
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

func printExplained(e env, x explained) {
	fmt.Fprintln(e.out, bold(e, clean(cut(x.Title, e.width-2))))
	about := x.Review + " · " + count(len(x.Actions), "action")
	if !x.Published {
		about += " · not published: nothing is made while it is a draft"
	}
	fmt.Fprintln(e.out, wrap(clean(about), e.width-4, "  "))
	for _, a := range x.Actions {
		fmt.Fprintf(e.out, "\n%3d %s\n", a.Number, clean(cut(a.Title, e.width-6)))
		fmt.Fprintln(e.out, wrap(clean(a.to()), e.width-6, "    "))
		for _, note := range a.Notes {
			fmt.Fprintln(e.out, wrap(clean(note), e.width-6, "    "))
		}
		for _, tried := range a.Tried {
			fmt.Fprintln(e.out, wrap(clean("- before that: "+tried), e.width-8, "      "))
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
