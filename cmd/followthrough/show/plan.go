package show

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Plan prints the sum, then the steps by review.
func Plan(e terminal.Env, p plan.Plan, steps []plan.Step, scope plan.Scope) {
	printSum(e, p, scope)
	last := ""
	for _, s := range steps {
		if here := s.Source + ":" + s.Path; here != last {
			fmt.Fprintf(e.Out, "\n%s\n", terminal.Bold(e, terminal.Clean(here)))
			last = here
		}
		fmt.Fprintln(e.Out, "  "+stepLine(e, s))
	}
	if !slices.ContainsFunc(steps, func(s plan.Step) bool { return s.Op != plan.OpWait }) {
		fmt.Fprintln(e.Out, "\n"+nothing(steps))
	}
}

// nothing says that there is nothing to do, and what would not wait.
func nothing(steps []plan.Step) string {
	if slices.ContainsFunc(steps, func(s plan.Step) bool { return s.Op == plan.OpWait && strings.HasPrefix(s.Why, "soaking") }) {
		return "Nothing to do now. `followthrough sync --now` does not wait for the soak."
	}
	return "Nothing to do."
}

// stepLine is a step in a line, what does not fit and why below it.
func stepLine(e terminal.Env, s plan.Step) string {
	const indent = "          "
	what := s.Title
	if s.Action == "" {
		what = "the review"
	}
	line := fmt.Sprintf("%-7s %s", s.Op, terminal.Clean(terminal.Cut(what, min(60, e.Width-len(indent)))))
	var below []string
	if s.Op == plan.OpCreate || s.Op == plan.OpLink {
		to := terminal.Clean("→ " + strings.Trim(s.Team+" ("+s.Tracker+" "+s.Project+")", " "))
		if lipgloss.Width("  "+line+" "+to) <= e.Width {
			line += " " + to
		} else {
			below = append(below, to)
		}
	}
	if s.Why != "" {
		below = append(below, terminal.Clean(s.Why))
	}
	for _, text := range below {
		line += "\n" + terminal.Wrap(text, e.Width-len(indent), indent)
	}
	return line
}

// printSum opens a plan: how many actions in how many reviews, and where they
// stand.
func printSum(e terminal.Env, p plan.Plan, scope plan.Scope) {
	counts := map[string]int{}
	byTeam := map[string][2]int{} // now, after the soak
	actions, reviews := 0, 0
	for _, r := range p.Reviews {
		if r.Silent() || !scope.Review(r) {
			continue
		}
		reviews++
		for _, k := range r.Actions {
			if scope.Action(r, k) && k.State != review.Withdrawn {
				actions++
				tally(k, counts, byTeam)
			}
		}
	}
	fmt.Fprintf(e.Out, "%s in %s\n", Count(actions, "action"), Count(reviews, "review"))
	for _, name := range []string{"done or linked", "past", "held", "without a team", "blocked, awaited or missing"} {
		if counts[name] > 0 {
			fmt.Fprintf(e.Out, "  %d %s\n", counts[name], name)
		}
	}
	teams := make([]string, 0, len(byTeam))
	for team := range byTeam {
		teams = append(teams, team)
	}
	slices.Sort(teams)
	for _, team := range teams {
		n := byTeam[team]
		text := fmt.Sprintf("to make for %s: %d now, %d after the soak%s", team, n[0], n[1], firstSoak(p, team))
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(text), e.Width-2, "  "))
	}
}

func tally(k plan.Known, counts map[string]int, byTeam map[string][2]int) {
	n := byTeam[k.Team]
	switch k.State {
	case review.Planned:
		n[0]++
	case review.Soaking:
		n[1]++
	case review.Past:
		counts["past"]++
	case review.Held:
		counts["held"]++
	case review.Unrouted:
		counts["without a team"]++
	case review.Blocked, review.Creating, review.Missing:
		counts["blocked, awaited or missing"]++
	default:
		counts["done or linked"]++
	}
	if n != [2]int{} {
		byTeam[k.Team] = n
	}
}

func firstSoak(p plan.Plan, team string) string {
	var first string
	for _, r := range p.Reviews {
		for _, k := range r.Actions {
			if k.State == review.Soaking && k.Team == team {
				if at := k.Until.UTC().Format(time.RFC3339); first == "" || at < first {
					first = at
				}
			}
		}
	}
	if first == "" {
		return ""
	}
	return ", from " + first
}

// Count is "1 item", "2 items".
func Count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
