package draft

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/tracker"
)

// opening is how the comment begins that is a marker.
const opening = "<!-- followthrough:"

// maxCount bounds generations and numbers among equals.
const maxCount = 999999

// Comment is the marker as it stands in a body. A text that is too long to
// stand there is left out.
func Comment(m tracker.Marker) string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // strings and numbers always marshal
	}
	comment := opening + " " + mdedit.QuietJSON(string(text)) + " -->"
	if len(comment) > maxMarker && m.Text != "" {
		m.Text = ""
		return Comment(m)
	}
	return comment
}

// Usable tells whether a marker holds what makes it one.
func Usable(m tracker.Marker) bool {
	return m.Usable() && m.Generation <= maxCount && m.Number <= maxCount
}

// markerRE is a marker's comment, on one line.
var markerRE = regexp.MustCompile(opening + `[ \t]*(\{[^<>\r\n]*\})[ \t]*-->`)

// maxLead bounds what may stand in front of a marker, and what of each other
// line is looked at: the depth of quotations in it, too.
const maxLead = 200

// blocks reads the structure of a body, and nothing inside its lines: that can
// be made to take long.
var blocks = parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...))

// Marker reads the marker of a body; false: it bears none. It is the first one
// that can be read: people add to the end of an issue, other issues' words
// among it, and what they add takes nothing over. A marker that is quoted, in
// code, in a quotation or in a list, is none.
func Marker(body string) (*tracker.Marker, bool) {
	if !strings.Contains(body, opening) {
		return nil, false
	}
	src := []byte(bounded(body))
	doc := blocks.Parse(text.NewReader(src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		for _, line := range lines(n, src) {
			if m, ok := read(line); ok {
				return m, true
			}
		}
	}
	return nil, false
}

// bounded shortens each line to where a marker may still begin.
func bounded(body string) string {
	var b strings.Builder
	for line := range strings.Lines(body) {
		if at := strings.Index(line, opening); (at < 0 || at > maxLead) && len(line) > maxLead {
			line = line[:maxLead] + "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}

// lines are those of a block that may hold a marker.
func lines(n ast.Node, src []byte) []string {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		if n.HTMLBlockType == ast.HTMLBlockType1 && n.HasClosure() {
			return nil // <pre>
		}
		out := linesOf(n, src)
		if n.HasClosure() {
			out = append(out, string(n.ClosureLine.Value(src)))
		}
		return out
	case *ast.Paragraph: // somebody wrote in front of ours
		return slices.DeleteFunc(linesOf(n, src), inCode)
	case *ast.FencedCodeBlock:
		if n.NextSibling() == nil && open(n, src) {
			return linesOf(n, src) // somebody forgot to close it: ours is below
		}
	}
	return nil
}

// inCode tells a line in which code, or a sign that takes meaning, may stand
// around a marker.
func inCode(line string) bool {
	lead, _, _ := strings.Cut(line, opening)
	return strings.ContainsAny(lead, "`\\")
}

func linesOf(n ast.Node, src []byte) []string {
	var out []string
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		out = append(out, string(at.Value(src)))
	}
	return out
}

// open tells a fence that nothing closes: it goes on to the end of the body.
func open(n *ast.FencedCodeBlock, src []byte) bool {
	if n.Lines().Len() == 0 {
		return false
	}
	last := n.Lines().At(n.Lines().Len() - 1)
	return strings.TrimSpace(string(src[last.Stop:])) == ""
}

func read(line string) (*tracker.Marker, bool) {
	found := markerRE.FindStringSubmatch(line)
	if found == nil || len(found[1]) > maxMarker {
		return nil, false
	}
	var m tracker.Marker
	if json.Unmarshal([]byte(found[1]), &m) != nil || !Usable(m) {
		return nil, false
	}
	return &m, true
}
