package notyaml

import (
	"strings"
)

// Cause is what is wrong, and where.
type Cause struct {
	Text         string // what is wrong, and what mends it; no value of the file stands in it
	Line, Column int    // from 1
}

// Why is the likely cause of what a parser says of a file. message is its own
// word for it, which tells apart what the place alone does not.
func Why(data []byte, message string, line, column int) Cause {
	s := newSpot(data, message, line, column)
	for _, judge := range causes() {
		if c := judge(s); c.Text != "" {
			if c.Line == 0 {
				c.Line, c.Column = s.line, s.column
			}
			return c
		}
	}
	return Cause{"it can't be read from here on: look for what is not closed, not indented alike, or needs quotes, in this line and the one above", s.line, s.column}
}

// causes are asked in this order: first what the file is instead, then what
// is seen in a line whatever else is wrong with it, then what needs a look at
// the lines above.
func causes() []func(spot) Cause {
	return []func(spot) Cause{
		page, conflict, fence, template, variable,
		tab, blank, lookAlike, comment, otherLanguage,
		openQuote, escape, reserved, behindQuote, brackets,
		hyphen, keyWithoutBlank, textBlock, keyWithoutColon, secondColon, curly,
		belowText, indentation, emptyKey, anyTab,
	}
}

// spot is where a parser stopped.
type spot struct {
	lines        []string
	message      string
	line, column int // from 1
	text         string
	runes        []rune // of text
	open         []bracket
}

func newSpot(data []byte, message string, line, column int) spot {
	s := spot{lines: strings.Split(string(data), "\n"), message: message, line: line, column: max(1, column)}
	s.line = min(max(1, s.line), len(s.lines))
	s.text = s.lines[s.line-1]
	s.runes = []rune(s.text)
	s.open = openBefore(s.lines, s.line, s.column)
	return s
}

// at is a cause at a place in the line where the parser stopped.
func (s spot) at(column int, text string) Cause { return Cause{text, s.line, column} }

// rune is the sign at a column; 0: there is none.
func (s spot) rune(column int) rune {
	if column < 1 || column > len(s.runes) {
		return 0
	}
	return s.runes[column-1]
}

// says tells whether the parser's message holds one of these words.
func (s spot) says(words ...string) bool {
	for _, w := range words {
		if strings.Contains(s.message, w) {
			return true
		}
	}
	return false
}

// column is the column of a byte of a line.
func column(line string, at int) int { return 1 + len([]rune(line[:at])) }
