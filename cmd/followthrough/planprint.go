package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// printPlan prints the sum, then the steps by review.
func printPlan(e env, p plan.Plan, steps []plan.Step, scope plan.Scope) {
	printSum(e, p, scope)
	last := ""
	for _, s := range steps {
		if here := s.Source + ":" + s.Path; here != last {
			fmt.Fprintf(e.out, "\n%s\n", bold(e, clean(here)))
			last = here
		}
		fmt.Fprintln(e.out, "  "+stepLine(e, s))
	}
	if !slices.ContainsFunc(steps, func(s plan.Step) bool { return s.Op != plan.OpWait }) {
		fmt.Fprintln(e.out, "\nNothing to do.")
	}
}

func stepLine(e env, s plan.Step) string {
	what := s.Title
	if s.Action == "" {
		what = "the review"
	}
	to := ""
	if s.Op == plan.OpCreate || s.Op == plan.OpLink {
		to = " → " + strings.Trim(s.Team+" ("+s.Tracker+" "+s.Project+")", " ")
	}
	line := fmt.Sprintf("%-7s %s%s", s.Op, clean(cut(what, 60)), clean(to))
	if s.Why != "" {
		line += "\n" + wrap(clean(s.Why), e.width-11, "          ")
	}
	return line
}

// printSum opens a plan: how many actions in how many reviews, and where they
// stand.
func printSum(e env, p plan.Plan, scope plan.Scope) {
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
	fmt.Fprintf(e.out, "%s in %s\n", count(actions, "action"), count(reviews, "review"))
	for _, name := range []string{"done or linked", "past", "held", "without a team", "blocked or awaited"} {
		if counts[name] > 0 {
			fmt.Fprintf(e.out, "  %d %s\n", counts[name], name)
		}
	}
	teams := make([]string, 0, len(byTeam))
	for team := range byTeam {
		teams = append(teams, team)
	}
	slices.Sort(teams)
	for _, team := range teams {
		n := byTeam[team]
		fmt.Fprintf(e.out, "  to make for %s: %d now, %d after the soak%s\n", team, n[0], n[1], firstSoak(p, team))
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
		counts["blocked or awaited"]++
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
				if at := k.Until.UTC().Format("2006-01-02 15:04 MST"); first == "" || at < first {
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

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
