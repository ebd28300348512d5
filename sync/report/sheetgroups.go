package report

import (
	"fmt"
	"strconv"
	"strings"
)

// byGroup is the table of the groups.
func (r Report) byGroup() Section {
	return Section{ID: "groups", Title: "By " + string(r.By), Notes: r.groupNotes(), Table: r.groupTable(r.By, r.Groups)}
}

// overTime is the table of the months, where there are several.
func (r Report) overTime() Section {
	s := Section{ID: "months", Title: "Over time", Notes: []string{"By the month in which the reviews were published."}}
	if r.By != ByMonth && len(r.Months) > 1 {
		s.Table = r.groupTable(ByMonth, r.Months)
	}
	return s
}

// groupTable is a table of groups. A state that no action is in has no column.
func (r Report) groupTable(by By, groups []Group) Table {
	columns := r.columns(by)
	t := Table{Head: []string{by.Heading()}, Texts: 1, Total: true}
	if by == ByReview {
		t.Head = append(t.Head, "Published")
		if r.Total.Reviews.NearMisses > 0 {
			t.Head = append(t.Head, "Kind")
		}
		t.Texts = len(t.Head)
	}
	for _, c := range columns {
		t.Head = append(t.Head, c.head)
	}
	for _, g := range shownGroups(by, groups) {
		row := cells(g.Label)
		if g.Review != nil {
			row = append([]Cell{{g.Label, g.Review.URL}}, cells(g.Review.Published, g.Review.kindWords())[:t.Texts-1]...)
		}
		t.Rows = append(t.Rows, append(row, figureCells(columns, g.Figures)...))
	}
	all := cells("All", "", "")[:t.Texts]
	t.Rows = append(t.Rows, append(all, figureCells(columns, r.Total)...))
	return t
}

// mostGroups is how many groups people are shown; JSON and CSV have all.
const mostGroups = 500

// shownGroups are the first ones, of what stands in the order of time the
// latest.
func shownGroups(by By, groups []Group) []Group {
	switch n := len(groups); {
	case n <= mostGroups:
		return groups
	case by == ByReview || by == ByMonth:
		return groups[n-mostGroups:]
	}
	return groups[:mostGroups]
}

// groupColumn is one figure of a group.
type groupColumn struct {
	head string
	of   func(Figures) string
}

func counted(head string, of func(Figures) int) groupColumn {
	return groupColumn{head, func(f Figures) string { return strconv.Itoa(of(f)) }}
}

func (r Report) columns(by By) []groupColumn {
	var out []groupColumn
	if by != ByReview {
		out = append(out, counted("Reviews", func(f Figures) int { return f.Reviews.All }))
	}
	out = append(out, counted("Actions", func(f Figures) int { return f.States.Sum() }))
	for _, s := range StateOrder() {
		if r.Total.States.Of(s) > 0 {
			words := s.Words()
			out = append(out, counted(strings.ToUpper(words[:1])+words[1:], func(f Figures) int { return f.States.Of(s) }))
		}
	}
	if r.Total.TakenOut > 0 {
		out = append(out, counted("Taken out", func(f Figures) int { return f.TakenOut }))
	}
	if r.Total.Open() > 0 && by != ByReview { // a review has its day beside it
		out = append(out, groupColumn{"Oldest open", oldest})
	}
	return out
}

// oldest is the age of the oldest open action, – where none is open.
func oldest(f Figures) string {
	if f.Oldest == nil {
		return Nothing
	}
	return Count(*f.Oldest, "day")
}

func figureCells(columns []groupColumn, f Figures) []Cell {
	out := make([]Cell, len(columns))
	for i, c := range columns {
		out[i].Text = c.of(f)
	}
	return out
}

func (r Report) groupNotes() []string {
	var out []string
	switch r.By {
	case ByTeam:
		if r.Team == "" {
			out = append(out, "A review with actions of several teams stands in the row of each.")
		}
	case ByService:
		out = append(out, "A review of several services stands, with its actions, in the row of each.")
	}
	if n := len(r.Groups); n > mostGroups {
		which := "first"
		if r.By == ByReview || r.By == ByMonth {
			which = "latest"
		}
		out = append(out, fmt.Sprintf("The %s %d of %d; `-o csv` and `-o json` have all of them.", which, mostGroups, n))
	}
	for _, g := range r.Groups {
		if g.Rest == Folded {
			out = append(out, fmt.Sprintf("Groups with fewer than %d actions are shown together.", r.MinGroup))
		}
	}
	if r.Total.TakenOut > 0 {
		out = append(out, "Taken out: the line left the review before an item was made. These are not among the actions.")
	}
	return out
}
