package show

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
)

// Listing is a list of actions, in the order of their reviews.
type Listing struct {
	Reviews []plan.Review // with the actions that are listed
	What    string        // they are: open, waiting for a person
	Now     time.Time
	// Restate puts teams in the place of people.
	Restate func(string) string
}

// Actions prints a list of actions, each with its age, its team, its item and the
// name that commands take; what waits for a person with the reason.
func Actions(e terminal.Env, l Listing) {
	n, moments := 0, false
	for _, r := range l.Reviews {
		n += len(r.Actions)
	}
	heading := fmt.Sprintf("%s %s", Count(n, "action"), l.What)
	if n > 0 {
		heading += fmt.Sprintf(" in %s, the oldest first", Count(len(l.Reviews), "review"))
	}
	fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Wrap(heading, e.Width, "")))
	for _, r := range l.Reviews {
		if len(r.Actions) == 0 { // it can't be read
			fmt.Fprintln(e.Out, "  "+terminal.Coloured(e, "!")+" "+terminal.Clean(terminal.Cut(r.String(), e.Width-6)))
			fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(e.Moments(r.Problem)), e.Width-6, "      "))
		}
		for _, k := range r.Actions {
			l.action(e, r, k)
			moments = moments || k.WaitsForPerson() && !r.Restricted && terminal.HasMoment(k.Reason)
		}
		moments = moments || len(r.Actions) == 0 && terminal.HasMoment(r.Problem)
	}
	if moments {
		fmt.Fprintln(e.Out, "\n"+timesIn(e))
	}
}

func (l Listing) action(e terminal.Env, r plan.Review, k plan.Action) {
	title, name := l.Restate(k.Reading.Title), r.String()+"#"+strconv.Itoa(k.Position+1)
	if r.Restricted {
		title, name = "a follow-up of restricted review "+string(r.Key), string(k.Key)
	}
	if k.Position < 0 {
		name = string(k.Key)
	}
	item := ""
	if k.Item != nil {
		item = k.Item.Key
	}
	said := strings.Join(NonEmpty(l.age(r), k.Team, item, plan.Say(plan.Action{State: k.State, Team: k.Team, Until: k.Until}), name), " · ")
	printBeside(e, terminal.Coloured(e, mark(k.State))+" ", title, said)
	if k.WaitsForPerson() && k.Reason != "" && !r.Restricted {
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(e.Moments(l.Restate(k.Reason))), e.Width-6, "      "))
	}
}

// age is how old an action's review is.
func (l Listing) age(r plan.Review) string {
	day := Day(r)
	if day.IsZero() {
		return ""
	}
	return Count(max(0, int(l.Now.Sub(day).Hours()/24)), "day")
}
