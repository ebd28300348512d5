// Package mdedit changes a Markdown text at byte offsets and writes words so
// that Markdown shows them as they are. It knows nothing of reviews, items or
// trackers, and never parses or renders a document.
package mdedit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Edit replaces the bytes from Start up to End by New. Start equal to End is
// an insertion.
type Edit struct {
	Start, End int
	New        string
}

// Apply carries out the edits, whose offsets all mean doc as it is, and leaves
// doc alone. Edits that overlap or lie outside are an error; two insertions at
// one place stand in the order given.
func Apply(doc []byte, edits []Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	out := make([]byte, 0, len(doc)+grown(sorted))
	at := 0
	for _, e := range sorted {
		if e.Start < at || e.End < e.Start || e.End > len(doc) {
			return nil, fmt.Errorf("edit bytes %d to %d: overlaps or lies outside the text", e.Start, e.End)
		}
		out = append(out, doc[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, doc[at:]...), nil
}

func grown(edits []Edit) int {
	n := 0
	for _, e := range edits {
		n += len(e.New)
	}
	return n
}

// LineEnd is how the text ends its first line: "\n", "\r\n" or "\r"; "\n"
// where it has no line end.
func LineEnd(doc []byte) string {
	text := string(doc[:min(len(doc), 1<<16)])
	i := strings.IndexAny(text, "\r\n")
	switch {
	case i < 0 || text[i] == '\n':
		return "\n"
	case i+1 < len(text) && text[i+1] == '\n':
		return "\r\n"
	}
	return "\r"
}
