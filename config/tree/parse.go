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

	"github.com/followthrough/followthrough/config/notyaml"
)

// maxDepth is how many brackets may stand inside each other.
const maxDepth = 100

// parse makes the tree. A byte order mark and CRLF are no mistakes.
func (d *Document) parse(data []byte) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if at := firstInvalid(data); at >= 0 {
		d.atLine(1+bytes.Count(data[:at], []byte("\n")), 1, notUTF8(data))
		return
	}
	d.lines = strings.Split(string(data), "\n")
	if at := tooDeep(data); at >= 0 {
		d.atLine(1+bytes.Count(data[:at], []byte("\n")), 1, fmt.Sprintf("more than %d brackets stand inside each other: is one never closed?", maxDepth))
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
		d.atLine(line, column, "a second document begins here, by --- or ... above: a file holds one, so take that line out")
	}
	d.grow(bodies[0])
}

// grow makes the tree of the file's one document.
func (d *Document) grow(body ast.Node) {
	b := &builder{doc: d, anchors: map[string]ast.Node{}}
	d.Root = b.build(body, "")
	if b.count > maxNodes {
		d.problems.drop(d.Name)
		d.Add("", fmt.Sprintf("the file holds more than %d values once each * is replaced by what it stands for: write out what is needed", maxNodes))
		d.Root = &Node{Doc: d}
		return
	}
	switch d.Root.kind {
	case object:
	case null:
		d.Add("", d.empty)
	default:
		d.atLine(d.Root.line, d.Root.column, fmt.Sprintf("the file holds %s, and no keys: it begins with one such as sources:, each with its colon", kindWords[d.Root.kind]))
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

// tooDeep is where the brackets become too many; -1: they don't.
func tooDeep(data []byte) int {
	depth := 0
	for i, c := range data {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		}
		if depth > maxDepth {
			return i
		}
	}
	return -1
}

// notUTF8 says what a file is instead, as far as it shows.
func notUTF8(data []byte) string {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) || bytes.IndexByte(data, 0) >= 0 {
		return "the file is UTF-16: save it as UTF-8"
	}
	return "this line is not UTF-8: save the file as UTF-8 (your editor names its encoding)"
}

// syntax reports what the parser could not read; it stops at the first.
func (d *Document) syntax(err error, data []byte) {
	var known yaml.Error
	if !errors.As(err, &known) || known.GetToken() == nil {
		d.Add("", "not YAML: it can't be read")
		return
	}
	at := known.GetToken().Position
	cause := notyaml.Why(data, known.GetMessage(), at.Line, at.Column)
	d.problems.add(Problem{
		File: d.Name, Line: cause.Line, Column: cause.Column, Text: "not YAML: " + cause.Text,
		Shown: notyaml.Show(data, cause.Line, cause.Column),
	})
}
