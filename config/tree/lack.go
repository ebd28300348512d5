package tree

import (
	"fmt"
	"slices"
	"strings"
)

// Lack is an environment variable that has no value where a file names it.
type Lack struct {
	Variable string
	Path     string
	Place    string // "file:line:column"
	// Included says that the file is not the main one.
	Included bool
	// Secret says that it feeds a secret.
	Secret bool
}

// Error says what is not there, and where it is named.
func (l Lack) Error() string {
	return fmt.Sprintf("the environment variable %s has no value (%s: %s)", l.Variable, l.Place, l.Path)
}

// Lack is the first variable of n that has no value; nil: there is none.
func (n *Node) Lack() error {
	if n == nil || len(n.unset) == 0 {
		return nil
	}
	return Lack{Variable: n.unset[0], Path: n.Path, Place: n.Place(), Secret: n.secret}
}

// lack reports a variable of n that has no value. Whether that is a mistake is
// decided once it is known what the configuration is read for.
func (n *Node) lack(name, how string) {
	n.Doc.problems.add(Problem{
		File: n.Doc.Name, Line: n.line, Column: n.column, Path: n.Path, lack: name,
		Text: fmt.Sprintf("the environment variable %s is %s", name, how),
	})
}

// Resolution is what a variable without a value comes to.
type Resolution struct {
	// Spared: nothing uses it now, so it is no mistake.
	Spared bool
	// Part is the path of what can't be used without it: what else is wrong
	// there may come of it, and is not told where it is spared.
	Part string
	// Use is what uses it, in words; "": that is plain from where it stands.
	Use string
}

// Resolve decides of each variable without a value whether that is a mistake,
// and gives those that are none.
func Resolve(docs []*Document, judge func(Lack) Resolution) (spared []Lack) {
	for i, d := range docs {
		d.Root.each(func(n *Node) {
			for _, name := range n.unset {
				l := Lack{Variable: name, Path: n.Path, Place: n.Place(), Included: i > 0, Secret: n.secret}
				s := judge(l)
				if s.Spared {
					spared = append(spared, l)
				}
				d.problems.resolve(d.Name, n.Path, s)
			}
		})
	}
	return spared
}

// resolve takes a lack out, with what may come of it, or says what it is for.
func (p *Problems) resolve(file, path string, s Resolution) {
	if s.Spared {
		p.list = slices.DeleteFunc(p.list, func(o Problem) bool {
			return o.File == file && (o.lack != "" && o.Path == path || s.Part != "" && o.lack == "" && within(o.Path, s.Part))
		})
		return
	}
	for i, o := range p.list {
		if o.File == file && o.Path == path && o.lack != "" && s.Use != "" && !strings.Contains(o.Text, s.Use) {
			p.list[i].Text += ": " + s.Use
		}
	}
}

// within tells whether a path is at or below another.
func within(path, part string) bool {
	rest, ok := strings.CutPrefix(path, part)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
