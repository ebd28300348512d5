package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// report plans the writing into a review where what it should say is not what
// was written last.
func (p *planner) report(r *Record, writes bool) {
	rules := p.in.Sources[r.Source]
	if len(rules.Modes) == 0 || r.Silent() || !p.speaks(r) {
		return
	}
	first := r.Digest == ""
	if !writes && Digest(*r, rules.Modes) == r.Digest {
		return
	}
	step := Step{Op: OpReport, Source: r.Source, Path: r.Path, Review: r.Key, Why: "what the review should say has changed"}
	now := p.in.Request.Now && p.in.Request.Scope.Review(*r)
	quiet, every := r.Changed.Add(rules.Quiet), r.Reported.Add(rules.ReportEvery)
	switch {
	case rules.Stale != "":
		step.Op, step.Why = OpWait, rules.Stale
	case r.Unfit != "" && r.Unfit == r.Revision:
		step.Op, step.Why = OpWait, r.Problem
	case !now && !r.Changed.IsZero() && p.in.Now.Before(quiet):
		step.Op, step.Why = OpWait, "somebody changed the document just now: written to from "+quiet.UTC().Format(time.RFC3339)
		wake(r, quiet)
	case !now && !first && p.in.Now.Before(every):
		step.Op, step.Why = OpWait, "written at most every "+rules.ReportEvery.String()+": next from "+every.UTC().Format(time.RFC3339)
		wake(r, every)
	}
	p.plan.Steps = append(p.plan.Steps, step)
}

// speaks tells whether the review may be written to: not while it is past, and
// not while all that it asks for is held by max_new.
func (p *planner) speaks(r *Record) bool {
	since := p.in.Sources[r.Source].Since
	past := !since.IsZero() && r.Age.Before(since)
	silent, said := 0, 0
	for _, k := range r.Actions {
		switch {
		case k.State == review.Past, k.HeldBy == HeldByMaxNew:
			silent++
		case past && k.Released.IsZero():
		case k.Item == nil && k.State.Settled():
		default:
			said++
		}
	}
	return said > 0 || silent == 0 && !past && len(r.Actions) > 0
}

// Report is what a review should show, as its record stands. restate puts
// teams in the place of people's names.
func Report(r Record, modes []review.Mode, restate func(string) string) review.Report {
	out := review.Report{Review: r.Key, Digest: Digest(r, modes), Modes: modes}
	actions := slices.Clone(r.Actions)
	slices.SortStableFunc(actions, ByLine)
	for _, k := range actions {
		if k.Position == Stands {
			continue
		}
		out.Rows = append(out.Rows, row(k, restate))
	}
	return out
}

func row(k Known, restate func(string) string) review.Row {
	out := review.Row{
		Action: k.Key, Index: k.Position, Title: restate(k.Reading.Title), Team: k.Team, State: k.State,
		Reason: restate(k.Reason), LinkKey: k.Key, Replace: k.Replace, LastCell: k.Cell,
	}
	if k.State == review.Soaking {
		out.Until = k.Until
	}
	switch {
	case k.Item != nil:
		ref := k.Item.Ref()
		out.Item = &ref
		out.Cell = k.State.Words()
	case k.Asks != nil:
		ref := k.Asks.Item.Ref()
		out.Item, out.LinkKey = &ref, k.Asks.Action
	}
	if k.Item != nil && k.Item.Tracker == "" {
		out.Cell = "" // the review's own words are the state
	}
	switch {
	case k.Item == nil || k.Item.Tracker == "":
	case k.State == review.Done:
		out.Box = review.TickBox
	case k.Ticked:
		out.Box = review.UntickBox
	}
	return out
}

// Digest is six hex digits over exactly that which makes a write due: an
// action's item, its end, that it soaks, or that it waits for a person.
func Digest(r Record, modes []review.Mode) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", modes)
	actions := slices.Clone(r.Actions)
	slices.SortFunc(actions, func(a, b Known) int { return compareKeys(a.Key, b.Key) })
	for _, k := range actions {
		digestAction(h, k)
	}
	return hex.EncodeToString(h.Sum(nil))[:6]
}

func compareKeys(a, b review.Key) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func digestAction(h io.Writer, k Known) {
	class, more := string(k.State), ""
	switch k.State {
	case review.Open, review.InProgress:
		class = "open"
	case review.Soaking, review.Planned, review.Creating:
		class, more = "announced", k.Team+" "+k.Until.UTC().Format(time.DateOnly)
	case review.Declined:
		more = k.Reason
	case review.Held:
		more = string(k.HeldBy)
	}
	fmt.Fprintf(h, "%s %s %q", k.Key, class, more)
	if k.Item != nil {
		fmt.Fprintf(h, " %s %s %q", k.Item.Tracker, k.Item.Key, k.Item.URL)
	}
	if k.Asks != nil {
		fmt.Fprintf(h, " asks %s", k.Asks.Action)
	}
	fmt.Fprintln(h)
}
