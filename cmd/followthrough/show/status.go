package show

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Standing is what a status is about.
type Standing struct {
	// Reviews have the actions that are shown, Whole all that are known.
	Reviews []plan.Review
	Whole   map[review.Key]plan.Review
	// Configured tells whether a source is.
	Configured func(source string) bool
	// Restate puts teams in the place of people.
	Restate func(string) string
}

// Status prints where the actions of reviews stand.
func Status(e terminal.Env, s Standing) {
	records, restate, moments := s.Reviews, s.Restate, false
	if len(records) == 0 {
		fmt.Fprintln(e.Out, "Nothing is known yet: run `followthrough sync`, or `followthrough plan` to see what it would do.")
		return
	}
	drafts := 0
	for i, r := range records {
		if Draft(r) { // they stand last
			drafts++
			continue
		}
		if i > 0 {
			fmt.Fprintln(e.Out)
		}
		fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(terminal.Cut(restate(r.Title), e.Width-2))))
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(s.about(r)), e.Width-2, "  "))
		if r.Problem != "" {
			fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(e.Moments("! "+r.Problem)), e.Width-4, "  "))
		}
		moments = moments || terminal.HasMoment(r.Problem)
		for _, k := range r.Actions {
			printAction(e, k, restate)
			moments = moments || terminal.HasMoment(k.Reason) || k.State == review.Soaking
		}
		if r.MoreDoubtful > 0 {
			fmt.Fprintf(e.Out, "       and %d more that may be actions\n", r.MoreDoubtful)
		}
	}
	if drafts > 0 {
		if drafts < len(records) {
			fmt.Fprintln(e.Out)
		}
		printDrafts(e, records[len(records)-drafts:], restate)
	}
	if moments {
		fmt.Fprintln(e.Out, "\n"+timesIn(e))
	}
}

// Draft tells whether a review is not published, and has no item that is
// followed: there is nothing more to tell of it.
func Draft(r plan.Review) bool {
	return !r.Published && r.Gone.IsZero() && r.Problem == "" && len(r.Actions) == 0
}

// printDrafts prints a line a draft.
func printDrafts(e terminal.Env, drafts []plan.Review, restate func(string) string) {
	fmt.Fprintln(e.Out, terminal.Bold(e, "Not published: nothing is made"))
	for _, r := range drafts {
		printBeside(e, "", restate(r.Title), r.String()+" · "+unpublished(r))
	}
}

// unpublished is in what way a review is not published.
func unpublished(r plan.Review) string {
	switch {
	case !r.FirstRead.IsZero():
		return "taken back"
	case !r.Wake.IsZero():
		return "draft until " + r.Wake.UTC().Format(time.DateOnly) + " by its own dates"
	}
	return "draft"
}

// Day is the day by which a review is as old as it is; zero: it has none yet.
func Day(r plan.Review) time.Time {
	if r.Age.IsZero() {
		return r.FirstRead
	}
	return r.Age
}

// about is a review in a line: where it is, what it is, how far it has come, all
// of its actions counted.
func (s Standing) about(r plan.Review) string {
	parts := []string{r.String()}
	if r.Kind == review.NearMiss {
		parts = append(parts, "near miss")
	}
	if r.Severity != "" {
		parts = append(parts, s.Restate(r.Severity))
	}
	shown := len(r.Actions)
	if all, ok := s.Whole[r.Key]; ok {
		r.Actions = all.Actions
	}
	settled, counted := come(r)
	switch {
	case !s.Configured(r.Source):
		parts = append(parts, "its source is configured no more: it is left alone")
	case !r.Gone.IsZero():
		parts = append(parts, "gone: its items are followed silently")
	case r.Problem != "" && r.FirstRead.IsZero():
	case !r.Published:
		parts = append(parts, "not published: its items are followed silently")
	case counted == 0:
		parts = append(parts, cmp.Or(r.Remains(), "no actions: complete"))
	default:
		said := fmt.Sprintf("%d of %s settled", settled, Count(counted, "action"))
		if shown < len(r.Actions) {
			said += fmt.Sprintf(", %d shown", shown)
		}
		parts = append(parts, NonEmpty(said, r.Remains())...)
	}
	return strings.Join(parts, " · ")
}

// come is how many of a review's actions are settled, and of how many that are:
// neither those withdrawn, nor what may be no action.
func come(r plan.Review) (settled, counted int) {
	for _, k := range r.Certain() {
		if k.State != review.Withdrawn {
			counted++
		}
		if k.State.Settled() {
			settled++
		}
	}
	return settled, counted
}

func printAction(e terminal.Env, k plan.Action, restate func(string) string) {
	state := plan.Say(plan.Action{State: k.State, Team: k.Team, Until: k.Until})
	item := ""
	if k.Item != nil {
		item = k.Item.Key
		if item == "" {
			item = k.Item.URL
		}
	}
	number := "" // that remake takes; an action whose line is gone has none
	if k.Position >= 0 {
		number = strconv.Itoa(k.Position + 1)
	}
	fmt.Fprintf(e.Out, "%4s %s %s\n", number, terminal.Coloured(e, mark(k.State)), terminal.Clean(terminal.Cut(restate(k.Reading.Title), e.Width-8)))
	detail := strings.Join(NonEmpty(k.Team, item, state), " · ")
	if k.Reason != "" {
		detail += ": " + restate(k.Reason)
	}
	fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(e.Moments(detail)), e.Width-8, "       "))
}

// mark is a state as one sign.
func mark(s review.State) string {
	switch s {
	case review.Done:
		return "✓"
	case review.Declined:
		return "–"
	case review.Open, review.InProgress:
		return "●"
	case review.Unrouted, review.Held, review.Blocked, review.Missing:
		return "!"
	case review.Withdrawn, review.Past:
		return "·"
	}
	return "○"
}

// NonEmpty leaves out what is empty.
func NonEmpty(all ...string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
