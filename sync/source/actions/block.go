package actions

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

// blockOf reads our own section; nil: the document holds none that is whole.
func blockOf(m document.Marks) *review.Block {
	if m.From < 0 {
		return nil
	}
	b := &review.Block{Review: m.Review, Digest: m.Digest}
	for _, g := range m.Tables {
		readRows(b, g)
	}
	return b
}

// readRows adds the rows of a table that have a link, and whether any row asks
// about another review.
func readRows(b *review.Block, g *document.Grid) {
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
			if s.Kind == document.Link && review.Key(s.Title).Valid() {
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
