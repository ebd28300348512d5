package tree

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// kind is what a value is written as.
type kind int

const (
	null kind = iota
	text
	number
	boolean
	list
	object
)

var kindWords = [...]string{"nothing", "a text", "a number", "true or false", "a list", "keys with values"}

// Node is one value of a file: aliases and merges unfolded, ${NAME} replaced.
type Node struct {
	kind         kind
	Value        string   // of text, number and boolean
	shown        string   // value as it stands in the file: what errors may quote
	variables    []string // the environment variables that value was made of
	unset        []string // those of them that have no value
	secret       bool     // value is a secret's
	local        bool     // value is a path on this machine
	items        []*Node
	Keys         []Key
	Doc          *Document
	Path         string
	line, column int
}

// Hide makes the value a secret.
func (n *Node) Hide() { n.secret = true }

// Local makes the value one that may differ from machine to machine.
func (n *Node) Local() { n.local = true }

// Fail reports a mistake in this value.
func (n *Node) Fail(format string, args ...any) {
	n.Doc.problems.add(Problem{File: n.Doc.Name, Line: n.line, Column: n.column, Path: n.Path, Text: fmt.Sprintf(format, args...)})
}

// Fail reports a mistake in the key itself.
func (k Key) Fail(text string) {
	d := k.value.Doc
	d.problems.add(Problem{File: d.Name, Line: k.line, Column: k.column, Path: k.path, Text: text})
}

// FailAt reports a mistake in a part of this value: "team", "aliases[1]".
func (n *Node) FailAt(part, format string, args ...any) {
	n.Doc.Add(join(n.Path, part), fmt.Sprintf(format, args...))
}

// FailKey reports what an adapter says of its part: "jira.url: must be https", or
// without a key what is wrong with all of it. What n does not say is told below
// the key at of another node. A group that is none was told already.
func (n *Node) FailKey(wrong string, other *Node, at string) {
	key, why, found := strings.Cut(wrong, ": ")
	if !found || strings.ContainsAny(key, " \t") {
		other.FailAt(at, "%s", wrong)
		return
	}
	name := key[:strings.IndexAny(key+".", ".[")]
	rest, deeper := strings.CutPrefix(key[len(name):], ".")
	switch v := n.Get(name); {
	case v == nil:
		other.FailAt(join(at, key), "%s", why)
	case !deeper || v.kind == object:
		v.FailAt(rest, "%s", why)
	}
}

// join puts a part's name behind a path.
func join(path, part string) string {
	if path == "" || part == "" || part[0] == '[' {
		return path + part
	}
	return path + "." + part
}

// Quoted is a value as errors may show it: as it stands in the file, so that
// no variable's value is told.
func (n *Node) Quoted() string {
	shown := []rune(n.shown)
	if len(shown) > 60 {
		shown = append(shown[:60], '…')
	}
	return strconv.Quote(string(shown))
}

// Key is one key of an object and its value.
type Key struct {
	Name         string
	path         string
	line, column int
	merged       bool // by <<: a key of the object itself counts before it
	value        *Node
}

// Get is the value of a key; nil: it is not there.
func (n *Node) Get(name string) *Node {
	for _, k := range n.Keys {
		if k.Name == name {
			return k.value
		}
	}
	return nil
}

// Items are the values of a list.
func (n *Node) Items() []*Node { return n.items }

// Has tells whether one of these keys has a value.
func (n *Node) Has(names ...string) bool {
	for _, name := range names {
		if v := n.Get(name); v != nil && v.kind != null {
			return true
		}
	}
	return false
}

// Place is where n stands: "file:line:column".
func (n *Node) Place() string { return fmt.Sprintf("%s:%d:%d", n.Doc.Name, n.line, n.column) }

// TextOf is the text of a key; "": it has none.
func (n *Node) TextOf(name string) string {
	if v := n.Get(name); v != nil {
		return v.Value
	}
	return ""
}

// Holds tells whether anything is written here.
func (n *Node) Holds() bool { return n.kind != null }

// IsObject tells whether n is a group of keys.
func (n *Node) IsObject() bool { return n.kind == object }

// Over is n with the keys of defaults for what it does not say, as far as
// they count for it.
func (n *Node) Over(defaults *Node, counts func(name string) bool) *Node {
	out := &Node{kind: object}
	if n != nil && n.kind == object {
		out = &Node{kind: object, Doc: n.Doc, Path: n.Path, line: n.line, column: n.column, Keys: slices.Clone(n.Keys)}
	}
	if defaults == nil {
		return out
	}
	for _, k := range defaults.Keys {
		if out.Get(k.Name) == nil && counts(k.Name) {
			out.Keys = append(out.Keys, k)
		}
	}
	return out
}
