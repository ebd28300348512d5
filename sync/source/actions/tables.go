package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// columns is what each column of an action table holds.
type columns struct {
	of     []words.Field
	action int
	// unnamed: no header says that the column holds actions.
	unnamed bool
	// refers is the column that is called like the actions and holds the numbers of those
	// that stand elsewhere; -1: none.
	refers int
}

// columnsOf judges the header. Outside of an action section only a header
// that says so itself makes an action table. False: it is none.
func columnsOf(g *document.Grid, s Settings, inside bool) (columns, bool) {
	c := columns{of: make([]words.Field, len(g.Head)), action: -1, refers: -1}
	if ourHeader(g.Head) || len(g.Head) == 0 {
		return c, false
	}
	if !inside && !standsAlone(g, s) {
		return c, false
	}
	explicit := c.judge(g, s)
	c.settings(g, s)
	if c.action < 0 && inside {
		c.action = c.fallback(g)
	}
	if c.action < 0 || !inside && !(explicit || tracksActions(g, s)) || timed(g) && (!inside || words.ActionRank(g.Head[c.action].Text) != 1) {
		return c, false
	}
	head := g.Head[c.action].Text
	c.unnamed = words.ActionRank(head) == 0 && !words.Listed(s.Columns[string(words.FieldAction)], head)
	c.of[c.action] = words.FieldAction
	return c, !counts(g, c.action)
}

// saysActions: a header says by itself that its column holds actions.
func saysActions(g *document.Grid, s Settings) bool {
	return slices.ContainsFunc(g.Head, func(h document.Cell) bool {
		return words.ExplicitHeader(h.Text) && words.Header(h.Text, s.Columns) == words.FieldAction
	})
}

// standsAlone: a table of more than one column says by its header that it holds actions,
// whatever stands above it.
func standsAlone(g *document.Grid, s Settings) bool {
	return len(g.Head) > 1 && (saysActions(g, s) || tracksActions(g, s))
}

// tracksActions: one header is the word for an action, and another says how each stands,
// who does it or until when; none is of a time, as where the table tells what was done.
func tracksActions(g *document.Grid, s Settings) bool {
	named, told := false, false
	for i, h := range g.Head {
		switch fd := words.Header(h.Text, s.Columns); {
		case words.IsPastColumn(h.Text), words.NamesTime(h.Text), clockedColumn(g, i):
			return false
		case fd == words.FieldAction:
			named = named || words.Count(h.Text) <= 2 && words.Concepts(h.Text)&words.AboutActions != 0
		case fd == words.FieldStatus, fd == words.FieldOwner, fd == words.FieldDue:
			told = true
		}
	}
	return named && told
}

// tellsTimes: a column of the table holds times of day.
func tellsTimes(g *document.Grid) bool {
	for i := range g.Head {
		if clockedColumn(g, i) {
			return true
		}
	}
	return false
}

// clockedColumn: most cells of a column open with a time of day.
func clockedColumn(g *document.Grid, column int) bool {
	n := 0
	for _, row := range sampled(g) {
		if column < len(row.Cells) && clock.MatchString(row.Cells[column].Text) {
			n++
		}
	}
	return n*2 > len(sampled(g))
}

// timed: the first column of most rows is a time of day: the table tells what was
// done during the incident.
func timed(g *document.Grid) bool {
	n := 0
	for _, row := range g.Rows {
		if len(row.Cells) > 0 && clock.MatchString(row.Cells[0].Text) {
			n++
		}
	}
	return n*2 > len(g.Rows)
}

// lists tells whether most cells of the actions' column that are not empty are one
// word: the table lists things, unless its header surely speaks of actions.
func (c *columns) lists(g *document.Grid) bool {
	n, all := 0, 0
	for _, row := range g.Rows {
		if c.action >= len(row.Cells) || row.Cells[c.action].Text == "" {
			continue
		}
		all++
		if isName(row.Cells[c.action].Rich) {
			n++
		}
	}
	return len(g.Rows) > 1 && n*2 > all && words.Classify(g.Head[c.action].Text, nil, nil) != words.ClassTake
}

// isName: the text is one word, and no ticket.
func isName(r document.Rich) bool {
	return r.Text != "" && !strings.ContainsAny(r.Text, " \n") && !words.HasCJK(r.Text) && fields.TicketIn(r) == nil
}

// judge names each column, and of those that may be the actions' takes the
// surest. It tells whether a header says so itself.
func (c *columns) judge(g *document.Grid, s Settings) (explicit bool) {
	best := 99
	for i, h := range g.Head {
		c.of[i] = words.Header(h.Text, s.Columns)
	}
	c.byCells(g)
	c.named(g)
	for i, h := range g.Head {
		if !isPlainAction(c.of[i]) || holdsFigures(g, i) || words.NamesMeaning(h.Text) {
			continue
		}
		rank := words.ActionRank(h.Text)
		if rank > 0 && countsUp(g, i) {
			c.of[i], c.refers = "", i
			continue
		}
		if rank > 0 && rank < best {
			best, c.action = rank, i
		}
		explicit = explicit || c.of[i] == words.FieldAction && words.ExplicitHeader(h.Text)
	}
	return explicit
}

func isPlainAction(fd words.Field) bool { return fd == words.FieldAction || fd == "" }

// settings lets a configured header win.
func (c *columns) settings(g *document.Grid, s Settings) {
	for i, h := range g.Head {
		if words.Listed(s.Columns[string(words.FieldAction)], h.Text) {
			c.action = i
		}
	}
}

// fallback is the column of a header that says nothing we know; the ticket's
// ("Issue") where there is no other. Of a table of other actions' numbers it is theirs,
// unless words beside them tell what became of those.
func (c *columns) fallback(g *document.Grid) int {
	if c.refers >= 0 {
		if c.worded(g) {
			return -1
		}
		return c.refers
	}
	for i, fd := range c.of {
		if fd == words.FieldTicket && described(g, i) {
			return i
		}
	}
	for _, want := range []words.Field{"", words.FieldDetail, words.FieldTicket} {
		for i, fd := range c.of {
			if fd == want && !words.NamesMeaning(g.Head[i].Text) {
				return i
			}
		}
	}
	return -1
}

// worded: a column that no field is known of holds words, so that a table of other
// actions' numbers tells what became of them.
func (c *columns) worded(g *document.Grid) bool {
	for i, fd := range c.of {
		if i == c.refers || fd != "" && fd != words.FieldDetail && fd != words.FieldStatus {
			continue
		}
		for _, row := range sampled(g) {
			if i < len(row.Cells) && words.Count(row.Cells[i].Text) > 1 {
				return true
			}
		}
	}
	return false
}

// described tells whether most cells of a column name a ticket and what it is about.
func described(g *document.Grid, column int) bool {
	n := 0
	for _, row := range g.Rows {
		if column < len(row.Cells) && fields.Describes(row.Cells[column].Rich) {
			n++
		}
	}
	return n*2 > len(g.Rows)
}

// ourHeader is the header of our own block's table, wherever it has got to.
func ourHeader(head []document.Cell) bool {
	return len(head) == 4 && head[0].Text == "Action" && head[1].Text == "Team" && head[2].Text == "Item" && head[3].Text == "State"
}

// table reads the rows of an action table.
func (r *reader) table(g *document.Grid, c columns, t traits) []Found {
	var out []Found
	under, skip := t, false
	for _, row := range g.Rows {
		if label, is := c.groupOf(g, row); is {
			text, _ := words.Label(label.Text)
			class := words.Classify(text, r.set.Take, r.set.Leave)
			skip = class == words.ClassOff || class == words.ClassNever
			under = r.owned(t, text, label, false)
			r.why(r.doc.LineAt(row.At), "a label: the rows below it are the actions")
			continue
		}
		if skip {
			r.why(r.doc.LineAt(row.At), "below a label of what is no action")
			continue
		}
		if f, ok := r.row(g, row, c, under); ok {
			out = append(out, f)
		}
	}
	return out
}

func (r *reader) row(g *document.Grid, row document.Row, c columns, t traits) (Found, bool) {
	line := r.doc.LineAt(row.At)
	if c.action >= len(row.Cells) || words.IsPlaceholder(row.Cells[c.action].Text) || words.Instructs(row.Cells[c.action].Text) || c.unfilled(row) {
		r.why(line, "an empty row or a placeholder")
		return Found{}, false
	}
	title := row.Cells[c.action]
	f := Found{Place: place{Form: formOf(g), From: title.From, To: title.To, Box: title.Box}}
	f.unnamed = c.unnamed
	f.Action = fields.Read(title.Rich, t.crossed)
	f.Line = line
	for i, fd := range c.of {
		if i < len(row.Cells) && i != c.action {
			f.Place.column(fd, row.Cells[i].Place)
			fields.Column(&f.Action, fd, row.Cells[i].Rich, t.crossed)
		}
	}
	if f.Ticket == nil {
		f.Ticket = ticketAnywhere(c, row)
	}
	t.fill(&f.Action)
	return f, f.Title != ""
}

// unfilled: a row is an example of a template: two of its other cells are places
// to fill.
func (c columns) unfilled(row document.Row) bool {
	n := 0
	for i, cell := range row.Cells {
		if i != c.action && words.IsExample(cell.Text) {
			n++
		}
	}
	return n > 1
}

// ticketAnywhere is the address of a tracker's item in a column that says
// nothing of tickets, where the row names none in its place.
func ticketAnywhere(c columns, row document.Row) *review.Ticket {
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

func formOf(g *document.Grid) form {
	if g.Fixed {
		return FormHTML
	}
	return FormRow
}

// column keeps where a ticket and a state belong.
func (p *place) column(fd words.Field, c document.Place) {
	switch {
	case fd == words.FieldTicket && !p.Ticket.There:
		p.Ticket = c
	case fd == words.FieldStatus && !p.Status.There:
		p.Status = c
	}
}
