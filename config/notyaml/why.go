package notyaml

import (
	"regexp"
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
	const toml = "a section in brackets is TOML: YAML writes the key with a colon, and below it, indented, what belongs to it"
	return []func(spot) Cause{
		page,
		seen(everywhere, `^(?:<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)`, "this is a mark of a merge conflict: keep one of the two sides, and take out the lines with <<<<<<<, ======= and >>>>>>>"),
		seen(everywhere, "^```", "``` is Markdown's mark around code: take such lines out"),
		seen(here, `\{[{%]`, Template),
		variable,
		seen(around, `^ *(\t)`, "a tab stands in the indentation: indent with spaces (many editors show both alike)"),
		seen(here, `-(\t)`, "a tab stands behind the hyphen: write one blank"),
		blank,
		seen(here, `^ *([–—•−‐‑])`, "%s is no hyphen: an entry of a list begins with - and a blank"),
		seen(here, `[：﹕∶]`, "%s is no colon: write : and a blank"),
		seen(here, `^ *(//|/\*|;|--(?:[^-]|$))`, "a comment begins with # in YAML"),
		outside(seen(hereOrAbove, `^\s*\[\[?[\w.-]+\]\]?\s*$`, toml)), // a list in brackets above is read as one
		seen(here, `^\s*(?:- )?[\w.-]+()\s*=(?:\s|$)`, "YAML writes a key with a colon and a blank, and not with ="),
		openQuote, escape, reserved, behindQuote, brackets,
		outside(seen(hereOrAbove, `^\s*(-)[^\s-]`, Hyphen)),
		outside(seen(here, `^\s*(?:- )?["']?[\w.-]+["']?:([^\s/:])`, "a blank is missing behind the colon: write key: value")),
		textBlock, outside(keyWithoutColon), outside(secondColon),
		seen(here, `[“”„‘’]`, Curly),
		belowText, indentation,
		seen(hereOrBelow, `^ *([:?] )`, "a key is missing before the colon: write key: value"),
		seen(hereOrAbove, `\t`, "a tab stands here: write a space in its place"),
	}
}

// The lines that are looked at, in this order, from where the parser stopped: it
// may stop a line off.
func everywhere(s spot) (lines []int) {
	for i := range s.lines {
		lines = append(lines, i+1)
	}
	return lines
}
func here(s spot) []int        { return []int{s.line} }
func hereOrAbove(s spot) []int { return []int{s.line, s.line - 1} }
func hereOrBelow(s spot) []int { return []int{s.line, s.line + 1} }
func around(s spot) []int      { return []int{s.line, s.line - 1, s.line + 1} }

// seen is a cause that shows in a line: in its first group, if it has one. What
// is found there stands for %s in the text.
func seen(in func(spot) []int, what, text string) func(spot) Cause {
	return func(s spot) Cause {
		sign := regexp.MustCompile(what)
		for _, line := range in(s) {
			if line < 1 || line > len(s.lines) {
				continue
			}
			if m := sign.FindStringSubmatchIndex(s.lines[line-1]); m != nil {
				at := m[len(m)-2:]
				return Cause{strings.ReplaceAll(text, "%s", s.lines[line-1][at[0]:at[1]]), line, column(s.lines[line-1], at[0])}
			}
		}
		return Cause{}
	}
}

// outside is a cause that counts where no bracket is open.
func outside(judge func(spot) Cause) func(spot) Cause {
	return func(s spot) Cause {
		if len(s.open) > 0 {
			return Cause{}
		}
		return judge(s)
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
