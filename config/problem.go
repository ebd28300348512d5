package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in a configuration.
type Problem struct {
	File         string // as it was named or found; "" for flags and environment
	Line, Column int    // from 1; 0: of no one place
	Path         string // "sources[0].soak", or the flag or variable; "": the whole file
	Text         string // what is wrong and what to do
}

// String is the problem on one line: "file:line:column: path: text".
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
		}
		b.WriteString(": ")
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	return b.String() + p.Text
}

// Error is every mistake of a configuration, in the order of its files.
type Error struct {
	Problems []Problem
}

// Error is one line for each problem.
func (e *Error) Error() string {
	lines := make([]string, 0, len(e.Problems))
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

// problems gathers mistakes, those of one file together.
type problems struct {
	list  []Problem
	files []string // in the order in which they were read
}

func (p *problems) add(problem Problem) {
	if !slices.Contains(p.list, problem) {
		p.list = append(p.list, problem)
	}
}

// err is all of them, sorted; nil where there are none.
func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	slices.SortStableFunc(p.list, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(slices.Index(p.files, a.File), slices.Index(p.files, b.File)),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Path, b.Path),
		)
	})
	return &Error{p.list}
}
