package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
)

// block reads our own section; nil: the document holds none that is whole.
func blockOf(p *page.Page) *review.Block {
	m := p.Marks
	if m.From < 0 {
		return nil
	}
	b := &review.Block{Review: m.Review, Digest: m.Digest}
	for n := m.Begin.NextSibling(); n != nil && n != m.End; n = n.NextSibling() {
		switch n := n.(type) {
		case *extast.Table:
			readRows(b, p.GridOf(n))
		case *ast.HTMLBlock: // pandoc writes tables so for readers that know none
			for _, g := range p.HTMLGrids(n) {
				readRows(b, g)
			}
		}
	}
	return b
}

// readRows adds the rows of a table that have a link, and whether any row asks
// about another review.
func readRows(b *review.Block, g page.Grid) {
	for _, row := range g.Rows {
		if len(row.Cells) < 3 {
			continue
		}
		said := ""
		if len(row.Cells) > 3 {
			said = row.Cells[3].Text
		}
		b.Twin = b.Twin || strings.Contains(said, review.TwinOf)
		for _, s := range row.Cells[2].Spans {
			if s.Kind == page.Link && review.Key(s.Title).Valid() {
				b.Rows = append(b.Rows, review.BlockRow{
					Action: review.Key(s.Title),
					Title:  strings.ReplaceAll(row.Cells[0].Text, "\u200b", ""), // a sign of ours, where @ means somebody
					Ticket: review.Ticket{Text: row.Cells[2].Text[s.From:s.To], URL: s.URL},
					State:  said,
				})
				break
			}
		}
	}
}
