package config

import (
	"path/filepath"
	"strings"
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
