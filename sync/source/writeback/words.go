package writeback

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
)

// MaxCell is how many characters of a text a cell of our block shows.
const MaxCell = 120

// Shown leaves out the past: nothing is written of it.
func Shown(rows []review.Row) []review.Row {
	var out []review.Row
	for _, row := range rows {
		if row.State != review.Past {
			out = append(out, row)
		}
	}
	return out
}

// State is the row's state in words with its reason, cut to so many characters,
// its words written by write and the commands in them as they are.
func State(row review.Row, most int, write, command func(string) string) string {
	return withCommands(mdedit.Cut(mdedit.Line(stateText(row)), most+commands(row, most)), write, command)
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
	if most < MaxCell || n > longestCommand {
		return 0
	}
	return n
}

// withCommands writes words, and the commands in them as code: what makes a dash of
// two hyphens, or a link of an address, leaves code alone.
func withCommands(text string, write, command func(string) string) string {
	var b strings.Builder
	read := 0
	for _, at := range commandRE.FindAllStringIndex(text, -1) {
		b.WriteString(spaced(text[read:at[0]], write) + command(text[at[0]:at[1]]))
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

// Said is what stands above the rows: where the actions stand, how many lines were
// left alone, and how many are held since they are read as actions only now.
func Said(r review.WriteBack) string {
	said := sentence(Shown(r.Rows))
	switch n := r.LeftAlone; {
	case n == 1:
		said += " followthrough was not sure about 1 line and left it alone: (action) or (no action) behind it says which it is."
	case n > 1:
		said += fmt.Sprintf(" followthrough was not sure about %d lines and left them alone: (action) or (no action) behind each says which it is.", n)
	}
	switch n := r.NewlyRead; {
	case n == 1:
		said += " 1 more line is read as an action only now: it is held until a person says yes."
	case n > 1:
		said += fmt.Sprintf(" %d more lines are read as actions only now: they are held until a person says yes.", n)
	}
	return said
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

// ItemLink are the words of the link to a row's item, whose address is url ("": it
// can't be linked), and the link's title: the record of whose item it is.
func ItemLink(row review.Row, url string) (words, title string) {
	words = cmp.Or(mdedit.Cut(mdedit.Line(row.Item.Key), MaxCell), mdedit.Cut(url, MaxCell))
	return words, string(cmp.Or(row.LinkKey, row.Action))
}
