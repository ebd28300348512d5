package show

import (
	"fmt"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
)

// Done prints the executed steps by review, and the sum last.
func Done(e terminal.Env, steps []execute.Done) {
	last := ""
	made, linked, written, failed, waiting := 0, 0, 0, 0, 0
	for _, d := range steps {
		if here := d.Source + ":" + d.Path; here != last {
			fmt.Fprintf(e.Out, "%s\n", terminal.Bold(e, terminal.Clean(here)))
			last = here
		}
		fmt.Fprintln(e.Out, Step(e, d.Step))
		switch {
		case d.Result == execute.ResultFailed:
			failed++
			fmt.Fprintln(e.Out, Below(e, terminal.Clean("failed: "+d.Err.Error())))
		case d.Result == execute.ResultWaiting && d.Err != nil:
			waiting++
			fmt.Fprintln(e.Out, Below(e, terminal.Clean("waiting: "+d.Err.Error())))
		case d.Result == execute.ResultWaiting && d.Op == plan.OpCreate:
			waiting++
			fmt.Fprintln(e.Out, Below(e, "waiting: its turn comes with the next sync"))
		case d.Result == execute.ResultWaiting, d.Op == plan.OpWait:
			waiting++
		case d.Op == plan.OpCreate:
			made++
		case d.Op == plan.OpLink:
			linked++
		case d.Op == plan.OpReport:
			written++
		}
	}
	fmt.Fprintf(e.Out, "%s made, %d linked, %s written, %d waiting, %d failed\n",
		Count(made, "item"), linked, Count(written, "review"), waiting, failed)
}

// Silent says of the reviews that a person named why nothing is done with them.
func Silent(e terminal.Env, records []plan.Record, scope plan.Scope, h Redaction) {
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
		fmt.Fprintln(e.Err, terminal.Clean(h.Records([]plan.Record{r})[0].String()+" "+why))
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
		fmt.Fprintln(e.Err, terminal.Clean(fmt.Sprintf("%s: %v", what, f.Err)))
	}
	if unread > 0 {
		fmt.Fprintf(e.Err, "%s can't be read: what is known stays, and all else goes on.\n", Count(unread, "review"))
	}
}
