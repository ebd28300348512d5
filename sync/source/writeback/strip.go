package writeback

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Strip is the inverse of Annotate, and defines what is ours: the block with
// what set it apart; in mode links, the link of each row's Item where it stands
// as we write it, a box as its row's order left it, and a cell that holds the
// row's Cell, in whose places come back what the row's Was says. The write-back holds
// what we wrote: a row whose line named its item itself has no Item, one whose box a
// person ticked no order. What can't be taken out stays.
func Strip(doc []byte, r review.WriteBack, f Format) []byte {
	rd := f.Read(doc)
	if rd.Unreadable != "" || rd.Marks.Broken {
		return doc
	}
	w := &writer{Reading: rd, doc: doc, report: r, format: f}
	if m := rd.Marks; m.From >= 0 {
		from, to := f.Extent(doc, m.From, m.To)
		w.edit(from, to, "")
	}
	if slices.Contains(r.Modes, review.ModeLinks) {
		w.stripLinks()
		w.stripCells()
	}
	out, err := mdedit.Apply(doc, w.edits)
	if err != nil {
		return doc
	}
	return out
}

// written is a link as people see it and as it leads, in whatever way that is
// escaped.
type written struct{ text, url string }

func writtenAs(l Link) written { return written{l.Text, strings.ReplaceAll(l.URL, "&amp;", "&")} }

// stripLinks takes our links out of every list item and cell of the document,
// and turns back the boxes beside them.
func (w *writer) stripLinks() {
	ours := map[written][]review.Row{}
	for _, row := range w.report.Rows {
		if row.Item != nil {
			for _, l := range w.format.Links(w.format.Link(row.Item.Key, row.Item.URL, "")) {
				ours[writtenAs(l)] = append(ours[writtenAs(l)], row)
			}
		}
	}
	take := func(l Link) (review.Row, bool) {
		k := writtenAs(l)
		if len(ours[k]) == 0 {
			return review.Row{}, false
		}
		row := ours[k][0]
		ours[k] = ours[k][1:]
		return row, true
	}
	document.Walk(w.Blocks, func(b *document.Block) bool {
		if head := b.Head(); b.Kind == document.Item && head != nil {
			l, ok := w.linkAtEnd(w.text(head.From, head.To))
			if !ok {
				return true
			}
			if row, ok := take(l); ok {
				w.edit(head.From+l.From-len(" ("), head.To, "")
				w.stripBox(row, head.Box)
			}
		}
		if b.Grid != nil && !b.Grid.Fixed {
			w.stripRow(b.Grid.Head, take)
			for _, row := range b.Grid.Rows {
				w.stripRow(row.Cells, take)
			}
		}
		return true
	})
}

// stripRow takes our links out of a row's cells.
func (w *writer) stripRow(cells []document.Cell, take func(Link) (review.Row, bool)) {
	for _, at := range cells {
		if l, ok := w.linkAlone(w.text(at.From, at.To)); ok {
			if row, ok := take(l); ok {
				w.edit(at.From, at.To, row.Was.Ticket)
			}
		}
	}
}

func (w *writer) stripBox(row review.Row, box int) {
	if box < 0 {
		return
	}
	switch sign := w.Sign(box); {
	case row.Box == review.TickBox && sign == "x", row.Box == review.UntickBox && sign == " ":
		w.edits = append(w.edits, w.SetBox(box, sign == " ")...)
	}
}

// stripCells takes our states out of status cells, and turns back the boxes
// of a table's rows and of all that has no link.
func (w *writer) stripCells() {
	for _, row := range w.report.Rows {
		if row.Index < 0 || row.Index >= len(w.Found) {
			continue
		}
		f := w.Found[row.Index]
		if c := f.Place.Status; c.There && row.Cell != "" && w.format.Shown(w.text(c.From, c.To)) == mdedit.Line(row.Cell) {
			w.edit(c.From, c.To, row.Was.Status)
		}
		if row.Item == nil || f.Place.Form == actions.FormRow || f.Place.Form == actions.FormHTML {
			w.stripBox(row, f.Place.Box)
		}
	}
}
