package files

import (
	"regexp"
	"strings"
)

// A line is one marked line of a backlog file.
type line struct {
	stamp
	place  string
	number int // from 1
	// backlog says that the file is some team's.
	backlog bool
	says
}

var itemRE = regexp.MustCompile(`^([ \t>]*)([-*+]|[0-9]{1,9}[.)])(?:([ \t]+)|$)`)

// lines finds the marked lines of a document.
func lines(place, text string) []line {
	rows, _ := scan(text)
	var out []line
	var above headings
	ticks := ticksIn(rows)
	for i, r := range rows {
		if r.kind == heading {
			above.enter(r.level, r.heading)
		}
		if r.kind != prose || !strings.Contains(r.text, "followthrough:") {
			continue
		}
		found := markerRE.FindAllStringSubmatchIndex(r.text, -1)
		if len(found) == 0 {
			continue
		}
		around, at := paragraph(rows, i)
		spans := codeSpans(around)
		it := itemIn(wholeItem(rows, i), above, ticks[i])
		for _, m := range found {
			if s, ok := parseStamp(r.text[m[2]:m[3]]); ok && !inCode(around, spans, at+m[0]) {
				out = append(out, line{stamp: s, place: place, number: i + 1, says: it.read(s.Text)})
			}
		}
	}
	return out
}

// longestItem is how many rows on either side of a marker can belong to its
// item.
const longestItem = 10

// wholeItem joins the rows of the item whose marker stands in row i: editors
// wrap long lines.
func wholeItem(rows []row, i int) string {
	first := i
	for !itemRE.MatchString(rows[first].text) {
		if first == 0 || i-first == longestItem || rows[first-1].kind != prose {
			first = i
			break
		}
		first--
	}
	return joined(rows[first:end(rows, i)])
}

// paragraph joins the rows in which a code span around row i can stand, and
// tells where that row begins in them.
func paragraph(rows []row, i int) (text string, at int) {
	first := i
	for first > 0 && i-first < longestItem && rows[first-1].kind == prose && !startsBlock(rows[first].text) {
		first--
	}
	if first < i {
		at = len(joined(rows[first:i])) + 1
	}
	at -= len(rows[i].text) - len(strings.TrimLeft(rows[i].text, " \t"))
	return joined(rows[first:end(rows, i)]), at
}

// end is the row after the last that goes on with row i.
func end(rows []row, i int) int {
	last := i + 1
	for last < len(rows) && last-i <= longestItem && rows[last].kind == prose && !startsBlock(rows[last].text) {
		last++
	}
	return last
}

func joined(rows []row) string {
	parts := make([]string, len(rows))
	for i, r := range rows {
		parts[i] = strings.Trim(r.text, " \t")
	}
	return strings.Join(parts, " ")
}

// startsBlock tells whether a line begins something of its own rather than
// going on with the paragraph above.
func startsBlock(text string) bool {
	trimmed := strings.TrimLeft(text, " \t")
	return itemRE.MatchString(text) || strings.HasPrefix(trimmed, ">") || strings.HasPrefix(trimmed, "<") || strings.HasPrefix(trimmed, "|")
}
