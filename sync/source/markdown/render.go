package markdown

import (
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// render is our block, from its begin mark to its end mark; "": no actions,
// no block.
func render(r review.WriteBack, eol string) string {
	rows := writeback.Shown(r.Rows)
	if len(rows) == 0 {
		return ""
	}
	lines := []string{
		strings.TrimRight("<!-- followthrough:begin "+string(r.Review)+" "+r.Digest, " ") + " -->",
		"## Follow-through", "", writeback.Said(r), "",
		"| Action | Team | Item | State |", "| --- | --- | --- | --- |",
	}
	for _, row := range rows {
		lines = append(lines, line(r, row, writeback.MaxCell))
	}
	lines = append(lines, "", "<!-- followthrough:end -->")
	if r.Room > 0 && room(lines, eol) > r.Room {
		lines = shorter(lines[:headLines], r, rows, eol)
	}
	return strings.Join(lines, eol)
}

// headLines are those above the rows.
const headLines = 7

// line is one row, its words cut.
func line(r review.WriteBack, row review.Row, most int) string {
	cut := func(text string) string { return mdedit.Cut(mdedit.Line(text), most) }
	state := writeback.State(row, most, func(words string) string { return cell(r, words) }, func(command string) string { return command })
	return "| " + strings.Join([]string{cell(r, cut(row.Title)), cell(r, cut(row.Team)), itemLink(row), state}, " | ") + " |"
}

// cell is words in a cell.
func cell(r review.WriteBack, words string) string {
	if r.Words != nil {
		return r.Words(words)
	}
	return mdedit.Cell(words)
}

// itemLink is the row's link.
func itemLink(row review.Row) string {
	if row.Item == nil {
		return ""
	}
	words, title := writeback.ItemLink(row, row.Item.URL)
	if row.Item.URL == "" {
		return mdedit.Cell(words)
	}
	return mdedit.Link(words, row.Item.URL, title)
}
