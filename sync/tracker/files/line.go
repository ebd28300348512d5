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
	says
}

var itemRE = regexp.MustCompile(`^([ \t>]*)([-*+]|[0-9]{1,9}[.)])(?:([ \t]+)|$)`)

// lines finds the marked lines of a document.
func lines(place, text string) []line {
	rows, _ := scan(text)
	var out []line
	var above headings
	for i, r := range rows {
		if r.kind == heading {
			above.enter(r.level, r.heading)
		}
		if r.kind != prose || !strings.Contains(r.text, "followthrough:") {
			continue
		}
		for _, m := range markerRE.FindAllStringSubmatchIndex(r.text, -1) {
			s, ok := parseStamp(r.text[m[2]:m[3]])
			if !ok || inCode(r.text[:m[0]]) {
				continue
			}
			out = append(out, line{stamp: s, place: place, number: i + 1, says: read(wholeItem(rows, i), above)})
		}
	}
	return out
}

// inCode tells whether a code span is open at the end of before.
func inCode(before string) bool {
	before = strings.NewReplacer(`\\`, "", "\\`", "").Replace(before)
	return strings.Count(before, "`")%2 == 1
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
	last := i
	for last+1 < len(rows) && last-i < longestItem && rows[last+1].kind == prose && !startsBlock(rows[last+1].text) {
		last++
	}
	var parts []string
	for _, r := range rows[first : last+1] {
		parts = append(parts, strings.TrimSpace(r.text))
	}
	return strings.Join(parts, " ")
}

// startsBlock tells whether a line begins something of its own rather than
// going on with the paragraph above.
func startsBlock(text string) bool {
	trimmed := strings.TrimLeft(text, " \t")
	return itemRE.MatchString(text) || strings.HasPrefix(trimmed, ">") || strings.HasPrefix(trimmed, "<") || strings.HasPrefix(trimmed, "|")
}
