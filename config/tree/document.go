package tree

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
)

// Document is one file of the configuration.
type Document struct {
	Name     string // as named or found: what errors say
	Dir      string // absolute: what relative paths are relative to
	empty    string
	lines    []string // as the file holds them
	Root     *Node
	problems *Problems
	limit    *Limit // nil: none
}

// Limit is what a file may take from outside itself: another person's file may
// name no variable and no file of secrets but those allowed.
type Limit struct {
	Names []string // variables, and keys such as token_file
	// Line is what the main file has to say to allow a name.
	Line func(name string) string
	// Below is the folder that the file has to lie in, where its links lead to;
	// "": any.
	Below string
}

// allows refuses a variable, or a key that names a file, that the document's
// limit does not name.
func (d *Document) allows(name string) error {
	if d.limit == nil || slices.Contains(d.limit.Names, name) {
		return nil
	}
	return fmt.Errorf("%s is not allowed in an included file: if it is to stand here, write %s", name, d.limit.Line(name))
}

// Read reads one file, which may take no more from outside itself than the limit
// says; nil: anything. Whatever is wrong is in p; what could be read is returned
// all the same. empty is what to say of a file without anything.
func Read(name, empty string, limit *Limit, p *Problems) *Document {
	d := newDocument(name, "", empty, p)
	d.limit = limit
	p.Files = append(p.Files, name)
	abs, err := filepath.Abs(name)
	if err != nil {
		d.Add("", "can't be found: "+err.Error())
		return d
	}
	d.Dir = filepath.Dir(abs)
	data, err := readLimited(name, limit)
	if err != nil {
		d.Add("", err.Error())
		return d
	}
	d.parse(data)
	return d
}

// Parse reads what a file holds; relative paths in it are below dir.
func Parse(name, dir, empty string, data []byte, p *Problems) *Document {
	d := newDocument(name, dir, empty, p)
	d.parse(data)
	return d
}

func newDocument(name, dir, empty string, p *Problems) *Document {
	d := &Document{Name: name, Dir: dir, empty: empty, problems: p}
	d.Root = &Node{Doc: d}
	return d
}

// Given is a text that stands in no file: a flag or variable called name gives
// it. Relative paths in it are below dir.
func Given(name, value, dir string, p *Problems) *Node {
	return &Node{kind: text, Value: value, shown: value, Path: name, Doc: &Document{Dir: dir, problems: p}}
}

func (d *Document) atLine(line, column int, text string) {
	d.problems.add(Problem{File: d.Name, Line: line, Column: column, Text: text})
}

// Add reports a mistake at a path, or where that does not exist at the
// nearest part of it that does.
func (d *Document) Add(path, text string) {
	n := d.At(path)
	d.problems.add(Problem{File: d.Name, Line: n.line, Column: n.column, Path: path, Text: text})
}

// At is the value at a path, or the nearest part of it that exists.
func (d *Document) At(path string) *Node {
	n := d.Root
	for path != n.Path {
		next := n.toward(path)
		if next == nil {
			break
		}
		n = next
	}
	return n
}

// toward is the child of n in which path lies; nil: none.
func (n *Node) toward(path string) *Node {
	for _, k := range n.Keys {
		if within(path, k.path) {
			return k.value
		}
	}
	for _, item := range n.items {
		if within(path, item.Path) {
			return item
		}
	}
	return nil
}

// File makes a path absolute: relative ones are relative to this document.
func (d *Document) File(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(d.Dir, path)
}

// Mentions tells whether one of these keys stands at the top of the file.
func (d *Document) Mentions(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		n := d.Root.Get(name)
		return n != nil && !n.isEmpty()
	})
}

// Digest changes when anything changes that files say, or that further says, and
// not with their comments or layout.
func Digest(docs []*Document, further []byte) string {
	var all []byte
	for i, d := range docs {
		if i == 0 {
			all = slices.Clone(d.problems.sums)
		}
		all = d.Root.says(all)
	}
	sum := sha256.Sum256(append(all, further...))
	return hex.EncodeToString(sum[:8])
}

// says appends what n says, keys by the alphabet.
func (n *Node) says(to []byte) []byte {
	to = fmt.Appendf(to, "%d%q(", n.kind, n.Value)
	for _, k := range slices.SortedFunc(slices.Values(n.Keys), func(a, b Key) int { return cmp.Compare(a.Name, b.Name) }) {
		to = k.value.says(fmt.Appendf(to, "%q:", k.Name))
	}
	for _, item := range n.items {
		to = item.says(to)
	}
	return append(to, ')')
}
