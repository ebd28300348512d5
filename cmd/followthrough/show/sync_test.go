package show_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
)

// What was not made is never shown as what was: a pass makes items for a time,
// and the rest waits for the next one.
func TestDoneTellsWhatWaitsFromWhatIsMade(t *testing.T) {
	step := func(title string, result execute.Result, err error) execute.Done {
		return execute.Done{
			Step:   plan.Step{Op: plan.OpCreate, Where: plan.Where{Source: "sre", Path: "a.md"}, Action: "0123456789ab", Title: title, Team: "payments", Tracker: "gh", Project: "acme/pay"},
			Result: result, Err: err,
		}
	}
	var out strings.Builder
	show.Done(terminal.Env{Out: &out, Width: 80}, []execute.Done{
		step("Made", execute.ResultDone, nil),
		step("Not begun", execute.ResultWaiting, nil),
		step("Asked for", execute.ResultWaiting, errors.New("no answer")),
	}, plan.Scope{})
	const want = `sre:a.md
  + create  Made → payments (gh acme/pay)
  + create  Not begun → payments (gh acme/pay)
            waiting: its turn comes with the next sync
  + create  Asked for → payments (gh acme/pay)
            waiting: no answer
1 item made, 0 linked, 0 reviews written, 2 waiting, 0 failed
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
