package frontmatter

import (
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/source/document"
)

// Read reads the front matter of a document, of which Find told where it
// stands.
func Read(doc string, e Extent, keys Keys) document.Matter {
	r := &reader{keys: keys}
	if e.Torn != "" {
		r.flaw(e.Line, "%s", e.Torn)
		return r.result()
	}
	if e.Kind == None {
		r.lost(doc, above{})
		return r.result()
	}
	front := doc[e.From:e.To]
	r.lost(doc[e.End:], above{
		lines: strings.Count(doc[:e.End], "\n"), closed: true,
		empty: strings.TrimSpace(front) == "", ends: !goesOn(doc[e.End:]),
	})
	switch {
	case len(front) > maxBytes:
		r.flaw(e.Line, "the front matter is larger than 32 KB and is not read: shorten it")
	case strings.Count(front, "[")+strings.Count(front, "{") > maxBrackets:
		r.flaw(e.Line, "the front matter has more than %d brackets and is not read: shorten it", maxBrackets)
	case strings.Contains(front, strings.Repeat("- ", maxDepth+1)):
		r.flaw(e.Line, "the front matter nests deeper than %d levels: flatten it", maxDepth)
	case !r.plainSigns(front, e.Line):
	case e.Kind == TOML:
		r.toml(front, e.Line)
	case e.Kind == JSON:
		r.json(front, e.Line)
	default:
		r.yaml(front, e.Line)
	}
	return r.result()
}

// goesOn tells whether more front matter may follow its end: another fence comes
// next, or a key directly below.
func goesOn(rest string) bool {
	next, _, _ := strings.Cut(rest, "\n")
	first, _, _ := strings.Cut(strings.TrimLeft(rest, " \t\r\n"), "\n")
	return fenceLike(strings.TrimSpace(first)) || given(next)
}

// plainSigns notes the first sign that no form allows, or that one reader
// takes for a line's end and another does not.
func (r *reader) plainSigns(front string, line int) bool {
	for _, c := range front {
		switch {
		case c == '\n':
			line++
		case c == '\t' || c == '\r':
		case unicode.IsControl(c), c == '\u2028', c == '\u2029', c == unicode.ReplacementChar:
			r.flaw(line, "the sign %U can't stand in front matter: take it out", c)
			return false
		}
	}
	return true
}
