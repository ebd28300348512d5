package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/sync/source/frontmatter"
)

// wholeOpening opens a fence around a whole document, as chat programs and their
// users paste one.
var wholeOpening = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})[ \\t]*(?i:md|markdown)?[ \\t]*$")

// outerFence is where the two lines of a fence stand that holds all of a document
// but its front matter and our own block.
type outerFence struct{ openFrom, openTo, closeFrom, closeTo int }

// fencedWhole finds them. A fence that holds front matter of its own, or no heading,
// is what it says: code.
func fencedWhole(doc []byte, from int) (outerFence, bool) {
	for from < len(doc) && strings.TrimSpace(lineAt(doc, from)) == "" {
		from += lineLen(doc, from)
	}
	if from >= len(doc) {
		return outerFence{}, false
	}
	opening := strings.TrimRight(lineAt(doc, from), "\r\n")
	m := wholeOpening.FindStringSubmatch(opening)
	if m == nil {
		return outerFence{}, false
	}
	w := outerFence{openFrom: from, openTo: from + len(opening)}
	inner := from + lineLen(doc, from)
	if frontmatter.Find(bytes.TrimLeft(doc[inner:], "\r\n \t")).End > 0 {
		return outerFence{}, false
	}
	heading := false
	for at := inner; at < len(doc); at += lineLen(doc, at) {
		l := strings.TrimRight(lineAt(doc, at), "\r\n")
		heading = heading || strings.HasPrefix(l, "#")
		if text := strings.Trim(l, " \t"); strings.HasPrefix(text, m[1]) && strings.Trim(text, m[1][:1]) == "" {
			w.closeFrom, w.closeTo = at, at+len(l)
			rest := bytes.TrimSpace(doc[w.closeTo:])
			return w, heading && (len(rest) == 0 || bytes.HasPrefix(rest, []byte("<!-- followthrough:begin")) || bytes.HasPrefix(rest, []byte("{/* followthrough:begin")))
		}
	}
	return outerFence{}, false
}

// unfenced is a document without the two lines of a fence around all of it.
func unfenced(doc []byte) []byte {
	w, ok := fencedWhole(doc, frontmatter.Find(doc).End)
	if !ok {
		return doc
	}
	p := &page{src: doc}
	p.blank(w.openFrom, w.openTo)
	p.blank(w.closeFrom, w.closeTo)
	return p.src
}

// blankFence takes out the fence around a whole document: it is read as what it is.
func (p *page) blankFence() {
	if w, ok := fencedWhole(p.src, p.front.End); ok {
		p.blank(w.openFrom, w.openTo)
		p.blank(w.closeFrom, w.closeTo)
	}
}
