package markdown

import (
	"bytes"
	"fmt"

	"github.com/followthrough/followthrough/sync/source/document"
)

// The most that is read. The parser's time is quadratic in nesting and in
// runs of brackets, and a parse can't be stopped.
const (
	maxDepth    = 100
	maxBrackets = 1000   // in one paragraph
	maxSigns    = 5000   // of emphasis, in one paragraph
	maxItems    = 50000  // of all lists
	maxGrid     = 100000 // cells of one table, those that short rows lack included
)

// Decodable says why a document can't be read at all, in words that name the
// line: other encodings than UTF-8, too large, too deep, too many brackets, in a
// merge conflict. nil: it can.
func Decodable(doc []byte) error {
	if err := document.Decodable(doc); err != nil {
		return err
	}
	return guard(unfenced(doc))
}

// guard goes over the lines once and counts what the parser's time grows by.
func guard(doc []byte) error {
	g := watch{counts: bytes.Count(doc, []byte("[")) > maxBrackets || signs(doc) > maxSigns}
	for l := range bytes.Lines(doc) {
		g.number++
		if err := g.line(l); err != nil {
			return err
		}
	}
	return nil
}

// signs counts those that may be of emphasis.
func signs(text []byte) int {
	return bytes.Count(text, []byte("*")) + bytes.Count(text, []byte("_")) + bytes.Count(text, []byte("~"))
}

// watch is what is known of the lines so far.
type watch struct {
	number, items   int
	counts          bool  // the document holds enough signs for a paragraph to have too many
	brackets, signs int   // of the paragraph
	indents         []int // content columns of the open list items
	columns, rows   int   // of the table; columns 0: in none
	fence           fence
	conflict        document.Conflict
}

// fence is the code fence that is open; sign 0: none. What stands in it is
// not parsed and not counted.
type fence struct {
	sign           byte
	length         int
	quotes, column int // of what holds the fence
}

func (g *watch) line(l []byte) error {
	if err := g.conflicts(l); err != nil {
		return err
	}
	if g.fence.sign != 0 && g.inFence(l) {
		return nil
	}
	depth, body := g.nesting(l)
	switch {
	case depth > maxDepth:
		return fmt.Errorf("is nested deeper than %d levels in line %d", maxDepth, g.number)
	case g.items > maxItems:
		return fmt.Errorf("holds more than %d list items in line %d", maxItems, g.number)
	}
	if len(bytes.TrimSpace(body)) == 0 {
		g.columns, g.brackets, g.signs = 0, 0, 0
		return nil
	}
	if g.opensFence(l, body) {
		return nil
	}
	if n := delimiterRow(body); n > 0 {
		g.columns, g.rows = n, 0
	}
	if g.columns > 0 {
		g.brackets, g.signs = 0, 0
		if g.rows++; g.rows*g.columns > maxGrid {
			return fmt.Errorf("holds a table of more than %d cells in line %d", maxGrid, g.number)
		}
	}
	g.count(body)
	switch {
	case g.brackets > maxBrackets:
		return fmt.Errorf("holds more than %d brackets in the paragraph of line %d", maxBrackets, g.number)
	case g.signs > maxSigns:
		return fmt.Errorf("holds more than %d signs of emphasis in the paragraph of line %d", maxSigns, g.number)
	}
	return nil
}

// conflicts tells of a merge conflict that the line ends.
func (g *watch) conflicts(l []byte) error {
	if g.fence.sign != 0 {
		return g.conflict.Shown(l)
	}
	return g.conflict.Line(l, g.number)
}

// count adds the signs of a line to its paragraph's.
func (g *watch) count(body []byte) {
	if g.counts {
		g.brackets += bytes.Count(body, []byte("["))
		g.signs += signs(body)
	}
}

// opensFence notes a fence that the line opens.
func (g *watch) opensFence(l, body []byte) bool {
	sign := body[0]
	if sign != '`' && sign != '~' {
		return false
	}
	n := len(body) - len(bytes.TrimLeft(body, string(rune(sign))))
	if n < 3 || sign == '`' && bytes.IndexByte(body[n:], '`') >= 0 {
		return false
	}
	column := 0
	if len(g.indents) > 0 {
		column = g.indents[len(g.indents)-1]
	}
	lead := l[:len(l)-len(body)]
	if len(lead)-column >= 4 && bytes.TrimSpace(lead) == nil {
		return false
	}
	g.fence = fence{sign, n, bytes.Count(lead, []byte(">")), column}
	g.brackets, g.signs, g.columns = 0, 0, 0
	return true
}

// inFence tells whether the line still belongs to the fence, and ends it at
// its closing line, or where what held it ends.
func (g *watch) inFence(l []byte) bool {
	body := bytes.TrimLeft(l, " \t>")
	lead := l[:len(l)-len(body)]
	if len(bytes.TrimSpace(body)) > 0 && (len(lead) < g.fence.column || bytes.Count(lead, []byte(">")) < g.fence.quotes) {
		g.fence = fence{}
		return false
	}
	rest := bytes.TrimSpace(body)
	if len(rest) >= g.fence.length && len(bytes.Trim(rest, string(rune(g.fence.sign)))) == 0 {
		g.fence = fence{}
	}
	return true
}

// nesting counts the quotes and list markers that open the line, and the list
// items still open around it; body is what follows them.
func (g *watch) nesting(l []byte) (depth int, body []byte) {
	column, quotes, markers := 0, 0, 0
	for i := 0; i < len(l); i++ {
		switch c := l[i]; {
		case c == ' ':
			column++
		case c == '\t':
			column += 4 - column%4
		case c == '>':
			quotes, column = quotes+1, column+1
		case isMarker(l, i):
			if markers == 0 {
				g.close(column)
			}
			markers, column = markers+1, column+2
			g.items++
			g.indents = append(g.indents, column)
			g.brackets, g.signs, g.columns = 0, 0, 0
			for i < len(l) && l[i] >= '0' && l[i] <= '9' {
				i++
			}
		default:
			return quotes + len(g.indents), l[i:]
		}
	}
	return quotes + len(g.indents), nil
}

// close ends the list items that an item at the column is not inside of.
func (g *watch) close(column int) {
	for len(g.indents) > 0 && g.indents[len(g.indents)-1] > column {
		g.indents = g.indents[:len(g.indents)-1]
	}
}

func isMarker(l []byte, i int) bool {
	c := l[i]
	if c >= '0' && c <= '9' {
		end := i
		for end < len(l) && end < i+9 && l[end] >= '0' && l[end] <= '9' {
			end++
		}
		return end+1 < len(l) && (l[end] == '.' || l[end] == ')') && isSpace(l[end+1])
	}
	return (c == '-' || c == '*' || c == '+') && i+1 < len(l) && isSpace(l[i+1])
}

// delimiterRow counts the columns of the line below a table's header; 0: it
// is no such line.
func delimiterRow(body []byte) int {
	pipes, dashes := 0, 0
	for _, c := range body {
		switch c {
		case '|':
			pipes++
		case '-':
			dashes++
		case ':', ' ', '\t', '\r', '\n':
		default:
			return 0
		}
	}
	if pipes == 0 || dashes == 0 {
		return 0
	}
	return pipes + 1
}
