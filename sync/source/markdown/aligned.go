package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// A table whose columns stand under each other, as prettier sets them, is kept so:
// what is written into a cell moves the blanks of its column. That is undone as
// exactly, since the blanks follow from the words. Any other table keeps its blanks.

// piped is a table in the source: lines that begin and end with a bar.
type piped struct {
	from, to int
	lines    []string
}

// realigned is after, which was made of before by writing into it, with the tables
// that were aligned aligned again. One that became so by chance is as it was, for it
// could not be told what to take out of it again.
func realigned(before, after []byte) []byte {
	if bytes.Equal(before, after) || !bytes.Contains(before, []byte("|")) {
		return after
	}
	old, now := pipedIn(string(before)), pipedIn(string(after))
	if len(old) != len(now) {
		return after
	}
	var b bytes.Buffer
	read := 0
	for i, t := range now {
		text := t.text()
		switch was := old[i].text(); {
		case was == text:
			continue
		case old[i].aligned() == was:
			text = t.aligned()
		case t.aligned() == text:
			text = was
		}
		b.Write(after[read:t.from])
		b.WriteString(text)
		read = t.to
	}
	b.Write(after[read:])
	return b.Bytes()
}

func (t piped) text() string { return strings.Join(t.lines, "") }

// ruleRE is the line below a table's header.
var ruleRE = regexp.MustCompile(`^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+$`)

// pipedIn are the tables of a document but for those of our blocks.
func pipedIn(doc string) []piped {
	var out []piped
	var t piped
	at := 0
	end := func() {
		if len(t.lines) > 1 && ruleRE.MatchString(withoutEnd(t.lines[1])) && !strings.HasPrefix(t.lines[0], "| Action | Team | Item | State |") {
			out = append(out, t)
		}
		t = piped{}
	}
	for l := range strings.Lines(doc) {
		words := strings.TrimLeft(withoutEnd(l), " \t")
		if len(words) > 1 && words[0] == '|' && words[len(words)-1] == '|' {
			if t.lines == nil {
				t.from = at
			}
			t.lines, t.to = append(t.lines, l), at+len(l)
		} else {
			end()
		}
		at += len(l)
	}
	end()
	return out
}

func withoutEnd(line string) string { return strings.TrimRight(line, "\r\n") }

// aligned is the table with its columns under each other; "": it has rows of
// different lengths or indents.
func (t piped) aligned() string {
	rows := make([][]string, len(t.lines))
	var widths []int
	indent := t.lines[0][:strings.IndexByte(t.lines[0], '|')]
	for i, l := range t.lines {
		rest, ok := strings.CutPrefix(withoutEnd(l), indent+"|")
		rows[i] = cellsOf(rest)
		if !ok || len(rows[i]) != len(rows[0]) {
			return ""
		}
		for c, text := range rows[i] {
			if i == 0 {
				widths = append(widths, 3)
			}
			if i != 1 {
				widths[c] = max(widths[c], columnsOf(text))
			}
		}
	}
	var b strings.Builder
	for i, row := range rows {
		b.WriteString(indent + "|")
		for c, text := range row {
			b.WriteString(" " + padded(text, rows[1][c], widths[c], i == 1) + " |")
		}
		b.WriteString(t.lines[i][len(withoutEnd(t.lines[i])):])
	}
	return b.String()
}

// cellsOf are the cells of a row behind its first bar.
func cellsOf(row string) []string {
	var out []string
	from := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			out = append(out, strings.Trim(row[from:i], " \t"))
			from = i + 1
		}
	}
	return out
}

// padded is a cell as wide as its column, whose line below the header is rule.
func padded(text, rule string, wide int, isRule bool) string {
	left, right := strings.HasPrefix(rule, ":"), strings.HasSuffix(rule, ":")
	if isRule {
		text = strings.Repeat("-", wide)
		if left {
			text = ":" + text[1:]
		}
		if right {
			text = text[:wide-1] + ":"
		}
		return text
	}
	blanks, before := wide-columnsOf(text), 0
	switch {
	case left && right:
		before = blanks / 2
	case right:
		before = blanks
	}
	return strings.Repeat(" ", before) + text + strings.Repeat(" ", blanks-before)
}

// columnsOf is how many columns of a screen a text takes.
func columnsOf(text string) int {
	n := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me), unicode.IsControl(r):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
