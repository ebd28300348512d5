package markdown

import (
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// comment is words that a document's readers don't see, as it takes them.
type comment func(words string) string

func htmlComment(words string) string { return "<!-- " + words + " -->" }

// jsComment is one of MDX, in which one of HTML is a mistake.
func jsComment(words string) string { return "{/* " + words + " */}" }

// head is our block down to its rows: the marks, and that prettier leaves the table,
// whose columns it would set under each other, as it is.
func (c comment) head(r review.WriteBack) []string {
	return []string{
		c(strings.TrimRight("followthrough:begin "+string(r.Review)+" "+r.Digest, " ")), "",
		"## Follow-through", "", writeback.Said(r), "",
		c("prettier-ignore"), "| Action | Team | Item | State |", "| --- | --- | --- | --- |",
	}
}

// tail is what follows the rows.
func (c comment) tail() []string { return []string{"", c("followthrough:end")} }

// render is our block, from its begin mark to its end mark; "": no actions,
// no block.
func (c comment) render(r review.WriteBack, eol string) string {
	rows := writeback.Shown(r.Rows)
	if len(rows) == 0 {
		return ""
	}
	lines := c.head(r)
	for _, row := range rows {
		lines = append(lines, line(r, row, writeback.MaxCell))
	}
	lines = append(lines, c.tail()...)
	if r.Room > 0 && room(lines, eol) > r.Room {
		lines = c.shorter(r, rows, eol)
	}
	return strings.Join(lines, eol)
}

// line is one row, its words cut.
func line(r review.WriteBack, row review.Row, most int) string {
	words := func(words string) string { return cell(r, words) }
	title := writeback.Title(row, most, words, func(code string) string { return inCode(r, code) })
	state := writeback.State(row, most, words, func(command string) string { return inCode(r, strings.Trim(command, "`")) })
	return "| " + strings.Join([]string{title, words(mdedit.Cut(mdedit.Line(row.Team), most)), itemLink(row), state}, " | ") + " |"
}

// cell is words in a cell.
func cell(r review.WriteBack, words string) string {
	if r.Words != nil {
		return r.Words(words)
	}
	return mdedit.Cell(words)
}

// inCode is code in a cell. What would end it, and what Jekyll, Hugo and Quarto
// take for theirs in code, too, is written as words.
func inCode(r review.WriteBack, code string) string {
	live := strings.ContainsAny(code, "`|\n") || strings.Contains(code, "{{") || strings.Contains(code, "{%") || strings.HasPrefix(code, "{")
	if live || strings.TrimSpace(code) != code || code == "" {
		return cell(r, code)
	}
	return "`" + code + "`"
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
