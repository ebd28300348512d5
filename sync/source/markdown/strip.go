package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/extract"
	"github.com/followthrough/followthrough/sync/source/markdown/fields"
)

// Strip is the inverse of Annotate, and defines what is ours: the block with
// its blank line; in mode links, the link of each row's Item where it stands
// as we write it, a box as its row's order left it, and a cell that holds the
// row's Cell. The report holds what we wrote: a row whose line named its item
// itself has no Item, one whose box a person ticked no order. What can't be
// taken out stays.
func Strip(doc []byte, r review.WriteBack) []byte {
	rd := read(doc, extract.Settings{})
	if rd.page == nil || rd.page.Marks.Broken {
		return doc
	}
	w := &writer{doc: doc, reading: rd, report: r}
	if m := rd.page.Marks; m.From >= 0 {
		from, to := withOurBlankLine(doc, m.From, m.To)
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

// stripLinks takes our links out of every list item and cell of the document,
// and turns back the boxes beside them.
func (w *writer) stripLinks() {
	ours := map[written][]review.Row{}
	for _, row := range w.report.Rows {
		if row.Item != nil {
			l := written{mdedit.Line(row.Item.Key), strings.ReplaceAll(mdedit.URL(row.Item.URL), "&amp;", "&")}
			ours[l] = append(ours[l], row)
		}
	}
	p := w.reading.page
	_ = ast.Walk(p.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Parent() == p.Root && p.Ours(n) {
			return ast.WalkSkipChildren, nil
		}
		switch n.Kind() {
		case ast.KindListItem:
			if head := extract.HeadOf(n); head != nil {
				w.stripItem(ours, head)
			}
		case extast.KindTableCell:
			w.stripCell(ours, n)
		}
		return ast.WalkContinue, nil
	})
}

func (w *writer) stripItem(ours map[written][]review.Row, head ast.Node) {
	from, to := fields.Bounds(w.reading.page, head)
	m := ourLinkEnd.FindStringIndex(w.text(from, to))
	if m == nil {
		return
	}
	row, ok := takeRow(ours, w.text(from+m[0]+2, to-1))
	if !ok {
		return
	}
	w.edit(from+m[0], to, "")
	w.stripBox(row, w.reading.page.BoxAt(from))
}

// written is a link as people see it and as it leads, in whatever way it is
// escaped.
type written struct{ text, url string }

func takeRow(ours map[written][]review.Row, text string) (review.Row, bool) {
	m := ourLink.FindStringSubmatch(text)
	if m == nil {
		return review.Row{}, false
	}
	l := written{mdedit.Shown(m[1]), strings.ReplaceAll(m[2], "&amp;", "&")}
	rows := ours[l]
	if len(rows) == 0 {
		return review.Row{}, false
	}
	ours[l] = rows[1:]
	return rows[0], true
}

func (w *writer) stripBox(row review.Row, box int) {
	if box < 0 {
		return
	}
	sign := signAt(w.doc, box)
	switch {
	case row.Box == review.TickBox && sign == "x":
		w.edit(box, box+1, " ")
	case row.Box == review.UntickBox && sign == " ":
		w.edit(box, box+1, "x")
	}
}

func (w *writer) stripCell(ours map[written][]review.Row, n ast.Node) {
	c := w.reading.page.CellOf(n)
	if c.From < c.To {
		if _, ok := takeRow(ours, w.text(c.From, c.To)); ok {
			w.edit(c.From, c.To, "")
		}
	}
}

// stripCells takes our states out of status cells, and turns back the boxes
// of a table's rows and of all that has no link.
func (w *writer) stripCells() {
	for _, row := range w.report.Rows {
		if row.Index < 0 || row.Index >= len(w.reading.found) {
			continue
		}
		f := w.reading.found[row.Index]
		if c := f.Place.Status; c.There && row.Cell != "" && shows(w.text(c.From, c.To), row.Cell) {
			w.edit(c.From, c.To, "")
		}
		if row.Item == nil || f.Place.Form == extract.FormRow || f.Place.Form == extract.FormHTML {
			w.stripBox(row, f.Place.Box)
		}
	}
}
