package tree

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxDepth is how many brackets may stand inside each other.
const maxDepth = 100

// parse makes the tree. A byte order mark and CRLF are no mistakes.
func (d *Document) parse(data []byte) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if at := firstInvalid(data); at >= 0 {
		d.atLine(1+bytes.Count(data[:at], []byte("\n")), 1, "this line is not UTF-8")
		return
	}
	if tooDeep(data) {
		d.Add("", fmt.Sprintf("more than %d brackets inside each other", maxDepth))
		return
	}
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.syntax(err, data)
		return
	}
	bodies := bodiesOf(file)
	switch {
	case len(bodies) == 0:
		d.Add("", d.empty)
		return
	case len(bodies) > 1:
		line, column := position(bodies[1])
		d.atLine(line, column, "a second document begins here: a file holds one")
	}
	d.grow(bodies[0])
}

// grow makes the tree of the file's one document.
func (d *Document) grow(body ast.Node) {
	b := &builder{doc: d, anchors: map[string]ast.Node{}}
	d.Root = b.build(body, "")
	if b.count > maxNodes {
		d.problems.drop(d.Name)
		d.Add("", fmt.Sprintf("the file holds more than %d values once its aliases are unfolded", maxNodes))
		d.Root = &Node{Doc: d}
		return
	}
	switch d.Root.kind {
	case object:
	case null:
		d.Add("", d.empty)
	default:
		d.atLine(d.Root.line, d.Root.column, fmt.Sprintf("the file holds %s: it wants keys such as sources:", kindWords[d.Root.kind]))
		d.Root = &Node{Doc: d}
	}
}

func bodiesOf(file *ast.File) []ast.Node {
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.DirectiveType || doc.Body.Type() == ast.CommentType {
			continue
		}
		bodies = append(bodies, doc.Body)
	}
	return bodies
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func tooDeep(data []byte) bool {
	depth := 0
	for _, c := range data {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		}
		if depth > maxDepth {
			return true
		}
	}
	return false
}

// syntax reports what the parser could not read; it stops at the first.
func (d *Document) syntax(err error, data []byte) {
	var known yaml.Error
	if !errors.As(err, &known) || known.GetToken() == nil {
		d.Add("", "not YAML: "+strings.SplitN(err.Error(), "\n", 2)[0])
		return
	}
	text := "not YAML: " + known.GetMessage()
	if strings.Contains(text, "'\t'") {
		text += ": indent with spaces"
	}
	at := known.GetToken().Position
	if opensVariable(data, at.Line, at.Column) {
		text = "not YAML: inside {} and [] a variable wants quotes: \"${NAME}\""
	}
	d.atLine(at.Line, at.Column, strings.ReplaceAll(text, "\t", `\t`))
}

// opensVariable tells whether the bracket at a place is that of a ${NAME}.
func opensVariable(data []byte, line, column int) bool {
	lines := bytes.Split(data, []byte("\n"))
	if line < 1 || line > len(lines) {
		return false
	}
	text := []rune(string(lines[line-1]))
	return column >= 2 && column <= len(text) && text[column-2] == '$' && text[column-1] == '{'
}
