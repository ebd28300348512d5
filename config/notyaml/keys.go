package notyaml

import (
	"fmt"
	"regexp"
	"strings"
)

// How keys and entries are written, and under each other.

var (
	firstWord  = regexp.MustCompile(`^\s*(?:- )?([\w-]+)(?:\s|$)`)
	keyOf      = regexp.MustCompile(`^(\s*)((?:- +)*)(["']?[\w./-]+["']?:)(?:\s|$)`)
	plainEntry = regexp.MustCompile(`^(\s*)(- +)\S`)
	nextColon  = regexp.MustCompile(`:(?:\s|$)`)
	blockStart = regexp.MustCompile(`[|>][+-]?\d?\s*$`)
)

// Hyphen is said of an entry without the blank behind its hyphen.
const Hyphen = "a blank is missing behind the hyphen: an entry of a list begins with - and a blank"

// textBlock is a text of several lines that is not indented.
func textBlock(s spot) Cause {
	if s.line < 2 || !blockStart.MatchString(s.lines[s.line-2]) || keyOf.MatchString(s.text) {
		return Cause{}
	}
	return s.at(s.column, "the text below | or > has to be indented further than its key")
}

// keyWithoutColon is a line that holds no colon where a key has to stand.
func keyWithoutColon(s spot) Cause {
	m := firstWord.FindStringSubmatchIndex(s.text)
	if m == nil || nextColon.MatchString(s.text) || s.entry() {
		return Cause{}
	}
	return s.at(column(s.text, m[3]), "a colon is missing behind the key: write key: value")
}

// entry tells whether the line is an entry of a list.
func (s spot) entry() bool { return strings.HasPrefix(strings.TrimLeft(s.text, " "), "- ") }

// secondColon is a value with a colon and a blank in it.
func secondColon(s spot) Cause {
	m := keyOf.FindStringIndex(s.text)
	if m == nil || !s.says("mapping value") {
		return Cause{}
	}
	value := strings.TrimLeft(s.text[m[1]:], " ")
	if value == "" || strings.ContainsAny(value[:1], `"'#`) || !nextColon.MatchString(value) {
		return Cause{}
	}
	return s.at(column(s.text, len(s.text)-len(value)), "a second colon with a blank behind it stands in this line: put the value in quotes, '…: …'")
}

// belowText is a key below an entry that is a text: mostly the entry stands too far
// to the left.
func belowText(s spot) Cause {
	for entry := max(1, s.line-1); entry <= min(s.line, len(s.lines)-1) && len(s.open) == 0; entry++ {
		text, below := s.lines[entry-1], s.lines[entry]
		m := plainEntry.FindStringSubmatch(text)
		if m == nil || nextColon.MatchString(text) || !keyOf.MatchString(below) || len(below)-len(strings.TrimLeft(below, " ")) <= len(m[1]) {
			continue
		}
		return Cause{"keys stand below this entry, which is a text and has none: the entries of a list begin at least as far to the right as the key that they belong to", entry, 1 + len(m[1])}
	}
	return Cause{}
}

// indentation is a key or an entry that begins in no column in which one above
// it does.
func indentation(s spot) Cause {
	indent := len(s.text) - len(strings.TrimLeft(s.text, " "))
	above := columns(s.lines[:s.line-1])
	if len(above) == 0 {
		return Cause{}
	}
	nearest := above[len(above)-1]
	for i := len(above) - 1; i >= 0; i-- {
		if above[i].column == indent {
			return s.amongEntries(above[i], indent)
		}
		if distance(above[i].column, indent) < distance(nearest.column, indent) {
			nearest = above[i]
		}
	}
	return s.at(indent+1, fmt.Sprintf("it begins in column %d, and %s in line %d in column %d: what belongs together begins in one column, in spaces",
		indent+1, nearest.key, nearest.line, nearest.column+1))
}

// amongEntries is a key that begins in the column of a list's hyphens.
func (s spot) amongEntries(above place, indent int) Cause {
	if above.key != theHyphen || s.entry() {
		return Cause{}
	}
	return s.at(indent+1, fmt.Sprintf("it begins below the hyphen of line %d, so it belongs to no entry: a key of the entry begins below the entry's first key", above.line))
}

// theHyphen is the name of an entry's place.
const theHyphen = "the hyphen"

// place is where a key or an entry begins.
type place struct {
	key          string
	line, column int // the line from 1, the column from 0
}

// columns are the places in which the next line may go on, the outermost first.
func columns(lines []string) (open []place) {
	for i, text := range lines {
		m := keyOf.FindStringSubmatch(text)
		if m == nil {
			if m = plainEntry.FindStringSubmatch(text); m == nil {
				continue
			}
		}
		at := len(m[1])
		for len(open) > 0 && open[len(open)-1].column >= at {
			open = open[:len(open)-1]
		}
		if m[2] != "" {
			open = append(open, place{theHyphen, i + 1, at})
			at += len(m[2])
		}
		if len(m) > 3 {
			open = append(open, place{m[3], i + 1, at})
		}
	}
	return open
}

func distance(a, b int) int { return max(a-b, b-a) }
