package frontmatter

import (
	"bytes"
	"strings"
	"unicode"
)

// Read reads the front matter of a document, of which Find told where it
// stands.
func Read(doc []byte, e Extent, keys Keys) Matter {
	r := &reader{keys: keys}
	if e.Torn != "" {
		r.flaw(e.Line, "%s", e.Torn)
		return r.result()
	}
	if e.Kind == None {
		r.lost(doc, 0, false)
		return r.result()
	}
	front := string(doc[e.From:e.To])
	if empty := strings.TrimSpace(front) == ""; empty || goesOn(string(doc[e.End:])) {
		r.lost(doc[e.End:], bytes.Count(doc[:e.End], []byte("\n")), empty)
	}
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

// maxHead is how many lines at the top of a document are looked at for front
// matter whose fences are damaged.
const maxHead = 100

// lost looks for front matter that Find did not take for it: in the document's
// first block of lines a key is given that decides, and a fence of some sort
// stands before or behind it. before is how many lines stand above, fenced whether
// one of them is a fence.
func (r *reader) lost(doc []byte, before int, fenced bool) {
	at, number := 0, before
	if bytes.HasPrefix(bytes.TrimSpace(doc), []byte("# ")) {
		return // a title, and what stands below it
	}
	for l := range bytes.Lines(doc[:min(len(doc), maxBytes)]) {
		number++
		text := strings.TrimSpace(string(l))
		switch {
		case number > before+maxHead, text == "" && at > 0:
			return
		case fenceLike(text):
			if fenced = true; at == 0 && r.keys.in(text) {
				at = number
			}
		case at == 0 && !marked(text) && (r.keys.in(text) || r.keys.names(text)):
			at = number
		}
		if fenced && at > 0 {
			r.flaw(at, "this looks like front matter, but there are no fences around it: put a line --- above and below, at the top of the document")
			return
		}
	}
}

// fenceLike: the line is made of signs that somebody, or a word processor, may
// have put in place of a fence.
func fenceLike(line string) bool {
	for _, sign := range []string{"```yaml", "```yml", "```toml", "```json", "~~~yaml"} {
		if strings.HasPrefix(line, sign) {
			return true
		}
	}
	before := line[:len(line)-len(strings.TrimLeftFunc(line, func(c rune) bool { return !unicode.IsLetter(c) }))]
	if line == "<!--" || strings.Contains(before, "--") || strings.Contains(before, "++") {
		return true
	}
	if len(line) > 16 {
		return false
	}
	signs, others := 0, 0
	for _, c := range line {
		if strings.ContainsRune("-–—―−‐‑+=~;", c) {
			signs++
		} else if !unicode.IsSpace(c) {
			others++
		}
	}
	return signs >= 2 && others <= 1 || others == 0 && signs == 1 && strings.ContainsAny(line, "–—―")
}

// marked: the line is emphasised, or a row, a heading or an item of Markdown.
func marked(line string) bool {
	if strings.HasPrefix(line, "|") && strings.Count(line, "|") > 1 {
		return true
	}
	for _, sign := range []string{"**", "__", "- ", "* ", "# ", "## "} {
		if strings.HasPrefix(line, sign) {
			return true
		}
	}
	return false
}
