package showplan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Sum prints what it all comes to: where the actions stand and are led, then
// what would be done.
func (v View) Sum(e terminal.Env) {
	say := func(indent, text string) {
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(text), e.Width-len(indent), indent))
	}
	if v.Tally.Actions == 0 {
		say("", show.Count(0, "action")+" in "+show.Count(v.Reviews, "review"))
	} else {
		say("", v.led())
		v.lost(e)
	}
	for _, text := range v.stands(e) {
		say("  ", text)
	}
	fmt.Fprintln(e.Out)
	for _, wait := range v.early() {
		say("", fmt.Sprintf("%s: a sync that makes %s in %s looks first, until %s is over, whether they are there already.",
			show.Because(wait), show.Count(wait.Items, "item"), wait.Tracker, terminal.Lasting(wait.Until.Sub(e.Now()))))
	}
	if v.guesses() {
		say("", "What only the tracker can give stands as "+tracker.Ungiven+": the number of an item, and what depends on it.")
	}
	if v.Full && v.Signed {
		say("", "Markers are signed when they are sent: no signature is shown.")
	}
	if v.hasTimes() {
		say("", "Times are in "+e.ZoneName()+".")
	}
	if v.Trial != "" {
		say("", "This is a trial, as if all were new: a sync makes items only for reviews from their source's since on, after the soak and within max_new.")
	}
	say("", v.comes())
}

// early is what waits where the store may have forgotten something, where anything will follow.
func (v View) early() []plan.Early {
	if v.Trial != "" {
		return nil
	}
	return v.Plan.Early
}

// led says where the actions are led.
func (v View) led() string {
	text := fmt.Sprintf("%s in %s: %d go to a team", show.Count(v.Tally.Actions, "action"), show.Count(v.Reviews, "review"), v.Tally.Led())
	if v.Scope.Team != "" {
		return fmt.Sprintf("%s in %s go to %s", show.Count(v.Tally.Actions, "action"), show.Count(v.Reviews, "review"), v.Scope.Team)
	}
	if v.Tally.Led() == 1 {
		text = strings.Replace(text, "1 go to", "1 goes to", 1)
	}
	if v.Tally.Fallback > 0 {
		text += fmt.Sprintf(", %d of them by the fallback", v.Tally.Fallback)
	}
	switch n := v.Tally.Nowhere; {
	case n == 0:
		return text
	case v.Trial == "":
		return text + fmt.Sprintf(", %d to none", n) + v.needNone()
	case n == 1:
		return text + "; this one leads nowhere:"
	default:
		return text + fmt.Sprintf("; these %d lead nowhere:", n)
	}
}

// needNone tells those who wait for a team from those who lead nowhere as well and
// need none any more, or not yet.
func (v View) needNone() string {
	switch rest := v.Tally.Nowhere - v.Teamless; {
	case rest == 0:
		return ""
	case v.Teamless == 0 && rest == 1:
		return ", which waits for none: it is past or done, or has an item"
	case v.Teamless == 0:
		return ", none of them waiting for one: they are past or done, or have an item"
	case rest == 1:
		return fmt.Sprintf(", %d of them waiting for one; the other is past or done, or has an item", v.Teamless)
	}
	return fmt.Sprintf(", %d of them waiting for one; the others are past or done, or have an item", v.Teamless)
}

// stands says how many actions stand where, as far as it is worth a line.
func (v View) stands(e terminal.Env) []string {
	counts := map[string]int{}
	byTeam := map[string]*made{}
	for _, r := range v.Plan.Reviews {
		if r.Silent() || !v.Scope.Review(r) {
			continue
		}
		for _, k := range r.Actions {
			if v.Scope.Action(r, k) && k.State != review.Withdrawn && !k.LeftAlone() {
				tally(k, counts, byTeam)
			}
		}
	}
	var out []string
	for _, name := range []string{"done or linked", "past", "held", "without a team", "unclear", "blocked, awaited or missing"} {
		if counts[name] == 0 {
			continue
		}
		text := fmt.Sprintf("%d %s", counts[name], name)
		if name == "past" {
			text += v.pastWords()
		}
		if name == "unclear" {
			text += ": their lines ask which item is theirs"
		}
		out = append(out, text)
	}
	if v.NewlyRead.Actions > 0 {
		out = append(out, v.NewlyRead.Sentence())
	}
	out = append(out, v.Undecided.Sentences()...)
	for _, team := range slices.Sorted(maps.Keys(byTeam)) {
		n := byTeam[team]
		text := fmt.Sprintf("to make for %s: %d now, %d after the soak", team, n.now, n.later)
		if n.later > 0 {
			text += ", from " + e.When(n.first)
		}
		out = append(out, text)
	}
	return out
}

// pastWords say of past actions how to try the mapping on them.
func (v View) pastWords() string {
	const try = "`followthrough plan --since all` tries the mapping on them and makes nothing"
	if v.Older < v.Reviews {
		return ", in reviews older than since: " + try
	}
	all := fmt.Sprintf("all %d published reviews are", v.Older)
	if v.Older == 1 {
		all = "the one published review is"
	}
	return ": " + all + " older than since, so no item is made: " + try
}

// made is what is to be made for a team.
type made struct {
	now, later int
	first      time.Time // of those after the soak
}

func tally(k plan.Action, counts map[string]int, byTeam map[string]*made) {
	team := func() *made {
		if byTeam[k.Team] == nil {
			byTeam[k.Team] = &made{}
		}
		return byTeam[k.Team]
	}
	switch k.State {
	case review.Planned:
		team().now++
	case review.Soaking:
		n := team()
		if n.later++; n.later == 1 || k.Until.Before(n.first) {
			n.first = k.Until
		}
	case review.Past:
		counts["past"]++
	case review.Held:
		counts["held"]++
	case review.Unrouted:
		name := "without a team"
		if k.Team != "" {
			name = "unclear"
		}
		counts[name]++
	case review.Blocked, review.Creating, review.Missing:
		counts["blocked, awaited or missing"]++
	default:
		counts["done or linked"]++
	}
}

// guesses tells whether something is shown that only the tracker can give.
func (v View) guesses() bool {
	return v.Full && slices.ContainsFunc(v.Steps, func(s Step) bool { return s.Item != nil && s.Item.Guessed && s.Err == nil })
}

// hasTimes tells whether a moment is shown.
func (v View) hasTimes() bool {
	return slices.ContainsFunc(v.Steps, func(s Step) bool { return terminal.HasMoment(s.Why) || !s.Until.IsZero() })
}

// comes is the last line.
func (v View) comes() string {
	n := v.sum()
	places, reviews := v.unread()
	begins := "Plan"
	if v.Trial != "" {
		begins = "Trial"
	}
	if n.Create+n.Link+n.Report+n.Fail+len(places)+len(reviews) == 0 {
		return v.nothing(n.Wait)
	}
	parts := []string{fmt.Sprintf("%d to create", n.Create), fmt.Sprintf("%d to link", n.Link), show.Count(n.Report, "review") + " to write"}
	if n.Fail > 0 {
		parts = append(parts, fmt.Sprintf("%d would fail", n.Fail))
	}
	text := begins + ": " + strings.Join(append(parts, waits(n.Wait)), ", ")
	var missing []string
	if len(places) > 0 {
		missing = append(missing, strings.Join(places, ", "))
	}
	if len(reviews) > 0 {
		missing = append(missing, show.Count(len(reviews), "review"))
	}
	if len(missing) > 0 {
		return text + "; without what could not be read: " + strings.Join(missing, ", ")
	}
	return text
}

// nothing says that there is nothing to do, and what would not wait.
func (v View) nothing(wait int) string {
	text := "Nothing to do"
	if wait > 0 {
		text += ": " + waits(wait)
	}
	if slices.ContainsFunc(v.Steps, func(s Step) bool { return s.State == review.Soaking }) {
		return text + ". `followthrough plan --now` shows what comes after the soak, `followthrough sync --now` does not wait for it."
	}
	return text + "."
}

func waits(n int) string { return cmp.Or(map[int]string{1: "1 waits"}[n], fmt.Sprintf("%d wait", n)) }
