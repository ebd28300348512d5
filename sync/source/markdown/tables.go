package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/review"
)

// grid is a table whichever way it is written.
type grid struct {
	form form
	head []gridCell
	rows []gridRow
}

type gridRow struct {
	at    int // offset of the row's first byte
	cells []gridCell
}

type gridCell struct {
	rich
	cell
}

// gridOf reads a Markdown table.
func (p *page) gridOf(t *extast.Table) grid {
	g := grid{form: formRow}
	for n := t.FirstChild(); n != nil; n = n.NextSibling() {
		row := gridRow{at: n.Pos()}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			row.cells = append(row.cells, p.cellOf(c))
		}
		if _, ok := n.(*extast.TableHeader); ok {
			g.head = row.cells
			continue
		}
		g.rows = append(g.rows, row)
	}
	return g
}

func (p *page) cellOf(n ast.Node) gridCell {
	c := gridCell{rich: p.rich(n)}
	if n.Lines().Len() > 0 {
		seg := n.Lines().At(0)
		c.cell = cell{there: true, from: seg.Start, to: seg.Stop}
	}
	return c
}

// columns is what each column of an action table holds.
type columns struct {
	of     []field
	action int
}

// columnsOf judges the header. Outside of an action section only a header
// that says so itself makes an action table. False: it is none.
func columnsOf(g grid, s Settings, inside bool) (columns, bool) {
	c := columns{of: make([]field, len(g.head)), action: -1}
	if ourHeader(g.head) || len(g.head) == 0 {
		return c, false
	}
	best, explicit := 99, false
	for i, h := range g.head {
		c.of[i] = headerField(h.text, s)
		if rank := actionRank(h.text); (c.of[i] == fieldAction || c.of[i] == "" || rank == 1 && isPlainAction(c.of[i])) && rank > 0 && rank < best {
			best, c.action = rank, i
		}
		explicit = explicit || explicitHeader(h.text) && c.of[i] == fieldAction
	}
	c.settings(g, s)
	if c.action < 0 && inside {
		c.action = c.fallback()
	}
	if c.action < 0 || !inside && (!explicit || len(g.head) < 2) {
		return c, false
	}
	c.of[c.action] = fieldAction
	return c, true
}

func isPlainAction(fd field) bool { return fd == fieldAction || fd == "" }

// settings lets a configured header win.
func (c *columns) settings(g grid, s Settings) {
	for i, h := range g.head {
		if listed(s.Columns[string(fieldAction)], h.text) {
			c.action = i
		}
	}
}

// fallback is the column of a header that says nothing we know; the ticket's
// ("Issue") where there is no other.
func (c *columns) fallback() int {
	for _, want := range []field{"", fieldDetail, fieldTicket} {
		for i, fd := range c.of {
			if fd == want {
				return i
			}
		}
	}
	return -1
}

// ourHeader is the header of our own block's table, wherever it has got to.
func ourHeader(head []gridCell) bool {
	return len(head) == 4 && head[0].text == "Action" && head[1].text == "Team" && head[2].text == "Item" && head[3].text == "State"
}

// table reads the rows of an action table.
func (r *reader) table(g grid, c columns, t traits) []found {
	var out []found
	for _, row := range g.rows {
		if f, ok := r.row(g, row, c, t); ok {
			out = append(out, f)
		}
	}
	return out
}

func (r *reader) row(g grid, row gridRow, c columns, t traits) (found, bool) {
	line := r.p.lineAt(max(0, row.at))
	if c.action >= len(row.cells) || isPlaceholder(row.cells[c.action].text) || instructs(row.cells[c.action].text) {
		r.why(line, "an empty row or a placeholder")
		return found{}, false
	}
	title := row.cells[c.action]
	f := found{place: place{form: g.form, from: title.from, to: title.to, box: r.p.boxAt(title.from)}}
	f.Action = readFields(title.rich)
	f.Line = line
	for i, fd := range c.of {
		if i < len(row.cells) && i != c.action {
			columnValue(&f, fd, row.cells[i])
		}
	}
	t.fill(&f.Action)
	return f, f.Title != ""
}

// columnValue takes one cell beside the action's own.
func columnValue(f *found, fd field, c gridCell) {
	a := &f.Action
	text := c.text
	switch fd {
	case fieldOwner:
		a.Owner = first(ownerIn(text), a.Owner)
	case fieldDue:
		if !isPlaceholder(text) {
			a.Due = first(text, a.Due)
		}
	case fieldPriority:
		a.Priority = first(text, a.Priority)
	case fieldType:
		a.Type = first(text, a.Type)
	case fieldDetail:
		a.Detail = text
	case fieldTicket:
		f.place.ticket = firstCell(f.place.ticket, c.cell)
		answers(a, text)
		if t := ticketIn(c.rich); t != nil {
			a.Ticket = t
		}
	case fieldStatus:
		f.place.status = firstCell(f.place.status, c.cell)
		statusCell(a, c)
	}
}

func firstCell(have, next cell) cell {
	if have.there {
		return have
	}
	return next
}

// statusCell reads a state, and a ticket where the row names none elsewhere.
func statusCell(a *review.Action, c gridCell) {
	text := c.text
	if m := boxAtStart.FindStringSubmatch(text); m != nil {
		setState(a, boxState(m[1]), "")
	} else if s, rest, ok := stateOf(text); ok && (a.Mark == "" || a.Mark == review.Open) {
		a.Mark = s
		if s == review.Declined {
			a.Reason = trimSigns(rest)
		}
	}
	answers(a, text)
	if a.Ticket == nil {
		a.Ticket = ticketIn(c.rich)
	}
}

// answers takes every answer to us in a cell.
func answers(a *review.Action, text string) {
	for _, m := range answerIn.FindAllStringSubmatch(text, 4) {
		setAnswer(a, m[1], m[2])
	}
}
