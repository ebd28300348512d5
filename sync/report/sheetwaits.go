package report

import (
	"cmp"
	"fmt"
	"strconv"
)

// waiting is what waits, and what ends it, a part a reason.
func (r Report) waiting() Section {
	s := Section{ID: "waits", Title: "What waits, and what ends it"}
	for _, w := range r.Waits {
		part := Section{ID: "waits-" + w.Kind, Title: fmt.Sprintf("%s: %s", w.Words, Count(w.Actions, "action")), Notes: []string{w.Do}}
		part.Table = Table{Head: []string{"Action", "Team", "Item", "Review", "Why"}, Texts: 5}
		for _, a := range w.Waiting {
			part.Table.Rows = append(part.Table.Rows, a.row(a.Reason))
		}
		if more := w.Actions - len(w.Waiting); more > 0 {
			part.Notes = append(part.Notes, fmt.Sprintf("The first %d are named here; `followthrough status` names the other %d.", len(w.Waiting), more))
		}
		s.Parts = append(s.Parts, part)
	}
	return s
}

// row is an action in a list: what, whose, where, and one thing more.
func (a Waiting) row(more string) []Cell {
	return []Cell{{Text: a.Title}, {Text: cmp.Or(a.Team, "no team")}, {a.Item.Key, a.Item.URL}, {a.Review.Shown(), a.Review.URL}, {Text: more}}
}

// open is what the teams have before them.
func (r Report) open() Section {
	s := Section{ID: "open", Title: "What is open", Notes: []string{"The oldest review first; the days count from its publication."}}
	s.Table = Table{Head: []string{"Action", "Team", "Item", "Review", "State"}, Texts: 5}
	for _, a := range r.Open.First {
		s.Table.Rows = append(s.Table.Rows, a.row(a.State.Words()+", "+Count(a.Days, "day")))
	}
	if more := r.Open.Actions - len(r.Open.First); more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("The first %d are named here; `followthrough status --open` names the other %d.", len(r.Open.First), more))
	}
	return s
}

func (r Report) ages() Section {
	s := Section{ID: "ages", Title: "Open, by age", Notes: []string{"Open and in progress; the age counts from the review's publication."}}
	if r.Total.Open() == 0 {
		return s
	}
	s.Table = Table{Head: []string{"Age", "Actions"}, Texts: 1}
	for _, b := range r.Total.Ages.Bands() {
		s.Table.Rows = append(s.Table.Rows, cells(b.Words(), strconv.Itoa(b.Actions)))
	}
	return s
}

func (r Report) declined() Section {
	s := Section{ID: "declined", Title: "Decided against, and why"}
	s.Table = Table{Head: []string{"Reason", "Actions"}, Texts: 1}
	for _, d := range r.Total.Declined {
		s.Table.Rows = append(s.Table.Rows, cells(d.Text, strconv.Itoa(d.Actions)))
	}
	return s
}

func (r Report) times() Section {
	f := r.Total
	return Section{ID: "times", Title: "How long it takes", Table: Table{Texts: 2, Rows: [][]Cell{
		cells("From incident to publication", f.ToPublication.Words("review", "reviews")),
		cells("From publication to item", f.ToItem.Words("item", "items")),
		cells("From item to done", f.ToDone.Words("item", "items")),
	}}}
}

func (r Report) process() Section {
	f := r.Total
	rows := [][]Cell{
		cells("Reviews with no actions", f.NoActions().Words()),
		cells("Actions without an owner in their line", f.NoOwner.Words()),
		cells("Items moved by their teams", f.Moved.Words()),
		cells("Items shared by several reviews", countOrNone(f.Shared, "item")),
	}
	return Section{ID: "process", Title: "How the process goes", Table: Table{Texts: 2, Rows: rows}}
}

func countOrNone(n int, what string) string {
	if n == 0 {
		return "none"
	}
	return Count(n, what)
}

func recurringSection(id, title, head string, found []Recurrence) Section {
	s := Section{ID: id, Title: title, Table: Table{Head: []string{head, "Incidents", "Actions"}, Texts: 1}}
	for _, f := range found {
		s.Table.Rows = append(s.Table.Rows, cells(f.Name, strconv.Itoa(f.Incidents), strconv.Itoa(f.Actions)))
	}
	return s
}

// mostShared is how many shared items are named in words.
const mostShared = 25

func (r Report) sharedItems() Section {
	s := Section{ID: "shared", Title: "Items that several reviews share"}
	s.Table = Table{Head: []string{"Item", "Reviews", "Actions"}, Texts: 1}
	for i, item := range r.Shared {
		if i == mostShared {
			s.Notes = append(s.Notes, fmt.Sprintf("The first %d of %d are named here.", mostShared, len(r.Shared)))
			break
		}
		s.Table.Rows = append(s.Table.Rows, []Cell{{item.Key, item.URL}, {Text: strconv.Itoa(item.Reviews)}, {Text: strconv.Itoa(item.Actions)}})
	}
	return s
}
