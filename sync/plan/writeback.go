package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// writeBack plans the writing into a review where what it should say is not what
// was written last.
func (e *emission) writeBack(r *Review, writes bool) {
	rules := e.in.Sources[r.Source]
	if len(rules.Modes) == 0 || r.Silent() || !e.speaks(r) {
		return
	}
	if !writes && Digest(*r, rules.Modes) == r.Digest {
		if r.Unfit == "" {
			r.Problem = "" // what could not be written is no more to be
		}
		return
	}
	if !writes && e.proposed(r, rules) {
		return
	}
	step := Step{Op: OpWriteBack, Where: Where{Source: r.Source, Path: r.Path}, Name: r.LogName(), Review: r.Key, Why: due(*r, rules.Modes)}
	if why := e.unwritable(r, rules); why != "" {
		step.Op, step.Why = OpWait, why
	}
	e.plan.Steps = append(e.plan.Steps, step)
}

// due says why a review is written to.
func due(r Review, modes []review.Mode) string {
	if r.Digest != "" {
		return "what the review should say has changed"
	}
	words := map[review.Mode]string{review.ModeBlock: "a block", review.ModeLinks: "links in the lines of the actions", review.ModeComment: "a comment"}
	var what []string
	for _, m := range modes {
		what = append(what, words[m])
	}
	return "the first write: " + strings.Join(what, ", and ")
}

// proposed tells whether just this report waits for a person outside the
// document, and says so.
func (e *emission) proposed(r *Review, rules SourceRules) bool {
	until := r.ProposedUntil
	if r.Proposed != Digest(*r, rules.Modes) || !until.IsZero() && !e.in.Now.Before(until) {
		return false
	}
	if !until.IsZero() {
		wake(r, until)
	}
	e.plan.Steps = append(e.plan.Steps, Step{
		Op: OpWait, Name: r.LogName(), Review: r.Key, Why: r.Proposal,
		Where: Where{Source: r.Source, Path: r.Path},
	})
	return true
}

// unwritable says why the review can't be written to in this pass; "": it can.
func (e *emission) unwritable(r *Review, rules SourceRules) string {
	switch {
	case rules.Stale != "":
		wake(r, NextPass)
		return rules.Stale
	case r.Unfit != "" && r.Unfit == r.Revision:
		return r.Problem
	case e.in.Request.Now && e.in.Request.Scope.Review(*r):
		return ""
	}
	quiet, every := r.Changed.Add(rules.Quiet), e.in.Wrote[r.Source].Add(rules.ReportEvery)
	switch {
	case !r.Changed.IsZero() && e.in.Now.Before(quiet):
		wake(r, quiet)
		return "somebody changed the document just now: written to from " + quiet.UTC().Format(time.RFC3339)
	case r.Digest != "" && e.in.Now.Before(every):
		wake(r, every)
		return "written at most once in " + plain(rules.ReportEvery) + ": next from " + every.UTC().Format(time.RFC3339)
	}
	return ""
}

// speaks tells whether the review may be written to: not while it is past, not
// while all that it asks for is held by max_new, and not for lines that may be no
// actions, or that nobody wrote now, unless it was written to before.
func (e *emission) speaks(r *Review) bool {
	since := e.in.Sources[r.Source].Since
	past := !since.IsZero() && r.Age.Before(since)
	spoken := r.spoken()
	if len(spoken) == 0 {
		return len(r.Actions) > 0 && r.Digest != ""
	}
	silent, said := 0, 0
	for _, k := range spoken {
		switch {
		case k.State == review.Past, k.HeldBy == HeldByMaxNew:
			silent++
		case past && !k.wanted():
		case k.Item == nil && k.State.Settled():
		default:
			said++
		}
	}
	return said > 0 || silent == 0 && !past
}

// WriteBackOf is what a review should show, as its record stands. restate puts
// teams in the place of people's names.
func WriteBackOf(r Review, modes []review.Mode, restate func(string) string) review.WriteBack {
	out := review.WriteBack{Review: r.Key, Digest: Digest(r, modes), Modes: modes, LeftAlone: r.LeftAlone(), NewlyRead: r.HeldAsNewlyRead()}
	actions := r.spoken()
	slices.SortStableFunc(actions, ByLine)
	for _, k := range actions {
		if k.Position == Stands {
			continue
		}
		out.Rows = append(out.Rows, row(k, restate))
	}
	return out
}

func row(k Action, restate func(string) string) review.Row {
	out := review.Row{
		Action: k.Key, Index: k.Position, Title: restate(k.Reading.Title), Team: k.Team, State: k.State,
		Reason: restate(k.Reason), LinkKey: k.Key, Replace: k.Replace, LastCell: k.Cell,
	}
	switch k.State {
	case review.Soaking:
		out.Until = k.Until
	case review.Planned, review.Creating: // why it is not there yet is ours to know
		out.Reason = ""
	}
	switch {
	case k.Item != nil:
		ref := k.Item.Ref()
		out.Item = &ref
		out.Cell = k.State.Words()
	case k.Asks != nil && k.Asks.Item.Ref() != review.ItemRef{}:
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
// action's item, its end, that it soaks, or that it waits for a person; and its words
// where no link stands in its line and they are far from its marker's. A line that
// may be no action, or that nobody wrote now, makes none due.
func Digest(r Review, modes []review.Mode) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", modes)
	actions := r.spoken()
	slices.SortFunc(actions, func(a, b Action) int { return cmp.Compare(a.Key, b.Key) })
	linked := slices.Contains(modes, review.ModeLinks)
	for _, k := range actions {
		digestAction(h, r, k)
		if others := k.inOtherWords(); others != "" && !linked {
			fmt.Fprintf(h, "in other words %q\n", others)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:6]
}

func digestAction(h io.Writer, r Review, k Action) {
	class, more := string(k.State), ""
	switch k.State {
	case review.Open, review.InProgress:
		class, more = "open", k.disagrees()
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
		if k.Item.File != "" { // its link is relative to the review
			fmt.Fprintf(h, " from %q", path.Dir(r.Path))
		}
	}
	if k.Asks != nil {
		fmt.Fprintf(h, " asks %s", k.Asks.Action)
		if k.Asks.Hidden {
			fmt.Fprint(h, " which is not named")
		}
	}
	fmt.Fprintln(h)
}
