package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// Sheet is a report in words, section by section: what text, Markdown and the
// page have in common, so that all of them say the same figures.
type Sheet struct {
	Title string
	// About says the period and what the report is limited to.
	About string
	// Empty says that there is nothing to report on; "": there is.
	Empty    string
	Sections []Section
	// Notes stand at the end, a sentence each.
	Notes []string
}

// Section is one part of a sheet.
type Section struct {
	// ID names the section: glance, groups, months, waits, open, ages, declined,
	// times, process, services, types, shared.
	ID    string
	Title string
	// Notes are sentences about the table.
	Notes []string
	Table Table
	// Parts are sections within this one.
	Parts []Section
}

// Table is a table: the first Texts columns hold words, the others figures.
type Table struct {
	Head  []string
	Texts int
	Rows  [][]Cell
	// Total says that the last row is the whole.
	Total bool
}

// Nothing stands where a column has nothing to say of a row.
const Nothing = "–"

// Cell is a text, with an address that a browser can open, or "".
type Cell struct{ Text, URL string }

func cells(texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i].Text = t
	}
	return out
}

// Sheet is the report in words.
func (r Report) Sheet() Sheet {
	s := Sheet{Title: "Follow-through", About: r.about()}
	if r.Total.Reviews.All == 0 && r.Total.TakenOut == 0 {
		s.Empty = r.empty()
		s.Notes = r.notes()
		return s
	}
	for _, section := range []Section{
		r.glance(), r.byGroup(), r.overTime(), r.waiting(), r.open(), r.ages(), r.declined(), r.times(), r.process(),
		recurringSection("services", "Services in several incidents", "Service", r.Recurring.Services),
		recurringSection("types", "Types of action in several incidents", "Type", r.Recurring.Types),
		r.sharedItems(),
	} {
		if len(section.Table.Rows)+len(section.Parts) > 0 {
			s.Sections = append(s.Sections, section)
		}
	}
	s.Notes = r.notes()
	return s
}

func (r Report) empty() string {
	switch {
	case r.Known == 0:
		return "Nothing is known yet: run `followthrough sync`."
	case r.Team != "":
		return "No review of this time has an action of " + r.Team + "."
	}
	return "No review was published in this time."
}

func (r Report) about() string {
	text := "Reviews published: " + r.Period.Words()
	if r.Team != "" {
		text += " · team " + r.Team
	}
	if r.Source != "" {
		text += " · source " + r.Source
	}
	return text
}

func (r Report) notes() []string {
	var out []string
	if s := r.Silent; s.Reviews > 0 {
		out = append(out, fmt.Sprintf("%s of %s that %s taken back or deleted: followed silently, and counted nowhere above.",
			Count(s.Items, "item"), Count(s.Reviews, "review"), plural(s.Reviews, "was", "were")))
	}
	return out
}

func (r Report) glance() Section {
	f := r.Total
	t := Table{Texts: 2, Rows: [][]Cell{
		cells("Reviews", reviewsWords(f.Reviews)),
		cells("Actions", actionsWords(f)),
	}}
	if f.Settled.Whole > 0 {
		t.Rows = append(t.Rows, cells("Settled (done or declined)", f.Settled.Words()))
	}
	if f.Waits > 0 {
		t.Rows = append(t.Rows, cells("Waits for a person", Count(f.Waits, "action")))
	}
	if words := r.LeftAlone.Words(); words != "" {
		t.Rows = append(t.Rows, cells("Left alone", words))
	}
	if f.TakenOut > 0 {
		t.Rows = append(t.Rows, cells("Taken out before an item was made", Count(f.TakenOut, "action")))
	}
	return Section{ID: "glance", Title: "At a glance", Table: t}
}

func reviewsWords(n Reviews) string {
	text := strconv.Itoa(n.All)
	if n.NearMisses > 0 {
		text += ": " + Count(n.Incidents, "incident") + ", " + CountOf(n.NearMisses, "near miss", "near misses")
	}
	if n.NoActions > 0 {
		text += fmt.Sprintf("; %d with no actions, complete", n.NoActions)
	}
	return text
}

func actionsWords(f Figures) string {
	if f.States.Sum() == 0 {
		return "none"
	}
	return strconv.Itoa(f.States.Sum()) + ": " + f.States.Words()
}

// Words is "3 done, 1 declined, 2 open", without the states that no action is
// in; "": there is no action.
func (c Counts) Words() string {
	var parts []string
	for _, s := range StateOrder() {
		if n := c.Of(s); n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+s.Words())
		}
	}
	return strings.Join(parts, ", ")
}

// StateOrder is the order in which states are shown: what is settled, what is
// worked on, what is to come, what waits for a person, and the rest.
func StateOrder() []review.State {
	return []review.State{
		review.Done, review.Declined, review.InProgress, review.Open, review.Creating, review.Planned, review.Soaking,
		review.Held, review.Unrouted, review.Blocked, review.Missing, review.Past, review.Withdrawn,
	}
}

// Count is "1 action" or "3 actions".
func Count(n int, what string) string { return CountOf(n, what, what+"s") }

// CountOf is Count for a word with a plural of its own.
func CountOf(n int, one, many string) string { return strconv.Itoa(n) + " " + plural(n, one, many) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
