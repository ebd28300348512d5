package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// page is one parsed document. src has the length of the document: what must
// not be parsed is blanked in it, so every offset is one of the document.
type page struct {
	src     []byte
	front   []byte // the front matter between its fences
	toml    bool
	root    ast.Node
	starts  []int // offsets of line starts
	marks   marks
	whyLine map[int]string // by line, for Explain only; nil otherwise
}

func newPage(doc []byte) *page {
	p := &page{src: bytes.Clone(doc)}
	p.blankBOM()
	p.unifyLineEnds()
	p.cutFrontMatter()
	p.blankConflicts()
	p.lines()
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	p.root = md.Parser().Parse(text.NewReader(p.src), parser.WithContext(parser.NewContext()))
	p.marks = findMarks(p)
	return p
}

func (p *page) blank(from, to int) {
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
	for i, c := range p.src {
		if c == '\r' && (i+1 == len(p.src) || p.src[i+1] != '\n') {
			p.src[i] = '\n'
		}
	}
}

// cutFrontMatter takes a leading block between "---" or "+++" lines.
func (p *page) cutFrontMatter() {
	start := len(p.src) - len(bytes.TrimLeft(p.src, " "))
	for _, fence := range []string{"---", "+++"} {
		if !isFence(line(p.src, start), fence) {
			continue
		}
		first := start + lineLen(p.src, start)
		for at := first; at < len(p.src); at += lineLen(p.src, at) {
			if isFence(line(p.src, at), fence) && looksLikeData(p.src[first:at]) {
				p.front, p.toml = bytes.Clone(p.src[first:at]), fence == "+++"
				p.blank(0, at+lineLen(p.src, at))
				return
			}
		}
	}
}

func isFence(line, fence string) bool {
	return strings.TrimRight(line, " \t\r\n") == fence
}

// looksLikeData tells front matter from prose between two rules.
func looksLikeData(front []byte) bool {
	for l := range bytes.Lines(front) {
		l = bytes.TrimSpace(l)
		if len(l) > 0 && l[0] != '#' {
			return l[0] == '[' || bytes.ContainsAny(l, ":=")
		}
	}
	return true
}

// blankConflicts takes out the lines that a failed merge left: read as
// Markdown, one of them makes a heading of the line above.
func (p *page) blankConflicts() {
	if !bytes.Contains(p.src, []byte("<<<<<<< ")) {
		return
	}
	for at := 0; at < len(p.src); at += lineLen(p.src, at) {
		l := strings.TrimRight(line(p.src, at), "\r\n")
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

func (p *page) lines() {
	p.starts = append(p.starts, 0)
	for i, c := range p.src {
		if c == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
}

// lineAt is the line, from 1, that holds the offset.
func (p *page) lineAt(offset int) int {
	return sort.SearchInts(p.starts, offset+1)
}

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

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (p *page) rich(n ast.Node) rich { return richOf(n, p.src) }

// raw is the text of a block's own lines as written.
func (p *page) raw(n ast.Node) string { return string(n.Lines().Value(p.src)) }
