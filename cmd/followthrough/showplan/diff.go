package showplan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// diff is what changes in a document, as a unified diff of whole lines. It has
// no lines of context: what stands beside may name anybody.
func diff(path, before, after string) string {
	edits := udiff.Lines(before, after)
	if len(edits) == 0 {
		return ""
	}
	text, err := udiff.ToUnified("a/"+path, "b/"+path, before, edits, 0)
	if err != nil {
		return "" // its own edits fit
	}
	return withEmptyRanges(text)
}

var hunkRE = regexp.MustCompile(`^@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@$`)

// withEmptyRanges mends the ranges of hunks that take nothing out or put nothing
// in: without context lines the library counts a line there, and patch wants to
// know after which one it is.
func withEmptyRanges(text string) string {
	all := strings.SplitAfter(text, "\n")
	for i, line := range all {
		m := hunkRE.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			continue
		}
		out, in := 0, 0
		for _, of := range all[i+1:] {
			if strings.HasPrefix(of, "@@ ") {
				break
			}
			switch {
			case strings.HasPrefix(of, "-"):
				out++
			case strings.HasPrefix(of, "+"):
				in++
			}
		}
		all[i] = fmt.Sprintf("@@ -%s +%s @@\n", span(m[1], m[2], out), span(m[3], m[4], in))
	}
	return strings.Join(all, "")
}

// span is the range of a hunk's lines.
func span(start, count string, lines int) string {
	if n, err := strconv.Atoi(start); err == nil && lines == 0 {
		return fmt.Sprintf("%d,0", max(0, n-1))
	}
	return start + count
}

// diffIndent is how far a diff is indented.
const diffIndent = "    "

// printDiff prints a diff, in colour on a terminal. What its lines hold was
// written by anybody.
func printDiff(e terminal.Env, text string) {
	for _, line := range lines(text) {
		line = terminal.Clean(strings.ReplaceAll(strings.TrimSuffix(line, "\r"), "\t", "    "))
		if line != "" {
			line = terminal.Like(e, line[:1], line)
		}
		fmt.Fprintln(e.Out, strings.TrimRight(diffIndent+line, " "))
	}
}
