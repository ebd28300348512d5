package tree

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
	Shown        string // the line with a caret below it; "": it is not shown

	lack string // the environment variable that has no value; "": another mistake
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
	// None says that there is no configuration.
	None bool
}

// maxShown is how many problems Error prints.
const maxShown = 50

// Error is one line for each of the first problems, and what is shown of the file.
func (e *Error) Error() string {
	var lines []string
	for _, p := range e.Problems[:min(len(e.Problems), maxShown)] {
		lines = append(lines, p.String())
		if p.Shown != "" {
			lines = append(lines, p.Shown)
		}
	}
	if more := len(e.Problems) - maxShown; more > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// Problems gathers mistakes, those of one file together.
type Problems struct {
	list  []Problem
	Files []string // in the order in which they were read
	seen  map[[2]string]bool
	sums  []byte // of files whose words are taken
}

// add keeps the first mistake of each path: what comes of a mistake is none.
func (p *Problems) add(problem Problem) {
	if p.seen == nil {
		p.seen = map[[2]string]bool{}
	}
	where := [2]string{problem.File, problem.Path}
	if problem.Path != "" && p.seen[where] {
		return
	}
	p.seen[where] = true
	p.list = append(p.list, problem)
}

// None tells whether no mistake was found.
func (p *Problems) None() bool { return len(p.list) == 0 }

// drop forgets what was said of a file.
func (p *Problems) drop(file string) {
	p.list = slices.DeleteFunc(p.list, func(problem Problem) bool { return problem.File == file })
}

// forget forgets what was said.
func (p *Problems) forget() { p.list, p.seen = nil, nil }

// Err is all of them, sorted; nil where there are none.
func (p *Problems) Err() error {
	if len(p.list) == 0 {
		return nil
	}
	slices.SortStableFunc(p.list, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(slices.Index(p.Files, a.File), slices.Index(p.Files, b.File)),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Path, b.Path),
		)
	})
	return &Error{Problems: p.list}
}
