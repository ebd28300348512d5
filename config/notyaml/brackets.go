package notyaml

import (
	"fmt"
	"strings"
	"unicode"
)

// bracket is one that is open.
type bracket struct {
	sign         rune
	line, column int
}

// openBefore are the brackets that are open before a place.
func openBefore(lines []string, line, column int) []bracket { return scanTo(lines, line, column).open }

func scanTo(lines []string, line, column int) (s scan) {
	for i, line := range lines[:line-1] {
		s.read([]rune(line), i+1)
	}
	last := []rune(lines[line-1])
	s.read(last[:min(column-1, len(last))], line)
	return s
}

// scan follows brackets and quotes, as far as that needs no parser: a quote or
// bracket counts where a value begins.
type scan struct {
	open  []bracket
	quote rune
	mixed Cause // the first bracket that meets another kind
	// closed is the column of the first quote that closed another.
	closed int
}

func (s *scan) read(text []rune, line int) {
	begins := true // a value may begin here
	for i := 0; i < len(text); i++ {
		r := text[i]
		switch {
		case s.quote != 0:
			i += s.quoted(r, i)
		case r == ' ':
		case r == '#' && (i == 0 || text[i-1] == ' '):
			return
		case begins && (r == '"' || r == '\''):
			s.quote, begins = r, false
		default:
			begins = s.bracket(r, line, i, begins) || s.beginsBehind(text, i)
		}
	}
}

// quoted reads a sign inside quotes, and says how many more to pass over.
func (s *scan) quoted(r rune, at int) int {
	switch {
	case s.quote == '"' && r == '\\':
		return 1
	case r == s.quote:
		s.quote = 0
		if s.closed == 0 {
			s.closed = at + 1
		}
	}
	return 0
}

// bracket opens or closes one, and tells whether it opened one.
func (s *scan) bracket(r rune, line, at int, begins bool) bool {
	switch inside := len(s.open) > 0; {
	case (begins || inside) && (r == '[' || r == '{'):
		s.open = append(s.open, bracket{r, line, at + 1})
		return true
	case inside && (r == ']' || r == '}'):
		if b := s.open[len(s.open)-1]; r != closing(b.sign) && s.mixed.Text == "" {
			s.mixed = Cause{fmt.Sprintf("this %c meets the %c of line %d: close that with %c first", r, b.sign, b.line, closing(b.sign)), line, at + 1}
		}
		s.open = s.open[:len(s.open)-1]
	}
	return false
}

// beginsBehind tells whether a value may begin behind a sign.
func (s *scan) beginsBehind(text []rune, i int) bool {
	r := text[i]
	if len(s.open) > 0 {
		return r == ',' || r == ':'
	}
	blank := i+1 == len(text) || unicode.IsSpace(text[i+1])
	return blank && (r == ':' || r == '-' && (i == 0 || text[i-1] == ' '))
}

// closing is the bracket that closes another.
func closing(open rune) rune {
	if open == '[' {
		return ']'
	}
	return '}'
}

// brackets judges what is open where the parser stopped.
func brackets(s spot) Cause {
	sign := s.rune(s.column)
	mixed := scanTo(s.lines, s.line, s.column+1).mixed
	switch {
	case mixed.Text != "":
		return mixed
	case len(s.open) == 0 && (sign == ']' || sign == '}'):
		return s.at(s.column, fmt.Sprintf("this %c closes nothing that is open: take it out", sign))
	case len(s.open) == 0 && s.behind("]}"):
		return s.at(s.column, "text stands behind the closing bracket: take it out, or put the whole value in quotes")
	case len(s.open) == 0:
		return s.unclosedBelow()
	case s.behind("]}") && !strings.ContainsRune("[]{},\"'", sign):
		return s.at(s.column, "text stands behind the closing bracket: put a comma between the two, or the whole value in quotes")
	}
	return unclosed(s.open[len(s.open)-1], s.line)
}

// unclosedBelow is for a parser that stops at the bracket that nobody closed.
func (s spot) unclosedBelow() Cause {
	if !s.says("end token", "flow map", "flow mapping", "must be specified") {
		return Cause{}
	}
	open := openBefore(s.lines, s.line, len(s.runes)+1)
	if len(open) == 0 {
		return Cause{}
	}
	return unclosed(open[len(open)-1], s.line)
}

func unclosed(b bracket, line int) Cause {
	where := "here"
	if b.line != line {
		where = fmt.Sprintf("in line %d", line)
	}
	return Cause{fmt.Sprintf("this %c is not closed %s: close it with %c, or put a comma between its entries", b.sign, where, closing(b.sign)), b.line, b.column}
}

// behind tells whether the last sign before the place, blanks aside, is one of
// these.
func (s spot) behind(signs string) bool {
	before := strings.TrimRight(string(s.runes[:min(s.column-1, len(s.runes))]), " ")
	return before != "" && strings.ContainsRune(signs, []rune(before)[len([]rune(before))-1])
}
