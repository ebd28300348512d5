package writeback

import (
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// rows writes into the lines of the actions themselves.
func (w *writer) rows() {
	for _, row := range w.report.Rows {
		if row.Index < 0 || row.Index >= len(w.Found) {
			continue
		}
		f := w.Found[row.Index]
		if row.LinkKey != "" && row.LinkKey != row.Action && f.Ticket == nil { // it asks about another's: the line says so when a person does
			row.Item = nil
		}
		switch f.Place.Form {
		case actions.FormItem:
			w.box(row, f)
			w.lineLink(row, f)
		case actions.FormRow:
			w.box(row, f)
			w.ticketCell(row, f)
			w.statusCell(row, f)
		default:
			if row.Item != nil && !w.names(w.text(f.Place.From, f.Place.To), row.Item) {
				w.note("line %d: a %s has no good place for a link", f.Line, f.Place.Form)
			}
		}
	}
}

// box carries out an order for the check box: tick what is empty, untick what
// is ticked.
func (w *writer) box(row review.Row, f actions.Found) {
	if f.Place.Box < 0 || row.Box == review.LeaveBox {
		return
	}
	sign := w.Sign(f.Place.Box)
	switch {
	case row.Box == review.TickBox && sign == " ":
		w.edits = append(w.edits, w.SetBox(f.Place.Box, true)...)
		w.done.Ticked = append(w.done.Ticked, row.Action)
	case row.Box == review.UntickBox && words.BoxState(sign) == review.Done:
		w.edits = append(w.edits, w.SetBox(f.Place.Box, false)...)
		w.done.Unticked = append(w.done.Unticked, row.Action)
	}
}

// lineLink puts the item's link at the end of a list item's own paragraph, or
// brings the one that stands there up to date.
func (w *writer) lineLink(row review.Row, f actions.Found) {
	link := w.linkOf(row)
	if link == "" {
		return
	}
	text := w.text(f.Place.From, f.Place.To)
	switch {
	case w.replaced(row, f.Place.From, text, link):
	case w.names(text, row.Item) && !w.stale(text, row.Item):
	case w.endsInTicket(text, row.Item, f.Ticket):
		l, _ := w.linkAtEnd(text)
		w.edit(f.Place.From+l.From-len(" ("), f.Place.To, " ("+link+")")
	case f.Ticket != nil && row.Replace == "":
		w.note("line %d names %s, not %s", f.Line, f.Ticket.Link(), row.Item.Key)
	default:
		w.edit(f.Place.To, f.Place.To, " ("+link+")")
	}
}

// linkOf is the link to a row's item; "": there is none to write.
func (w *writer) linkOf(row review.Row) string {
	if row.Item == nil || row.Item.URL == "" || row.Item.Key == "" {
		return ""
	}
	return w.format.Link(row.Item.Key, row.Item.URL, "")
}

// linkAtEnd is a link at the end of a text as we write it there.
func (w *writer) linkAtEnd(text string) (Link, bool) {
	if !strings.HasSuffix(text, ")") {
		return Link{}, false
	}
	all := w.format.Links(text)
	if len(all) == 0 {
		return Link{}, false
	}
	l := all[len(all)-1]
	return l, l.To == len(text)-1 && l.URL != "" && strings.HasSuffix(text[:l.From], " (")
}

// linkAlone is a link that is all of a text.
func (w *writer) linkAlone(text string) (Link, bool) {
	all := w.format.Links(text)
	return append(all, Link{})[0], len(all) == 1 && all[0].From == 0 && all[0].To == len(text) && all[0].URL != ""
}

// leads tells whether a link leads to an address.
func (w *writer) leads(l Link, url string) bool {
	return l.URL == url || l.URL == w.format.Address(url)
}

// endsInTicket: a link to the action's ticket stands at the end, as we write
// it. Any other link is its author's.
func (w *writer) endsInTicket(text string, item *review.ItemRef, ticket *review.Ticket) bool {
	l, ok := w.linkAtEnd(text)
	return ok && (l.Text == mdedit.Line(item.Key) || ticket != nil && w.leads(l, ticket.URL))
}

// replaced puts the link in the place of one that was copied from another
// review.
func (w *writer) replaced(row review.Row, at int, text, link string) bool {
	if row.Replace == "" {
		return false
	}
	for _, l := range w.format.Links(text) {
		if l.Text != "" && l.Text == mdedit.Line(row.Replace) {
			if text[l.From:l.To] != link {
				w.edit(at+l.From, at+l.To, link)
			}
			return true
		}
	}
	return false
}

// shows tells whether a cell holds just these words, in whatever way they are
// escaped: earlier versions and formatters do it otherwise.
func (w *writer) shows(text, words string) bool {
	return words != "" && (w.format.Shown(text) == mdedit.Line(words) || text == w.format.Cell(w.report, words))
}

// names tells whether the text names the item already, in whatever way.
func (w *writer) names(text string, item *review.ItemRef) bool {
	if item.URL != "" && (strings.Contains(text, w.format.Target(item.URL)) || strings.Contains(text, item.URL)) {
		return true
	}
	at := 0
	for item.Key != "" {
		i := strings.Index(text[at:], item.Key)
		if i < 0 {
			return false
		}
		at += i + len(item.Key)
		if before := at - len(item.Key) - 1; (before < 0 || !keySign(text[before])) && (at == len(text) || !keySign(text[at])) {
			return true
		}
	}
	return false
}

func keySign(c byte) bool {
	return c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// stale: our link at the end has the item's key and an older url.
func (w *writer) stale(text string, item *review.ItemRef) bool {
	l, ok := w.linkAtEnd(text)
	if !ok {
		l, ok = w.linkAlone(text)
	}
	return ok && item.Key != "" && l.Text == mdedit.Line(item.Key) && !w.leads(l, item.URL)
}

// ticketCell writes the link into a row's cell for tickets.
func (w *writer) ticketCell(row review.Row, f actions.Found) {
	link := w.linkOf(row)
	if link == "" {
		return
	}
	c := f.Place.Ticket
	title := w.text(f.Place.From, f.Place.To)
	switch {
	case w.replaced(row, f.Place.From, title, link):
	case !c.There:
		if !w.names(title, row.Item) {
			w.note("line %d: the table has no cell for a ticket", f.Line)
		}
	case w.replaced(row, c.From, w.text(c.From, c.To), link):
	case c.From == c.To:
		if f.Ticket == nil || row.Replace != "" {
			w.edit(c.From, c.To, link)
		}
	case f.Ticket == nil && prefilledTicket(w.format.Shown(w.text(c.From, c.To))):
		w.stood(row.Action, review.Cells{Ticket: w.text(c.From, c.To)})
		w.edit(c.From, c.To, link)
	case w.names(w.text(c.From, c.To), row.Item) && !w.stale(w.text(c.From, c.To), row.Item):
	case w.linksTicket(w.text(c.From, c.To), f.Ticket):
		w.edit(c.From, c.To, link)
	default:
		w.note("line %d: the ticket's cell holds something else", f.Line)
	}
}

// linksTicket: the cell is a link to the action's ticket and nothing else. Any
// other link is its author's.
func (w *writer) linksTicket(cell string, ticket *review.Ticket) bool {
	l, ok := w.linkAlone(cell)
	return ok && ticket != nil && w.leads(l, ticket.URL)
}

// stood keeps what we write over in an action's cells.
func (w *writer) stood(action review.Key, was review.Cells) {
	if w.done.Was == nil {
		w.done.Was = map[review.Key]review.Cells{}
	}
	now := w.done.Was[action]
	w.done.Was[action] = review.Cells{Ticket: now.Ticket + was.Ticket, Status: now.Status + was.Status}
}

// statusCell writes the state where nobody else wrote one.
func (w *writer) statusCell(row review.Row, f actions.Found) {
	c := f.Place.Status
	if !c.There {
		return
	}
	now := w.text(c.From, c.To)
	if now != "" && !w.shows(now, row.LastCell) {
		shown := w.format.Shown(now)
		if row.LastCell != "" || row.Cell == "" || !prefilledState(shown) || saysState(shown, row.State) {
			return
		}
		w.stood(row.Action, review.Cells{Status: now})
	}
	if now != "" && row.Cell == "" || row.Cell != "" && !w.shows(now, row.Cell) {
		w.edit(c.From, c.To, w.format.Cell(w.report, row.Cell))
	}
	if row.Cell != "" {
		if w.done.Cells == nil {
			w.done.Cells = map[review.Key]string{}
		}
		w.done.Cells[row.Action] = row.Cell
	}
}
