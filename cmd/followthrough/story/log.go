package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
)

// Logged is what log prints: events, and the reviews that they are about.
type Logged struct {
	Events  []plan.Event
	Reviews []plan.Review
	// Limit is how many lines are printed, the last ones; 0: all.
	Limit int
	// Restate puts teams in the place of people.
	Restate func(string) string
}

// Log prints the events by day and review, a line for each thing.
func Log(e terminal.Env, l Logged) {
	events := condensed(l.Events)
	if l.Limit > 0 && len(events) > l.Limit {
		events = events[len(events)-l.Limit:]
	}
	if len(events) == 0 {
		fmt.Fprintln(e.Out, "Nothing happened yet.")
		return
	}
	records := map[review.Key]plan.Review{}
	for _, r := range l.Reviews {
		records[r.Key] = r
	}
	titles := l.titles()
	day, last := "", ""
	for _, ev := range events {
		if today := ev.At.UTC().Format(time.DateOnly); today != day {
			if day != "" {
				fmt.Fprintln(e.Out)
			}
			fmt.Fprintln(e.Out, terminal.Bold(e, today))
			day, last = today, ""
		}
		if here := ev.Source + ":" + ev.Path; here != last {
			fmt.Fprintln(e.Out, l.heading(e, ev, records[ev.Review]))
			last = here
		}
		fmt.Fprintln(e.Out, l.line(e, ev, titles))
	}
}

// titles are what the actions are called: those of restricted reviews by their
// number.
func (l Logged) titles() map[review.Key]string {
	out := map[review.Key]string{}
	for _, ev := range l.Events { // of those that are not there any more, too
		if ev.What == "first read" && ev.Action != "" && ev.Path != string(ev.Review) && ev.Why != plan.NotLogged {
			out[ev.Action] = l.Restate(ev.Why)
		}
	}
	for _, r := range l.Reviews {
		for i, k := range r.Actions {
			if out[k.Key] = l.Restate(k.Reading.Title); r.Restricted {
				out[k.Key] = fmt.Sprintf("follow-up %d", i+1)
			}
		}
	}
	return out
}

// heading names a review: by its title where it may be told, and by what a
// command takes. Of what does not fit, the end of the path stays.
func (l Logged) heading(e terminal.Env, ev plan.Event, r plan.Review) string {
	id := terminal.Clean(ev.Source + ":" + ev.Path)
	if lipgloss.Width(id) > e.Width {
		id = terminal.CutFront(terminal.Clean(ev.Path), e.Width)
	}
	title := terminal.Clean(l.Restate(r.Title))
	if r.Restricted || ev.Path == string(ev.Review) {
		title = ""
	}
	room := e.Width - lipgloss.Width(id) - 3
	if title == "" || title == ev.Path || room < 12 {
		return id
	}
	return terminal.Cut(title, room) + " · " + id
}

// line is an event: when, what, which action with its item, and why. What does
// not fit is cut: first the reason, which status tells, then the title.
func (l Logged) line(e terminal.Env, ev plan.Event, titles map[review.Key]string) string {
	begin := fmt.Sprintf("  %s  %-11s  ", ev.At.UTC().Format("15:04:05"), reconcile.Word(ev))
	if e.Width < 60 {
		begin = fmt.Sprintf(" %s %s ", ev.At.UTC().Format("15:04"), reconcile.Word(ev))
	}
	room := max(1, e.Width-lipgloss.Width(begin))
	why := l.why(ev)
	if ev.Action == "" {
		return strings.TrimRight(begin+terminal.Cut(why, room), " ")
	}
	title, item := terminal.Clean(cmp.Or(titles[ev.Action], string(ev.Action))), terminal.Clean(ev.Item)
	if why == title { // as it was first read
		why = ""
	}
	if item != "" {
		if left := room - lipgloss.Width(item) - 3; left >= 12 {
			title = terminal.Cut(title, left) + " · " + item
		}
	} else if why != "" {
		title = terminal.Cut(title, max(room*6/10, room-2-lipgloss.Width(why)))
	}
	if left := room - lipgloss.Width(title) - 2; why != "" && left >= 8 {
		title += ": " + terminal.Cut(why, left)
	}
	return begin + terminal.Cut(title, room)
}

// why is the reason of an event, where it says more than the event itself.
func (l Logged) why(ev plan.Event) string {
	if slices.Contains([]string{"made", "asked for", "adopted"}, ev.What) || ev.Why == ev.Item || ev.Why == plan.NotLogged {
		return ""
	}
	return terminal.Clean(l.Restate(ev.Why))
}
