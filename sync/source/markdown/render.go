package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
)

// maxCell is how many characters of a text a cell of our block shows.
const maxCell = 120

// render is our block, from its begin mark to its end mark; "": no actions,
// no block.
func render(r review.WriteBack, eol string) string {
	rows := shown(r.Rows)
	if len(rows) == 0 {
		return ""
	}
	lines := []string{
		strings.TrimRight("<!-- followthrough:begin "+string(r.Review)+" "+r.Digest, " ") + " -->",
		"## Follow-through", "", sentence(rows), "",
		"| Action | Team | Item | State |", "| --- | --- | --- | --- |",
	}
	for _, row := range rows {
		lines = append(lines, line(r, row, maxCell))
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
	state := withCommands(mdedit.Cut(mdedit.Line(stateText(row)), most+commands(row, most)), func(words string) string { return cell(r, words) })
	return "| " + strings.Join([]string{cell(r, cut(row.Title)), cell(r, cut(row.Team)), itemLink(row), state}, " | ") + " |"
}

// commandRE is a command of ours in words for people.
var commandRE = regexp.MustCompile("`followthrough [^`|\\\\]+`")

// longestCommand is how many characters of commands a cell holds beside its words.
const longestCommand = 300

// commands is how many characters more a row's state has for its commands: half of
// one is none. There are none where there is little room.
func commands(row review.Row, most int) int {
	n := 0
	for _, command := range commandRE.FindAllString(mdedit.Line(row.Reason), -1) {
		n += utf8.RuneCountInString(command)
	}
	if most < maxCell || n > longestCommand {
		return 0
	}
	return n
}

// withCommands writes words, and the commands in them as code: what makes a dash of
// two hyphens, or a link of an address, leaves code alone.
func withCommands(text string, write func(string) string) string {
	var b strings.Builder
	read := 0
	for _, at := range commandRE.FindAllStringIndex(text, -1) {
		b.WriteString(spaced(text[read:at[0]], write) + text[at[0]:at[1]])
		read = at[1]
	}
	return b.String() + spaced(text[read:], write)
}

// spaced writes words and keeps the blanks around them, which an edge of a cell
// has none of.
func spaced(text string, write func(string) string) string {
	words := strings.TrimSpace(text)
	if words == "" {
		return text
	}
	at := strings.Index(text, words)
	return text[:at] + write(words) + text[at+len(words):]
}

// cell is words in a cell.
func cell(r review.WriteBack, words string) string {
	if r.Words != nil {
		return r.Words(words)
	}
	return mdedit.Cell(words)
}

// shown leaves out the past: nothing is written of it.
func shown(rows []review.Row) []review.Row {
	var out []review.Row
	for _, row := range rows {
		if row.State != review.Past {
			out = append(out, row)
		}
	}
	return out
}

// sentence counts all but what was withdrawn.
func sentence(rows []review.Row) string {
	total, done, declined := 0, 0, 0
	for _, row := range rows {
		switch row.State {
		case review.Withdrawn:
			continue
		case review.Done:
			done++
		case review.Declined:
			declined++
		}
		total++
	}
	if total == 0 {
		return "No action is left in this review."
	}
	noun := "actions"
	if total == 1 {
		noun = "action"
	}
	text := fmt.Sprintf("%d of %d %s settled", done+declined, total, noun)
	var parts []string
	if done > 0 {
		parts = append(parts, fmt.Sprintf("%d done", done))
	}
	if declined > 0 {
		parts = append(parts, fmt.Sprintf("%d declined", declined))
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	return text + "."
}

// itemLink is the row's link; its title is the record of whose item it is.
func itemLink(row review.Row) string {
	if row.Item == nil {
		return ""
	}
	key := row.LinkKey
	if key == "" {
		key = row.Action
	}
	text := mdedit.Cut(mdedit.Line(row.Item.Key), maxCell)
	if row.Item.URL == "" {
		return mdedit.Cell(text)
	}
	if text == "" {
		text = mdedit.Cut(row.Item.URL, maxCell)
	}
	return mdedit.Link(text, row.Item.URL, string(key))
}

// stateText is the row's state in words, and its reason.
func stateText(row review.Row) string {
	words := row.State.Words()
	switch {
	case row.State == review.Soaking && !row.Until.IsZero():
		words = "soaking until " + row.Until.Format("2 Jan")
	case row.State == review.Unrouted && row.Team != "":
		words = "unclear"
	}
	if row.Reason != "" {
		words += ": " + row.Reason
	}
	return words
}
