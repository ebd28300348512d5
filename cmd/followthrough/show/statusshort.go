package show

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/review"
)

// ReviewsShort prints a line a review, and what all of them come to; restate
// puts teams in the place of people.
func ReviewsShort(e terminal.Env, records []plan.Review, restate func(string) string) {
	var all []review.State
	var undecided Undecided
	drafts := 0
	for _, r := range records {
		if Draft(r) {
			drafts++
		}
		if !r.Silent() {
			undecided.Add(r, plan.Scope{})
		}
		states := statesOf(r)
		all = append(all, states...)
		printBeside(e, "", titleOf(r, restate), kindAnd(r, comeTo(r, states)))
	}
	reviews := Count(len(records)-drafts, "review")
	if drafts > 0 {
		reviews += fmt.Sprintf(" and %d not published", drafts)
	}
	sum := reviews + ", no actions"
	if len(all) > 0 {
		sum = fmt.Sprintf("%s, %s: %s", reviews, Count(len(all), "action"), report.CountStates(all).Words())
	}
	fmt.Fprintln(e.Out, "\n"+terminal.Wrap(sum, e.Width, ""))
	for _, text := range undecided.Sentences() {
		fmt.Fprintln(e.Out, terminal.Wrap(text, e.Width, ""))
	}
}

// titleOf is a review's own; of a restricted one only its key.
func titleOf(r plan.Review, restate func(string) string) string {
	if r.Restricted {
		return "restricted review " + string(r.Key)
	}
	return restate(r.Title)
}

func statesOf(r plan.Review) []review.State {
	var out []review.State
	for _, k := range r.Certain() {
		out = append(out, k.State)
	}
	return out
}

// comeTo is where a review's actions stand.
func comeTo(r plan.Review, states []review.State) string {
	switch words := report.CountStates(states).Words(); {
	case !r.Gone.IsZero():
		return "gone: followed silently"
	case r.Problem != "" && r.FirstRead.IsZero(), r.Unread():
		return "can't be read"
	case words == "" && r.Published:
		return cmp.Or(r.Remains(), "no actions: complete")
	case words == "":
		return unpublished(r)
	case r.Silent():
		return words
	default:
		return strings.Join(NonEmpty(words, r.Remains()), ", ")
	}
}

// kindAnd says before what is told of a near miss that it is one.
func kindAnd(r plan.Review, told string) string {
	if r.Kind == review.NearMiss {
		return "near miss · " + told
	}
	return told
}

// ActionsShort prints a line an action of each review; restate puts teams in
// the place of people.
func ActionsShort(e terminal.Env, records []plan.Review, restate func(string) string) {
	for i, r := range records {
		if i > 0 {
			fmt.Fprintln(e.Out)
		}
		actionsOf(e, r, restate)
	}
}

func actionsOf(e terminal.Env, r plan.Review, restate func(string) string) {
	fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(terminal.Cut(titleOf(r, restate), e.Width-2))))
	fmt.Fprintln(e.Out, terminal.Wrap(kindAnd(r, comeTo(r, statesOf(r))), e.Width-2, "  "))
	for i, k := range r.Actions {
		title := restate(k.Reading.Title)
		if r.Restricted {
			title = "follow-up " + strconv.Itoa(i+1)
		}
		item := ""
		if k.Item != nil {
			item = k.Item.Key
		}
		printBeside(e, terminal.Coloured(e, mark(k.State))+" ", title, strings.Join(NonEmpty(k.Team, item, k.State.Words()), " · "))
	}
}

// printBeside prints a text and what is said of it in one line where that
// fits, the text cut to half of it at least.
func printBeside(e terminal.Env, sign, text, said string) {
	said = terminal.Clean(said)
	width := e.Width - 4 - lipgloss.Width(sign) - lipgloss.Width(said)
	if width < e.Width/2 {
		fmt.Fprintln(e.Out, "  "+sign+terminal.Clean(terminal.Cut(text, e.Width-4-lipgloss.Width(sign))))
		fmt.Fprintln(e.Out, terminal.Wrap(said, e.Width-6, "      "))
		return
	}
	text = terminal.Clean(terminal.Cut(text, width))
	pad := strings.Repeat(" ", max(0, min(width, e.Width/2)-lipgloss.Width(text)))
	fmt.Fprintln(e.Out, "  "+sign+text+pad+"  "+said)
}
