package page

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/followthrough/followthrough/sync/source/markdown/frontmatter"
)

// Page is one parsed document, for one reader at a time. src has the length of the document: what must
// not be parsed is blanked in it, so every offset is one of the document.
type Page struct {
	Src     []byte
	Text    string // Src, so that its parts need no copies
	front   frontmatter.Extent
	opening []byte // the document to the end of its front matter
	Root    ast.Node
	starts  []int // offsets of line starts
	Marks   marks
	scratch []byte         // for the text of one block at a time
	own     bool           // Src is a copy, not the document itself
	context parser.Context // holds the links that the document defines
	block   text.BlockReader
	notes   map[string]bool   // labels of footnotes; nil: not asked for yet
	held    map[string]bool   // what Holds was asked for
	around  map[ast.Node]bool // what Around was asked for
}

// New parses a document, which Decodable has let pass.
func New(doc []byte) *Page {
	p := &Page{Src: doc}
	p.blankBOM()
	p.unifyLineEnds()
	p.cutFrontMatter()
	p.blankConflicts()
	p.lines()
	p.Text = string(p.Src)
	p.parse()
	p.Marks = findMarks(p)
	return p
}

// copied lets Src be written to.
func (p *Page) copied() {
	if !p.own {
		p.Src, p.own = bytes.Clone(p.Src), true
	}
}

func (p *Page) blank(from, to int) {
	p.copied()
	for i := from; i < to; i++ {
		if p.Src[i] != '\n' && p.Src[i] != '\r' {
			p.Src[i] = ' '
		}
	}
}

// blankBOM lets the first line begin where it seems to.
func (p *Page) blankBOM() {
	if bytes.HasPrefix(p.Src, []byte("\xef\xbb\xbf")) {
		p.blank(0, 3)
	}
}

// unifyLineEnds makes "\n" of a lone "\r", the line end of old files.
func (p *Page) unifyLineEnds() {
	if bytes.IndexByte(p.Src, '\r') < 0 {
		return
	}
	p.copied()
	for i, c := range p.Src {
		if c == '\r' && (i+1 == len(p.Src) || p.Src[i+1] != '\n') {
			p.Src[i] = '\n'
		}
	}
}

// cutFrontMatter takes the front matter out of what is read as Markdown.
func (p *Page) cutFrontMatter() {
	if p.front = frontmatter.Find(p.Src); p.front.End > 0 {
		p.opening = bytes.Clone(p.Src[:min(len(p.Src), p.front.End+aroundFront)])
		p.blank(0, p.front.End)
	}
}

// aroundFront is how much of the text behind front matter is looked at for more
// of it.
const aroundFront = 4 << 10

// Matter reads the front matter; keys are those that decide.
func (p *Page) Matter(keys frontmatter.Keys) frontmatter.Matter {
	if p.front.End > 0 {
		return frontmatter.Read(p.opening, p.front, keys)
	}
	return frontmatter.Read(p.Src, p.front, keys)
}

// blankConflicts takes out the lines that a failed merge left: read as
// Markdown, one of them makes a heading of the line above.
func (p *Page) blankConflicts() {
	if !bytes.Contains(p.Src, []byte("<<<<<<< ")) {
		return
	}
	for at := 0; at < len(p.Src); at += lineLen(p.Src, at) {
		l := strings.TrimRight(line(p.Src, at), "\r\n")
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

func line(src []byte, at int) string {
	if at >= len(src) {
		return ""
	}
	return string(src[at:min(len(src), at+lineLen(src, at))])
}

func (p *Page) lines() {
	p.starts = make([]int, 1, bytes.Count(p.Src, []byte("\n"))+1)
	for at := 0; ; {
		i := bytes.IndexByte(p.Src[at:], '\n')
		if i < 0 {
			return
		}
		at += i + 1
		p.starts = append(p.starts, at)
	}
}

// LineAt is the line, from 1, that holds the offset.
func (p *Page) LineAt(offset int) int {
	return sort.SearchInts(p.starts, offset+1)
}

// Start is the offset of a block's first byte; -1: not known.
func (p *Page) Start(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if n.Pos() >= 0 {
		return n.Pos()
	}
	if c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock {
		return p.Start(c)
	}
	return -1
}

// Bounds is the range of a block's own lines without white space around.
func (p *Page) Bounds(n ast.Node) (from, to int) {
	l := n.Lines()
	if l.Len() == 0 {
		return -1, -1
	}
	from, to = l.At(0).Start, l.At(l.Len()-1).Stop
	for to > from && IsSpace(p.Src[to-1]) {
		to--
	}
	for from < to && IsSpace(p.Src[from]) {
		from++
	}
	return from, to
}

// IsSpace tells whether the byte is white space of Markdown.
func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// Rich is the visible text of a block.
func (p *Page) Rich(n ast.Node) Rich { return p.richOf(n) }

// Raw is the text of a block's own lines as written.
func (p *Page) Raw(n ast.Node) string { return string(n.Lines().Value(p.Src)) }

// Lines is how many lines the document has.
func (p *Page) Lines() int { return len(p.starts) }

// LineBounds is the range of a line, from 1, with its end.
func (p *Page) LineBounds(n int) (from, to int) {
	if n < len(p.starts) {
		return p.starts[n-1], p.starts[n]
	}
	return p.starts[n-1], len(p.Src)
}

// InFront tells whether a line belongs to the front matter.
func (p *Page) InFront(n int) bool { return p.starts[n-1] < p.front.End }

// InBlock tells whether the byte stands between our marks.
func (p *Page) InBlock(at int) bool {
	return p.Marks.From >= 0 && at >= p.Marks.From && at < p.Marks.To
}
