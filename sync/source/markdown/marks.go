package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/review"
)

// ourMarks is where our block stands in a page, and what is wrong with it.
type ourMarks struct {
	Begin, End ast.Node
	From, To   int // bytes from the begin mark's first to the end mark's last; from < 0: no block
	Review     review.Key
	Digest     string
	Problem    string
	Broken     bool // the marks themselves are wrong: nothing is written
	blockNodes map[ast.Node]bool
	Open       int // offset of the fence or comment in which the document ends; -1: none
}

// remark is one comment: of HTML in an HTML block, or of MDX on a line of its own.
type remark struct {
	from, to int
	body     string
}

// findMarks looks for our marks among the parsed comments of the document's
// own level.
func findMarks(p *page) ourMarks {
	m := ourMarks{From: -1, To: -1, Open: openEnd(p), blockNodes: map[ast.Node]bool{}}
	for n := p.root.FirstChild(); n != nil; n = n.NextSibling() {
		switch h := n.(type) {
		case *ast.HTMLBlock:
			from, to := htmlBounds(h)
			for _, c := range commentsIn(p, from, to) {
				m.see(p, n, c)
			}
		case *ast.FencedCodeBlock:
			if c, ok := rawComment(p, h); ok {
				m.see(p, n, c)
			}
		case *ast.Paragraph:
			for _, c := range jsComments(p, h) {
				m.see(p, n, c)
			}
		}
		if m.Begin != nil && m.End == nil {
			m.blockNodes[n] = true
		}
	}
	m.judge(p)
	return m
}

func (m *ourMarks) see(p *page, n ast.Node, c remark) {
	words := strings.Fields(c.body)
	switch {
	case len(words) == 0:
	case words[0] == "followthrough:begin":
		if m.Begin != nil {
			m.fail("a second follow-through block begins in line %d", p.lineAt(c.from))
			return
		}
		m.Begin, m.From = n, c.from
		m.blockNodes[n] = true
		if len(words) > 1 {
			m.Review = review.Key(words[1])
		}
		if len(words) > 2 {
			m.Digest = words[2]
		}
	case words[0] == "followthrough:end":
		switch {
		case m.Begin == nil:
			m.fail("line %d ends a follow-through block that has no begin", p.lineAt(c.from))
		case m.End != nil:
			m.fail("line %d ends the follow-through block a second time", p.lineAt(c.from))
		default:
			m.End, m.To = n, c.to
		}
	}
}

func (m *ourMarks) fail(format string, args ...any) {
	if m.Problem == "" {
		m.Problem = fmt.Sprintf(format, args...)
	}
}

// judge says what keeps us from writing. What follows a lone begin is the
// author's again after the first table.
func (m *ourMarks) judge(p *page) {
	if m.Begin != nil && m.End == nil {
		m.fail("the follow-through block that begins in line %d has no end", p.lineAt(m.From))
		m.blockNodes = map[ast.Node]bool{m.Begin: true}
		for n := m.Begin.NextSibling(); n != nil && len(m.blockNodes) < 5; n = n.NextSibling() {
			m.blockNodes[n] = true
			if n.Kind() == extast.KindTable {
				break
			}
		}
	}
	if m.End != nil {
		m.blockNodes[m.End] = true
	}
	if m.Problem != "" {
		m.Broken, m.From, m.To = true, -1, -1
	}
	if m.Open >= 0 {
		m.fail("the document ends inside what begins in line %d: a fence or comment without an end", p.lineAt(m.Open))
	}
}

// rawComment is the one comment of a fence in which pandoc keeps HTML, with the
// fence.
func rawComment(p *page, n *ast.FencedCodeBlock) (remark, bool) {
	l := n.Lines()
	if n.Info == nil || string(n.Info.Segment.Value(p.src)) != "{=html}" || l.Len() != 1 {
		return remark{}, false
	}
	start, end := fenceStart(p, n), l.At(0).Stop
	all := commentsIn(p, l.At(0).Start, end)
	if len(all) != 1 || !fenceClosed(p, n, start) {
		return remark{}, false
	}
	return remark{start, end + len(strings.TrimRight(lineAt(p.src, end), "\r\n")), all[0].body}, true
}

// jsComments are the lines of a paragraph that are comments of MDX, as we write
// our marks there.
func jsComments(p *page, n *ast.Paragraph) []remark {
	var out []remark
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		text := strings.TrimSpace(p.text[seg.Start:seg.Stop])
		body, opens := strings.CutPrefix(text, "{/*")
		body, closes := strings.CutSuffix(body, "*/}")
		if opens && closes {
			from := seg.Start + strings.Index(p.text[seg.Start:seg.Stop], text)
			out = append(out, remark{from, from + len(text), body})
		}
	}
	return out
}

// commentsIn are the comments in a range of HTML, with their bounds.
func commentsIn(p *page, from, to int) []remark {
	var out []remark
	for at := from; at < to; {
		i := bytes.Index(p.src[at:to], []byte("<!--"))
		if i < 0 {
			return out
		}
		start := at + i
		j := bytes.Index(p.src[start+2:to], []byte("-->")) // "<!-->" is a comment too
		if j < 0 {
			return out
		}
		end := start + 2 + j + 3
		out = append(out, remark{start, end, string(p.src[min(start+4, end-3) : end-3])})
		at = end
	}
	return out
}

// htmlBounds is the range of an HTML block with its closing line.
func htmlBounds(h *ast.HTMLBlock) (from, to int) {
	from, to = h.Pos(), h.Pos()
	if h.Lines().Len() > 0 {
		from, to = h.Lines().At(0).Start, h.Lines().At(h.Lines().Len()-1).Stop
	}
	if h.HasClosure() && h.ClosureLine.Stop > to {
		to = h.ClosureLine.Stop
	}
	return max(0, from), max(0, to)
}

// openEnd is the offset of the fence or comment at the document's own level
// that nothing closes; -1: none.
func openEnd(p *page) int {
	switch n := p.root.LastChild().(type) {
	case *ast.FencedCodeBlock:
		if start := fenceStart(p, n); !fenceClosed(p, n, start) {
			return start
		}
	case *ast.HTMLBlock:
		if n.HTMLBlockType <= ast.HTMLBlockType5 && !n.HasClosure() && !closedInside(p, n) {
			from, _ := htmlBounds(n)
			return from
		}
	}
	return -1
}

func closedInside(p *page, h *ast.HTMLBlock) bool {
	from, to := htmlBounds(h)
	text := strings.ToLower(string(p.src[from:to]))
	switch h.HTMLBlockType {
	case ast.HTMLBlockType1:
		return strings.Contains(text, "</script>") || strings.Contains(text, "</pre>") || strings.Contains(text, "</style>") || strings.Contains(text, "</textarea>")
	case ast.HTMLBlockType2:
		return strings.Contains(text, "-->")
	case ast.HTMLBlockType3:
		return strings.Contains(text, "?>")
	case ast.HTMLBlockType5:
		return strings.Contains(text, "]]>")
	}
	return strings.Contains(text, ">")
}

func fenceStart(p *page, n *ast.FencedCodeBlock) int {
	at := n.Pos()
	if at < 0 && n.Info != nil {
		at = n.Info.Segment.Start
	}
	if at < 0 {
		at = p.start(n)
	}
	return p.starts[p.lineAt(max(0, at))-1]
}

func fenceClosed(p *page, n *ast.FencedCodeBlock, start int) bool {
	fence := strings.TrimSpace(lineAt(p.src, start))
	sign := "```"
	if strings.HasPrefix(fence, "~~~") {
		sign = "~~~"
	}
	at := start + lineLen(p.src, start)
	if l := n.Lines(); l.Len() > 0 {
		at = l.At(l.Len() - 1).Stop
	}
	return strings.HasPrefix(strings.TrimSpace(lineAt(p.src, at)), sign)
}
