package files

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
)

// A way is where an item is added.
type way int

const (
	inList    way = iota // to the section's list, or a new one at its end
	inSection            // to a new list at the section's end
	atEnd                // under a heading of ours further down, made at the file's end
)

// ways are all of them, the best first.
var ways = []way{inList, inSection, atEnd}

// appendItem adds one item under a heading. List and heading are made where
// they are not there. Every other byte stays; a text without a final newline
// is left without one.
func appendItem(text, section, item string, way way) (string, error) {
	rows, open := scan(text)
	eol := lineEnd(text)
	from, to, found := body(rows, section)
	if way == atEnd && found {
		from, to, found = lastBody(rows, section, from)
		way = inList
	}
	if !found {
		if open != "" {
			return "", fmt.Errorf("%w: it ends inside %s", errNoPlace, open)
		}
		return joinEnd(text, eol, headingOf(section)+eol+eol+"- [ ] "+item), nil
	}
	if last, loose := lastItem(rows, from, to); way == inList && last.end > 0 {
		line := last.lead + "[ ] " + item
		if loose {
			line = eol + line
		}
		return insert(text, offset(rows, last.end, text), eol, line), nil
	}
	return newList(text, rows, from, to, open, eol, "- [ ] "+item)
}

// headingOf is the line of a heading of ours. Signs like those that begin it
// would end it.
func headingOf(section string) string {
	text := mdedit.Escape(section)
	if rest := strings.TrimRight(text, "#"); strings.HasSuffix(rest, " ") {
		text = rest + `\` + text[len(rest):]
	}
	return "## " + text
}

// body is the range of rows that follow the section's heading up to the next
// heading of any level.
func body(rows []row, section string) (from, to int, found bool) {
	want := review.Normalise(section)
	for i, r := range rows {
		switch {
		case r.kind == heading && found:
			return from, i, true
		case r.kind == heading && !found && review.Normalise(plain(r.heading)) == want:
			from, found = i+1, true
		}
	}
	return from, len(rows), found
}

// lastBody is the range under the last heading of that name, if that is
// another one than that whose body begins at first.
func lastBody(rows []row, section string, first int) (from, to int, found bool) {
	from = first
	for {
		next, end, ok := body(rows[from:], section)
		if !ok {
			return from, to, from != first
		}
		from, to = from+next, from+end
	}
}

// newList begins a list at the end of a section that has none.
func newList(text string, rows []row, from, to int, open, eol, line string) (string, error) {
	if to == len(rows) && open != "" {
		return "", fmt.Errorf("%w: it ends inside %s", errNoPlace, open)
	}
	if to < len(rows) && setext(rows[to]) {
		to--
	}
	for to > from && rows[to-1].kind == blank {
		to--
	}
	if to == len(rows) {
		return joinEnd(text, eol, line), nil
	}
	line = eol + line
	if rows[to].kind != blank {
		line += eol
	}
	return insert(text, offset(rows, to, text), eol, line), nil
}

func setext(r row) bool {
	return r.kind == heading && !strings.HasPrefix(strings.TrimSpace(r.text), "#")
}

// listItem is the last top-level item of a section.
type listItem struct {
	lead string // indentation, bullet and space of the item that follows it
	end  int    // the row after its last
}

// lastItem finds the last top-level task, else the last top-level item, of
// the rows; loose: its list has blank lines between items.
func lastItem(rows []row, from, to int) (last listItem, loose bool) {
	task := false
	for i := from; i < to; i++ {
		m := itemRE.FindStringSubmatch(rows[i].text)
		if rows[i].kind != prose || m == nil || strings.Contains(m[1], ">") || columns(m[1]) > 3 {
			continue
		}
		end := itemEnd(rows, i, to, columns(m[0]))
		isTask := boxRE.MatchString(rows[i].text)
		if isTask || !task {
			loose = last.end > 0 && last.end < i
			last, task = listItem{lead: m[1] + follow(m[2]) + spaceAfter(m[3]), end: end}, isTask
		}
		i = end - 1
	}
	return last, loose
}

// itemEnd is the row after the item that begins in row i: indented rows, rows
// that go on with its paragraph, and blank ones between.
func itemEnd(rows []row, i, to, content int) int {
	end := i + 1
	for j := i + 1; j < to; j++ {
		r := rows[j]
		indented := indent(r.text) >= min(content, 2)
		switch {
		case r.kind == blank:
			continue
		case indented, r.kind == code && j == end && rows[j-1].kind == code, r.kind == prose && j == end && rows[j-1].kind == prose && !startsBlock(r.text):
			end = j + 1
		default:
			return end
		}
	}
	return end
}

// follow is the bullet after this one.
func follow(bullet string) string {
	n, err := strconv.Atoi(bullet[:len(bullet)-1])
	if err != nil {
		return bullet
	}
	return strconv.Itoa(n+1) + bullet[len(bullet)-1:]
}

func spaceAfter(space string) string {
	if space == "" || columns(space) > 4 {
		return " "
	}
	return space
}

// columns is how wide white space and signs are, a tab reaching to the next
// multiple of four.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if r == '\t' {
			n += 4 - n%4
		} else {
			n++
		}
	}
	return n
}

// offset is where row i begins.
func offset(rows []row, i int, text string) int {
	if i < len(rows) {
		return rows[i].start
	}
	return len(text)
}

// insert puts whole lines at a line's beginning.
func insert(text string, at int, eol, lines string) string {
	if at == len(text) && !strings.HasSuffix(text, "\n") {
		return text + eol + lines
	}
	return text[:at] + lines + eol + text[at:]
}

// joinEnd appends lines after one blank line.
func joinEnd(text, eol, lines string) string {
	switch trimmed := strings.TrimSuffix(text, "\ufeff"); {
	case trimmed == "":
		return text + lines + eol
	case strings.HasSuffix(text, "\n"+eol), text == eol:
		return text + lines + eol
	case strings.HasSuffix(text, "\n"):
		return text + eol + lines + eol
	}
	return text + eol + eol + lines
}

func lineEnd(text string) string {
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
