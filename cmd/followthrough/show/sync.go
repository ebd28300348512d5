package show

import (
	"fmt"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Done prints the executed steps by review, and the sum last. What waits for
// nobody is in the sum, and printed only where its review was named.
func Done(e terminal.Env, steps []execute.Done, scope plan.Scope) {
	last := ""
	var n doneSum
	moments := false
	for _, d := range steps {
		n.count(d)
		if d.Quiet() && len(scope.Reviews) == 0 {
			continue
		}
		moments = moments || hasMoment(d)
		if here := d.Source + ":" + d.Path; here != last {
			fmt.Fprintf(e.Out, "%s\n", terminal.Bold(e, terminal.Clean(here)))
			last = here
		}
		fmt.Fprintln(e.Out, Step(e, d.Step))
		if text := outcome(d); text != "" {
			fmt.Fprintln(e.Out, Below(e, terminal.Clean(e.Moments(text))))
		}
	}
	if moments {
		fmt.Fprintln(e.Out, timesIn(e))
	}
	waits := fmt.Sprintf("%d waiting", n.waiting)
	if n.past > 0 {
		waits += fmt.Sprintf(", %d past", n.past)
	}
	if n.alone > 0 {
		waits += ", " + review.LeftAlone(n.alone)
	}
	fmt.Fprintf(e.Out, "%s made, %d linked, %s written, %s, %d failed\n",
		Count(n.made, "item"), n.linked, Count(n.written, "review"), waits, n.failed)
}

// outcome is what became of a step, where that is another thing than it says.
func outcome(d execute.Done) string {
	switch {
	case d.Result == execute.ResultFailed:
		return "failed: " + d.Err.Error()
	case d.Result == execute.ResultWaiting && d.Err != nil:
		return "waiting: " + d.Err.Error()
	case d.Result == execute.ResultWaiting && d.Op == plan.OpCreate:
		return "waiting: its turn comes with the next sync"
	}
	return ""
}

// doneSum counts steps by what became of them.
type doneSum struct{ made, linked, written, failed, waiting, past, alone int }

func (n *doneSum) count(d execute.Done) {
	switch {
	case d.State == review.Past:
		n.past++
	case d.Quiet():
		n.alone++
	case d.Result == execute.ResultFailed:
		n.failed++
	case d.Result == execute.ResultWaiting, d.Op == plan.OpWait:
		n.waiting++
	case d.Op == plan.OpCreate:
		n.made++
	case d.Op == plan.OpLink:
		n.linked++
	case d.Op == plan.OpWriteBack:
		n.written++
	}
}

func hasMoment(d execute.Done) bool {
	return terminal.HasMoment(d.Why) || d.Err != nil && terminal.HasMoment(d.Err.Error())
}

// timesIn says in which zone times stand.
func timesIn(e terminal.Env) string { return "Times are in " + e.ZoneName() + "." }

// Silent says of the reviews that a person named why nothing is done with them.
func Silent(e terminal.Env, records []plan.Review, scope plan.Scope, h Redaction) {
	for _, r := range records {
		if len(scope.Reviews) == 0 || !scope.Review(r) || !r.Silent() {
			continue
		}
		why := "is not published: nothing is made while it is a draft"
		if r.Unread() {
			why += ": " + r.Problem
		}
		if !r.Gone.IsZero() {
			why = "is not there any more: its items are followed silently"
		}
		fmt.Fprintln(e.Err, terminal.Clean(h.Reviews([]plan.Review{r})[0].String()+" "+why))
	}
}

// Failures prints what could not be read, and what that means for reviews.
func Failures(e terminal.Env, failures []gather.Failure) {
	unread := 0
	for _, f := range failures {
		what := "source " + f.Source
		switch {
		case f.Tracker != "":
			what = "tracker " + f.Tracker
		case f.Path != "":
			what = "review " + f.Source + ":" + f.Path
			unread++
		}
		fmt.Fprintln(e.Err, terminal.Clean(e.Moments(fmt.Sprintf("%s: %v", what, f.Err))))
	}
	if unread > 0 {
		fmt.Fprintf(e.Err, "%s can't be read: what is known stays, and all else goes on.\n", Count(unread, "review"))
	}
}
