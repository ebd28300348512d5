package actions

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// cellsOf is the field that a column's cells are of, whatever its header says:
// that of most of those that are not empty; "": none.
func cellsOf(g *document.Grid, column int) words.Field {
	n := map[words.Field]int{}
	all, sure := 0, false
	for _, row := range sampled(g) {
		if column >= len(row.Cells) || words.IsPlaceholder(row.Cells[column].Text) {
			continue
		}
		all++
		fd, known := cellOf(row.Cells[column].Rich)
		n[fd]++
		sure = sure || known
	}
	for fd, count := range n {
		switch {
		case fd == "" || count*2 <= all:
		case fd != words.FieldOwner, sure && count*4 >= all*3 && !words.NamesThing(g.Head[column].Text):
			return fd
		}
	}
	return ""
}

// sampled are the rows that are asked what a table's columns hold: the first of them.
func sampled(g *document.Grid) []document.Row { return g.Rows[:min(len(g.Rows), maxSampled)] }

const maxSampled = 20

// cellOf is the field that one cell is of; sure: it says so itself.
func cellOf(r document.Rich) (fd words.Field, sure bool) {
	text := r.Text
	if len(text) > maxCellOf {
		return "", false
	}
	if words.IsPriority(text) {
		return words.FieldPriority, true
	}
	if s, rest, ok := words.State(text); ok && s != "" && words.OnlyState(rest) {
		return words.FieldStatus, true
	}
	switch {
	case words.IsDay(text):
		return words.FieldDue, true
	case fields.TicketIn(r) != nil && !fields.Describes(r) && words.Count(text) <= 3:
		return words.FieldTicket, true
	case strings.HasPrefix(text, "@"), words.HasTeam(text) && words.Count(text) <= words.OwnerSlip, fields.OnlyPeople(r):
		return words.FieldOwner, true
	}
	if people := words.People(text); people != nil {
		return words.FieldOwner, len(people) > 1 || strings.Contains(people[0], " ")
	}
	return "", false
}

// maxCellOf is how many bytes a cell has at most that is asked of which field it is.
const maxCellOf = 80

// byCells lets the cells of the columns decide where their headers do not: what may
// hold the actions by its header is no such column where another may and its cells
// are states, days, people or tickets.
func (c *columns) byCells(g *document.Grid) {
	if plain := slices.DeleteFunc(slices.Clone(c.of), func(fd words.Field) bool { return !isPlainAction(fd) }); len(plain) < 2 {
		return
	}
	kinds := make([]words.Field, len(c.of))
	prose := false
	for i, fd := range c.of {
		if isPlainAction(fd) {
			kinds[i] = cellsOf(g, i)
			prose = prose || kinds[i] == "" && proseIn(g, i)
		}
	}
	if !prose {
		return
	}
	for i, kind := range kinds {
		if kind == words.FieldTicket && countsUp(g, i) {
			continue
		}
		if kind != "" && !slices.Contains(c.of, kind) && !(kind == words.FieldDue && words.IsPastColumn(g.Head[i].Text)) {
			c.of[i] = kind
		}
	}
}

// named takes a column called like tickets ("Bug") of which no cell names one for what
// is told of the problem.
func (c *columns) named(g *document.Grid) {
	for i, fd := range c.of {
		if fd != words.FieldTicket || !words.NamesProblem(g.Head[i].Text) || described(g, i) {
			continue
		}
		filled, tickets := 0, 0
		for _, row := range sampled(g) {
			if i >= len(row.Cells) || row.Cells[i].Text == "" || words.IsPlaceholder(row.Cells[i].Text) {
				continue
			}
			if filled++; words.HasDigit(row.Cells[i].Text) || len(row.Cells[i].Spans) > 0 || isState(row.Cells[i].Text) {
				tickets++
			}
		}
		if filled > 0 && tickets == 0 && len(c.of) > 2 {
			c.of[i] = words.FieldDetail
		}
	}
}

func isState(text string) bool {
	_, _, is := words.State(text)
	return is
}

// proseIn: most cells of a column are of three words or more.
func proseIn(g *document.Grid, column int) bool {
	n, all := 0, 0
	for _, row := range sampled(g) {
		if column < len(row.Cells) && row.Cells[column].Text != "" {
			all++
			if text := row.Cells[column].Text; words.Count(text) > 2 || words.HasCJK(text) && len(text) > 9 {
				n++
			}
		}
	}
	return n*2 > all
}

// figure is a cell that holds a number, with its unit, and nothing else.
var figure = regexp.MustCompile(`^[~<>≈≤≥=+−–-]*\s?[$€£¥]?\d[\d.,:]*\s?(?:%|[\pL/µ]{1,6}|[\pL]{1,8}/[\pL]{1,5})?(?:\s?[→–-]+>?\s?[$€£¥]?\d[\d.,]*\s?\S{0,5})?$|^0$`)

// measures tells whether a table holds figures: its headers speak of such, or most
// cells of its other columns are some and no header names actions.
func (c *columns) measures(g *document.Grid) bool {
	if words.Classify(g.Head[c.action].Text, nil, nil) == words.ClassTake {
		return false
	}
	heads, numbers, all := 0, 0, 0
	for i, h := range g.Head {
		if words.NamesFigure(h.Text) {
			heads++
		}
		if i != c.action && (c.of[i] == "" || c.of[i] == words.FieldDetail || c.of[i] == words.FieldStatus) {
			n, of := figuresIn(g, i)
			numbers, all = numbers+n, all+of
		}
	}
	return heads > 1 || all > 1 && numbers*2 > all && (heads > 0 || words.ActionRank(g.Head[c.action].Text) == 0)
}

// figuresIn counts the cells of a column that are figures, and those that are not
// empty.
func figuresIn(g *document.Grid, column int) (n, all int) {
	for _, row := range sampled(g) {
		if column < len(row.Cells) && row.Cells[column].Text != "" {
			all++
			if text := row.Cells[column].Text; figure.MatchString(text) && !words.IsDay(text) {
				n++
			}
		}
	}
	return n, all
}

// holdsFigures: a column's header names figures, and most of its cells are some.
func holdsFigures(g *document.Grid, column int) bool {
	if !words.NamesFigure(g.Head[column].Text) {
		return false
	}
	n, all := figuresIn(g, column)
	return n*2 > all
}

// rowNumber is the number of a row, of this table or of another, and nothing else.
var rowNumber = regexp.MustCompile(`^(?:#|[Nn][or]\.? ?|[A-Z]{1,2}[-. ]?)?(\d{1,3})\.?$`)

// countsUp: the cells of a column are numbers that count from one, or from two, on, and
// name no tickets.
func countsUp(g *document.Grid, column int) bool {
	n := 0
	for _, row := range sampled(g) {
		if column >= len(row.Cells) {
			return false
		}
		cell := row.Cells[column]
		m := rowNumber.FindStringSubmatch(cell.Text)
		if m == nil || slices.ContainsFunc(cell.Spans, func(s document.Span) bool { return s.Kind == document.Link }) {
			return false
		}
		if got, _ := strconv.Atoi(m[1]); got == n+1 || n == 0 && got == 2 {
			n = got
			continue
		}
		return false
	}
	return n > 1
}

// count is a cell that only counts how many of all.
var count = regexp.MustCompile(`^\d{1,3}\s*/\s*\d{1,3}(?:\s\pL{2,9})?$`)

// counts: most cells of a column count something ("4/7").
func counts(g *document.Grid, column int) bool {
	n, all := 0, 0
	for _, row := range sampled(g) {
		if column >= len(row.Cells) || row.Cells[column].Text == "" {
			continue
		}
		if all++; count.MatchString(row.Cells[column].Text) {
			n++
		}
	}
	return all > 1 && n*2 > all
}

// headed is a table whose header is empty with its first row as one, where that
// names columns.
func headed(g *document.Grid) *document.Grid {
	for _, h := range g.Head {
		if h.Text != "" {
			return g
		}
	}
	if len(g.Rows) < 2 {
		return g
	}
	first, named := g.Rows[0].Cells, 0
	for _, cell := range first {
		if words.Count(cell.Text) <= 3 && words.Header(cell.Text, nil) != "" {
			named++
		}
	}
	if named < 2 && named < len(first) {
		return g
	}
	return &document.Grid{Fixed: g.Fixed, Head: first, Rows: g.Rows[1:]}
}

// onlyCell is the one cell of a row that says something, and whether it spans
// columns; -1: there is none, or several.
func onlyCell(row document.Row) (at int, spans bool) {
	at, spans = -1, len(row.Cells) == 1
	for i, cell := range row.Cells {
		switch {
		case cell.Text == "":
		case at < 0:
			at = i
		case cell.Text == row.Cells[at].Text:
			spans = true
		default:
			return -1, false
		}
	}
	return at, spans
}

// groupOf is the label that a row is for those below it: its only words are bold, or
// stand where no action does.
func (c columns) groupOf(g *document.Grid, row document.Row) (text document.Rich, is bool) {
	at, spans := onlyCell(row)
	if at < 0 || at >= len(c.of) || len(g.Head) < 2 {
		return text, false
	}
	text = row.Cells[at].Rich
	if words.Count(text.Text) > maxLabelItem || figure.MatchString(text.Text) || words.IsPlaceholder(text.Text) {
		return text, false
	}
	switch {
	case g.Fixed && spans, at != c.action && c.of[at] == "":
		return text, true
	case at == c.action || c.of[at] == words.FieldID:
		return text, text.All(document.Bold) && (words.Classify(text.Text, nil, nil) != words.ClassNeutral || words.Hear(text.Text)&(words.Orders|words.Commits) == 0)
	}
	return text, false
}
