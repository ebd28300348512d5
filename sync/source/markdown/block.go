package markdown

import (
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/review"
)

// block reads our own section; nil: the document holds none that is whole.
func (p *page) block() *review.Block {
	m := p.marks
	if m.from < 0 {
		return nil
	}
	b := &review.Block{Review: m.review, Digest: m.digest}
	for n := m.begin.NextSibling(); n != nil && n != m.end; n = n.NextSibling() {
		if t, ok := n.(*extast.Table); ok {
			b.Rows = append(b.Rows, blockRows(p.gridOf(t))...)
		}
	}
	return b
}

func blockRows(g grid) []review.BlockRow {
	var out []review.BlockRow
	for _, row := range g.rows {
		if len(row.cells) < 3 {
			continue
		}
		for _, s := range row.cells[2].spans {
			if s.kind == spanLink && review.Key(s.title).Valid() {
				out = append(out, review.BlockRow{
					Action: review.Key(s.title),
					Title:  row.cells[0].text,
					Ticket: review.Ticket{Text: row.cells[2].text[s.from:s.to], URL: s.url},
				})
				break
			}
		}
	}
	return out
}
