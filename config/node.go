package config

import (
	"fmt"
	"strconv"
)

type kind int

const (
	null kind = iota
	text
	number
	boolean
	list
	object
)

var kindWords = [...]string{"nothing", "a text", "a number", "true or false", "a list", "a group of keys"}

// node is one value of a file: aliases and merges unfolded, ${NAME} replaced.
type node struct {
	kind         kind
	value        string // of text, number and boolean
	shown        string // value as it stands in the file: what errors may quote
	items        []*node
	keys         []key
	doc          *document
	path         string
	line, column int
}

// fail reports a mistake in this value.
func (n *node) fail(format string, args ...any) {
	n.doc.problems.add(Problem{n.doc.name, n.line, n.column, n.path, fmt.Sprintf(format, args...)})
}

// fail reports a mistake in the key itself.
func (k key) fail(text string) {
	d := k.value.doc
	d.problems.add(Problem{d.name, k.line, k.column, k.path, text})
}

// failAt reports a mistake in a part of this value: "team", "aliases[1]".
func (n *node) failAt(part, format string, args ...any) {
	n.doc.add(join(n.path, part), fmt.Sprintf(format, args...))
}

// join puts a part's name behind a path.
func join(path, part string) string {
	if path == "" || part == "" || part[0] == '[' {
		return path + part
	}
	return path + "." + part
}

// quoted is a value as errors may show it: as it stands in the file, so that
// no variable's value is told.
func (n *node) quoted() string {
	shown := []rune(n.shown)
	if len(shown) > 60 {
		shown = append(shown[:60], '…')
	}
	return strconv.Quote(string(shown))
}

// key is one key of an object and its value.
type key struct {
	name         string
	path         string
	line, column int
	merged       bool // by <<: a key of the object itself counts before it
	value        *node
}

// get is the value of a key; nil: it is not there.
func (n *node) get(name string) *node {
	for _, k := range n.keys {
		if k.name == name {
			return k.value
		}
	}
	return nil
}

// has tells whether one of these keys has a value.
func (n *node) has(names ...string) bool {
	for _, name := range names {
		if v := n.get(name); v != nil && v.kind != null {
			return true
		}
	}
	return false
}
