package markdown

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/extract"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// ourLinkEnd is a link as we write it at the end of a line, ourLink one that is
// all of a cell, and anyLink one anywhere.
var (
	ourLinkEnd = regexp.MustCompile(` \(\[((?:\\.|[^\[\]\\])+)\]\(([^()\s]+)\)\)$`)
	ourLink    = regexp.MustCompile(`^\[((?:\\.|[^\[\]\\])+)\]\(([^()\s]+)\)$`)
	anyLink    = regexp.MustCompile(`\[((?:\\.|[^\[\]\\])+)\]\([^()\s]*\)`)
)

// rows writes into the lines of the actions themselves.
func (w *writer) rows() {
	for _, row := range w.report.Rows {
		if row.Index < 0 || row.Index >= len(w.reading.found) {
			continue
		}
		f := w.reading.found[row.Index]
		if row.LinkKey != "" && row.LinkKey != row.Action && f.Ticket == nil { // it asks about another's: the line says so when a person does
			row.Item = nil
		}
		switch f.Place.Form {
		case extract.FormItem:
			w.box(row, f)
			w.lineLink(row, f)
		case extract.FormRow:
			w.row(row, f)
		default:
			if row.Item != nil && !names(w.text(f.Place.From, f.Place.To), row.Item) {
				w.note("line %d: a %s has no good place for a link", f.Line, f.Place.Form)
			}
		}
	}
}

func (w *writer) text(from, to int) string { return string(w.doc[from:to]) }

// box carries out an order for the check box: tick what is empty, untick what
// is ticked.
func (w *writer) box(row review.Row, f extract.Found) {
	if f.Place.Box < 0 || row.Box == review.LeaveBox {
		return
	}
	sign := signAt(w.doc, f.Place.Box)
	state := words.BoxState(sign)
	switch {
	case row.Box == review.TickBox && sign == " ":
		w.edit(f.Place.Box, f.Place.Box+1, "x")
		w.done.Ticked = append(w.done.Ticked, row.Action)
	case row.Box == review.UntickBox && state == review.Done:
		w.edit(f.Place.Box, f.Place.Box+len(sign), " ")
		w.done.Unticked = append(w.done.Unticked, row.Action)
	}
}

func signAt(doc []byte, at int) string {
	end := strings.IndexByte(string(doc[at:min(len(doc), at+5)]), ']')
	return strings.TrimSuffix(string(doc[at:at+max(end, 1)]), `\`) // of "\[x\]"
}

// lineLink puts the item's link at the end of a list item's own paragraph, or
// brings the one that stands there up to date.
func (w *writer) lineLink(row review.Row, f extract.Found) {
	if row.Item == nil {
		return
	}
	link := mdedit.Link(row.Item.Key, row.Item.URL, "")
	text := w.text(f.Place.From, f.Place.To)
	switch {
	case row.Item.URL == "" || row.Item.Key == "":
	case w.replaced(row, f.Place.From, text, link):
	case names(text, row.Item) && !stale(text, row.Item):
	case endsInTicket(text, row.Item, f.Ticket):
		m := ourLinkEnd.FindStringIndex(text)
		w.edit(f.Place.From+m[0], f.Place.To, " ("+link+")")
	case f.Ticket != nil && row.Replace == "":
		w.note("line %d names %s, not %s", f.Line, f.Ticket.Link(), row.Item.Key)
	default:
		w.edit(f.Place.To, f.Place.To, " ("+link+")")
	}
}

// endsInTicket: a link to the action's ticket stands at the end, as we write
// it. Any other link is its author's.
func endsInTicket(text string, item *review.ItemRef, ticket *review.Ticket) bool {
	m := ourLinkEnd.FindStringSubmatch(text)
	return m != nil && (m[1] == mdedit.Escape(item.Key) || ticket != nil && (m[2] == ticket.URL || m[2] == mdedit.URL(ticket.URL)))
}

// replaced puts the link in the place of one that was copied from another
// review.
func (w *writer) replaced(row review.Row, at int, text, link string) bool {
	if row.Replace == "" {
		return false
	}
	m := linkWith(text, row.Replace)
	if m == nil {
		return false
	}
	if text[m[0]:m[1]] != link {
		w.edit(at+m[0], at+m[1], link)
	}
	return true
}

// linkWith is where the text holds a link of these words; nil: nowhere.
func linkWith(text, words string) []int {
	for _, m := range anyLink.FindAllStringSubmatchIndex(text, -1) {
		if shows(text[m[2]:m[3]], words) {
			return m[:2]
		}
	}
	return nil
}

// shows tells whether a text of Markdown is these words, in whatever way they
// are escaped: earlier versions and formatters do it otherwise.
func shows(text, words string) bool {
	return words != "" && mdedit.Shown(text) == mdedit.Line(words)
}

// shows tells whether a cell holds just these words, as Markdown or as the
// place of this review wants them.
func (w *writer) shows(text, words string) bool {
	return shows(text, words) || words != "" && text == cell(w.report, words)
}

// names tells whether the text names the item already, in whatever way.
func names(text string, item *review.ItemRef) bool {
	if item.URL != "" && (strings.Contains(text, "("+mdedit.URL(item.URL)+")") || strings.Contains(text, item.URL)) {
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
func stale(text string, item *review.ItemRef) bool {
	m := ourLinkEnd.FindStringSubmatch(text)
	if m == nil {
		m = ourLink.FindStringSubmatch(text)
	}
	return m != nil && shows(m[1], item.Key) && m[2] != mdedit.URL(item.URL) && m[2] != item.URL
}

// row writes into the ticket and the status cell.
func (w *writer) row(row review.Row, f extract.Found) {
	w.box(row, f)
	w.ticketCell(row, f)
	w.statusCell(row, f)
}

func (w *writer) ticketCell(row review.Row, f extract.Found) {
	if row.Item == nil || row.Item.URL == "" || row.Item.Key == "" {
		return
	}
	c := f.Place.Ticket
	link := mdedit.Link(row.Item.Key, row.Item.URL, "")
	title := w.text(f.Place.From, f.Place.To)
	switch {
	case w.replaced(row, f.Place.From, title, link):
	case !c.There:
		if !names(title, row.Item) {
			w.note("line %d: the table has no cell for a ticket", f.Line)
		}
	case w.replaced(row, c.From, w.text(c.From, c.To), link):
	case c.From == c.To:
		if f.Ticket == nil || row.Replace != "" {
			w.edit(c.From, c.To, link)
		}
	case names(w.text(c.From, c.To), row.Item) && !stale(w.text(c.From, c.To), row.Item):
	case linksTicket(w.text(c.From, c.To), f.Ticket):
		w.edit(c.From, c.To, link)
	default:
		w.note("line %d: the ticket's cell holds something else", f.Line)
	}
}

// linksTicket: the cell is a link to the action's ticket and nothing else. Any
// other link is its author's.
func linksTicket(cell string, ticket *review.Ticket) bool {
	m := ourLink.FindStringSubmatch(cell)
	return m != nil && ticket != nil && (m[2] == ticket.URL || m[2] == mdedit.URL(ticket.URL))
}

// statusCell writes the state where nobody else wrote one.
func (w *writer) statusCell(row review.Row, f extract.Found) {
	c := f.Place.Status
	if !c.There {
		return
	}
	now := w.text(c.From, c.To)
	if now != "" && !w.shows(now, row.LastCell) {
		return
	}
	if now != "" && row.Cell == "" || row.Cell != "" && !w.shows(now, row.Cell) {
		w.edit(c.From, c.To, cell(w.report, row.Cell))
	}
	if row.Cell != "" {
		if w.done.Cells == nil {
			w.done.Cells = map[review.Key]string{}
		}
		w.done.Cells[row.Action] = row.Cell
	}
}
