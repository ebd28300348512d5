package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/followthrough/followthrough/sync/source/document"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
)

// page is one parsed document. src has the length of the document: what must
// not be parsed is blanked in it, so every offset is one of the document.
type page struct {
	src     []byte
	own     bool   // src is a copy, not the document itself
	text    string // src, so that its parts need no copies
	front   frontmatter.Extent
	opening []byte // the document to the end of its front matter
	root    ast.Node
	starts  []int // offsets of line starts
	marks   ourMarks
	context parser.Context // holds the links that the document defines
	block   text.BlockReader
	foreign [][2]int        // what is read, and never written into: from, to
	notes   map[string]bool // labels of footnotes; nil: not asked for yet
}

// newPage parses a document, which Decodable has let pass.
func newPage(doc []byte) *page {
	p := &page{src: doc}
	p.blankBOM()
	p.unifyLineEnds()
	p.cutFrontMatter()
	p.blankFence()
	p.blankConflicts()
	p.lines()
	p.text = string(p.src)
	p.parse()
	p.marks = findMarks(p)
	return p
}

// copied lets Src be written to.
func (p *page) copied() {
	if !p.own {
		p.src, p.own = bytes.Clone(p.src), true
	}
}

func (p *page) blank(from, to int) {
	p.copied()
	for i := from; i < to; i++ {
		if p.src[i] != '\n' && p.src[i] != '\r' {
			p.src[i] = ' '
		}
	}
}

// blankBOM lets the first line begin where it seems to.
func (p *page) blankBOM() {
	if bytes.HasPrefix(p.src, []byte("\xef\xbb\xbf")) {
		p.blank(0, 3)
	}
}

// unifyLineEnds makes "\n" of a lone "\r", the line end of old files.
func (p *page) unifyLineEnds() {
	if bytes.IndexByte(p.src, '\r') < 0 {
		return
	}
	p.copied()
	for i, c := range p.src {
		if c == '\r' && (i+1 == len(p.src) || p.src[i+1] != '\n') {
			p.src[i] = '\n'
		}
	}
}

// cutFrontMatter takes the front matter out of what is read as Markdown.
func (p *page) cutFrontMatter() {
	if p.front = frontmatter.Find(p.src); p.front.End > 0 {
		p.opening, p.own = p.src[:min(len(p.src), p.front.End+aroundFront)], false // it stays
		p.blank(0, p.front.End)
	}
}

// aroundFront is how much of the text behind front matter is looked at for more
// of it.
const aroundFront = 4 << 10

// matter reads the front matter; keys are those that decide.
func (p *page) matter(keys frontmatter.Keys) document.Matter {
	if p.front.End > 0 {
		return frontmatter.Read(string(p.opening), p.front, keys)
	}
	return frontmatter.Read(p.text, p.front, keys)
}

// blankConflicts takes out the lines that a failed merge left: read as
// Markdown, one of them makes a heading of the line above.
func (p *page) blankConflicts() {
	if !bytes.Contains(p.src, []byte("<<<<<<< ")) {
		return
	}
	for at := 0; at < len(p.src); at += lineLen(p.src, at) {
		l := strings.TrimRight(lineAt(p.src, at), "\r\n")
		if strings.HasPrefix(l, "<<<<<<< ") || strings.HasPrefix(l, ">>>>>>> ") || strings.HasPrefix(l, "||||||| ") || l == "=======" {
			p.blank(at, at+len(l))
		}
	}
}

// lineLen is the length of the line at the offset with its end; at least 1.
func lineLen(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return i + 1
	}
	return max(1, len(src)-at)
}

func lineAt(src []byte, at int) string {
	if at >= len(src) {
		return ""
	}
	return string(src[at:min(len(src), at+lineLen(src, at))])
}

func (p *page) lines() {
	p.starts = make([]int, 1, bytes.Count(p.src, []byte("\n"))+1)
	for at := 0; ; {
		i := bytes.IndexByte(p.src[at:], '\n')
		if i < 0 {
			return
		}
		at += i + 1
		p.starts = append(p.starts, at)
	}
}

// lineAt is the line, from 1, that holds the offset.
func (p *page) lineAt(offset int) int { return sort.SearchInts(p.starts, offset+1) }

// start is the offset of a block's first byte; -1: not known.
func (p *page) start(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if n.Pos() >= 0 {
		return n.Pos()
	}
	if c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock {
		return p.start(c)
	}
	return -1
}

// bounds is the range of a block's own lines without white space around.
func (p *page) bounds(n ast.Node) (from, to int) {
	l := n.Lines()
	if l.Len() == 0 {
		return -1, -1
	}
	from, to = l.At(0).Start, l.At(l.Len()-1).Stop
	for to > from && isSpace(p.src[to-1]) {
		to--
	}
	for from < to && isSpace(p.src[from]) {
		from++
	}
	return from, to
}

// isSpace tells whether the byte is white space of Markdown.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// lineBounds is the range of a line, from 0, with its end.
func (p *page) lineBounds(i int) (from, to int) {
	if i+1 < len(p.starts) {
		return p.starts[i], p.starts[i+1]
	}
	return p.starts[i], len(p.src)
}
