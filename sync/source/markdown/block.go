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
			b.Rows = append(b.Rows, blockRows(p.GridOf(n))...)
		case *ast.HTMLBlock: // pandoc writes tables so for readers that know none
			for _, g := range p.HTMLGrids(n) {
				b.Rows = append(b.Rows, blockRows(g)...)
			}
		}
	}
	return b
}

func blockRows(g page.Grid) []review.BlockRow {
	var out []review.BlockRow
	for _, row := range g.Rows {
		if len(row.Cells) < 3 {
			continue
		}
		for _, s := range row.Cells[2].Spans {
			if s.Kind == page.Link && review.Key(s.Title).Valid() {
				said := ""
				if len(row.Cells) > 3 {
					said = row.Cells[3].Text
				}
				out = append(out, review.BlockRow{
					Action: review.Key(s.Title),
					Title:  strings.ReplaceAll(row.Cells[0].Text, "\u200b", ""), // a sign of ours, where @ means somebody
					Ticket: review.Ticket{Text: row.Cells[2].Text[s.From:s.To], URL: s.URL},
					State:  said,
				})
				break
			}
		}
	}
	return out
}
