package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

const (
	maxSize  = 256 << 10 // bytes of one file: the parser's time grows faster than its input
	maxDepth = 100       // brackets in brackets
)

// document is one file of the configuration.
type document struct {
	name     string // as named or found: what errors say
	dir      string // absolute: what relative paths are relative to
	empty    string
	root     *node
	problems *problems
}

// readDocument reads one file. Whatever is wrong is in p; what could be read
// is returned all the same. empty is what to say of a file without anything.
func readDocument(name, empty string, p *problems) *document {
	d := &document{name: name, empty: empty, problems: p}
	d.root = &node{doc: d}
	p.files = append(p.files, name)
	abs, err := filepath.Abs(name)
	if err != nil {
		d.add("", "can't be found: "+err.Error())
		return d
	}
	d.dir = filepath.Dir(abs)
	data, err := readLimited(name)
	if err != nil {
		d.add("", err.Error())
		return d
	}
	d.parse(data)
	return d
}

// readLimited reads a file of at most maxSize bytes.
func readLimited(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, errors.New("there is no such file: run `followthrough init` to make one, or name another with --config")
	case err != nil:
		return nil, fmt.Errorf("can't be read: %w", reason(err))
	case info.IsDir():
		return nil, errors.New("this is a directory: name the file in it (followthrough.yaml), or run `followthrough init` there")
	case !info.Mode().IsRegular():
		return nil, errors.New("this is not a file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", reason(err))
	}
	defer func() { _ = f.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", reason(err))
	}
	if len(data) > maxSize {
		return nil, fmt.Errorf("larger than %d KB: put teams into files of their own (mapping.include)", maxSize>>10)
	}
	return data, nil
}

// reason is an error without the path, which the problem names already.
func reason(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// parse makes the tree. A byte order mark and CRLF are no mistakes.
func (d *document) parse(data []byte) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if at := firstInvalid(data); at >= 0 {
		d.atLine(1+bytes.Count(data[:at], []byte("\n")), 1, "this line is not UTF-8")
		return
	}
	if tooDeep(data) {
		d.add("", fmt.Sprintf("more than %d brackets inside each other", maxDepth))
		return
	}
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.syntax(err)
		return
	}
	bodies := bodiesOf(file)
	switch {
	case len(bodies) == 0:
		d.add("", d.empty)
		return
	case len(bodies) > 1:
		line, column := position(bodies[1])
		d.atLine(line, column, "a second document begins here: a file holds one")
	}
	d.grow(bodies[0])
}

// grow makes the tree of the file's one document.
func (d *document) grow(body ast.Node) {
	b := &builder{doc: d, anchors: map[string]ast.Node{}}
	d.root = b.build(body, "")
	if b.count > maxNodes {
		d.problems.drop(d.name)
		d.add("", fmt.Sprintf("the file holds more than %d values once its aliases are unfolded", maxNodes))
		d.root = &node{doc: d}
		return
	}
	switch d.root.kind {
	case object:
	case null:
		d.add("", d.empty)
	default:
		d.atLine(d.root.line, d.root.column, fmt.Sprintf("the file holds %s: it wants keys such as sources:", kindWords[d.root.kind]))
		d.root = &node{doc: d}
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
func (d *document) syntax(err error) {
	var known yaml.Error
	if !errors.As(err, &known) || known.GetToken() == nil {
		d.add("", "not YAML: "+strings.SplitN(err.Error(), "\n", 2)[0])
		return
	}
	text := "not YAML: " + known.GetMessage()
	if strings.Contains(text, "'\t'") {
		text += ": indent with spaces"
	}
	at := known.GetToken().Position
	d.atLine(at.Line, at.Column, strings.ReplaceAll(text, "\t", `\t`))
}

func (d *document) atLine(line, column int, text string) {
	d.problems.add(Problem{d.name, line, column, "", text})
}

// add reports a mistake at a path, or where that does not exist at the
// nearest part of it that does.
func (d *document) add(path, text string) {
	n := d.at(path)
	d.problems.add(Problem{d.name, n.line, n.column, path, text})
}

// at is the value at a path, or the nearest part of it that exists.
func (d *document) at(path string) *node {
	n := d.root
	for path != n.path {
		next := n.toward(path)
		if next == nil {
			break
		}
		n = next
	}
	return n
}

// toward is the child of n in which path lies; nil: none.
func (n *node) toward(path string) *node {
	within := func(p string) bool {
		rest, ok := strings.CutPrefix(path, p)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	}
	for _, k := range n.keys {
		if within(k.path) {
			return k.value
		}
	}
	for _, item := range n.items {
		if within(item.path) {
			return item
		}
	}
	return nil
}

// file makes a path absolute: relative ones are relative to this document.
func (d *document) file(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(d.dir, path)
}
