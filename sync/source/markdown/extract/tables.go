package extract

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/fields"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// columns is what each column of an action table holds.
type columns struct {
	of     []words.Field
	action int
}

// columnsOf judges the header. Outside of an action section only a header
// that says so itself makes an action table. False: it is none.
func columnsOf(g page.Grid, s Settings, inside bool) (columns, bool) {
	c := columns{of: make([]words.Field, len(g.Head)), action: -1}
	if ourHeader(g.Head) || len(g.Head) == 0 {
		return c, false
	}
	explicit := c.judge(g, s)
	c.settings(g, s)
	if c.action < 0 && inside {
		c.action = c.fallback()
	}
	if c.action < 0 || !inside && (!explicit || len(g.Head) < 2) {
		return c, false
	}
	c.of[c.action] = words.FieldAction
	return c, true
}

// lists tells whether most cells of the actions' column are one word: the
// table lists things, unless its header surely speaks of actions.
func (c *columns) lists(g page.Grid) bool {
	n := 0
	for _, row := range g.Rows {
		if c.action < len(row.Cells) && isName(row.Cells[c.action].Rich) {
			n++
		}
	}
	return len(g.Rows) > 1 && n*2 > len(g.Rows) && words.Classify(g.Head[c.action].Text, nil, nil) != words.ClassTake
}

// isName: the text is one word, and no ticket.
func isName(r page.Rich) bool {
	return r.Text != "" && !strings.ContainsAny(r.Text, " \n") && !words.HasCJK(r.Text) && fields.TicketIn(r) == nil
}

// judge names each column, and of those that may be the actions' takes the
// surest. It tells whether a header says so itself.
func (c *columns) judge(g page.Grid, s Settings) (explicit bool) {
	best := 99
	for i, h := range g.Head {
		c.of[i] = words.Header(h.Text, s.Columns)
		if !isPlainAction(c.of[i]) {
			continue
		}
		if rank := words.ActionRank(h.Text); rank > 0 && rank < best {
			best, c.action = rank, i
		}
		explicit = explicit || c.of[i] == words.FieldAction && words.ExplicitHeader(h.Text)
	}
	return explicit
}

func isPlainAction(fd words.Field) bool { return fd == words.FieldAction || fd == "" }

// settings lets a configured header win.
func (c *columns) settings(g page.Grid, s Settings) {
	for i, h := range g.Head {
		if words.Listed(s.Columns[string(words.FieldAction)], h.Text) {
			c.action = i
		}
	}
}

// fallback is the column of a header that says nothing we know; the ticket's
// ("Issue") where there is no other.
func (c *columns) fallback() int {
	for _, want := range []words.Field{"", words.FieldDetail, words.FieldTicket} {
		for i, fd := range c.of {
			if fd == want {
				return i
			}
		}
	}
	return -1
}

// ourHeader is the header of our own block's table, wherever it has got to.
func ourHeader(head []page.GridCell) bool {
	return len(head) == 4 && head[0].Text == "Action" && head[1].Text == "Team" && head[2].Text == "Item" && head[3].Text == "State"
}

// table reads the rows of an action table.
func (r *Reader) table(g page.Grid, c columns, t traits) []Found {
	var out []Found
	for _, row := range g.Rows {
		if f, ok := r.row(g, row, c, t); ok {
			out = append(out, f)
		}
	}
	return out
}

func (r *Reader) row(g page.Grid, row page.Row, c columns, t traits) (Found, bool) {
	line := r.P.LineAt(max(0, row.At))
	if c.action >= len(row.Cells) || words.IsPlaceholder(row.Cells[c.action].Text) || words.Instructs(row.Cells[c.action].Text) {
		r.why(line, "an empty row or a placeholder")
		return Found{}, false
	}
	title := row.Cells[c.action]
	f := Found{Place: place{Form: formOf(g), From: title.From, To: title.To, Box: r.P.BoxAt(title.From)}}
	f.Action = fields.Read(title.Rich)
	f.Line = line
	for i, fd := range c.of {
		if i < len(row.Cells) && i != c.action {
			columnValue(&f, fd, row.Cells[i])
		}
	}
	if f.Ticket == nil {
		f.Ticket = ticketAnywhere(c, row)
	}
	t.fill(&f.Action)
	return f, f.Title != ""
}

// ticketAnywhere is the address of a tracker's item in a column that says
// nothing of tickets, where the row names none in its place.
func ticketAnywhere(c columns, row page.Row) *review.Ticket {
	for i, fd := range c.of[:min(len(c.of), len(row.Cells))] {
		if fd != words.FieldType && fd != words.FieldDetail && fd != "" {
			continue
		}
		if t := fields.TicketBeside(row.Cells[i].Rich); t != nil && t.URL != "" {
			return t
		}
	}
	return nil
}

func formOf(g page.Grid) form {
	if g.HTML {
		return FormHTML
	}
	return FormRow
}

// columnValue takes one cell beside the action's own.
func columnValue(f *Found, fd words.Field, c page.GridCell) {
	a := &f.Action
	text := c.Text
	switch fd {
	case words.FieldOwner:
		a.Owner = fields.First(words.Owner(text), a.Owner)
	case words.FieldDue:
		if !words.IsPlaceholder(text) {
			a.Due = fields.First(text, a.Due)
		}
	case words.FieldPriority:
		a.Priority = fields.First(text, a.Priority)
	case words.FieldType:
		a.Type = fields.First(text, a.Type)
	case words.FieldDetail:
		a.Detail = text
	case words.FieldTicket:
		f.Place.Ticket = firstCell(f.Place.Ticket, c.Cell)
		fields.Answers(a, text)
		if t := fields.TicketBeside(c.Rich); t != nil {
			a.Ticket = t
		}
		stateBeside(a, text)
	case words.FieldStatus:
		f.Place.Status = firstCell(f.Place.Status, c.Cell)
		statusCell(a, c)
	}
}

func firstCell(have, next page.Cell) page.Cell {
	if have.There {
		return have
	}
	return next
}

// stateBeside reads a state that stands in a ticket's cell: alone, or shouted
// behind the ticket ("#12 DONE").
func stateBeside(a *review.Action, text string) {
	if a.Mark != "" {
		return
	}
	if s, rest, ok := words.State(text); ok && rest == "" {
		a.Mark = s
		return
	}
	last := text[strings.LastIndexByte(text, ' ')+1:]
	if m := fields.ShoutMarker.FindString(last); m != "" && m == last {
		a.Mark, _, _ = words.State(last)
	}
}

// statusCell reads a state, and a ticket where the row names none elsewhere.
func statusCell(a *review.Action, c page.GridCell) {
	text := c.Text
	if m := words.BoxAtStart.FindStringSubmatch(text); m != nil {
		fields.SetState(a, words.BoxState(m[1]), "")
	} else if s := words.YesNo(text); s != "" {
		fields.SetState(a, s, "")
	} else if s, rest, ok := words.State(text); ok && (a.Mark == "" || a.Mark == review.Open) {
		a.Mark = s
		if s == review.Declined {
			a.Reason = words.TrimSigns(rest)
		}
	}
	fields.Answers(a, text)
	if a.Ticket == nil {
		a.Ticket = fields.TicketBeside(c.Rich)
	}
}
