package html

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

// marks is where our block stands in a page, and what is wrong with it.
type marks struct {
	document.Marks
}

// findMarks looks for our marks among the comments of a page.
func (p *parser) findMarks() marks {
	m := marks{Marks: document.Marks{From: -1, To: -1, At: len(p.doc)}}
	if p.end >= 0 {
		m.At = p.end
	}
	ended := false
	walk(p.root, func(n *node) bool {
		if n.tag == isComment {
			m.see(p, n, &ended)
		}
		return true
	})
	switch {
	case m.From >= 0 && ended:
		p.ours = place{m.From, m.To}
	case m.From >= 0:
		m.fail("the follow-through block that begins in line %d has no end", p.line(m.From))
		p.ours = place{m.From, m.From}
		if i := bytes.Index(bytes.ToLower(p.doc[m.From:]), []byte("</table>")); i >= 0 {
			p.ours.to += i
		}
	}
	if m.Problem != "" {
		m.Broken, m.From, m.To = true, -1, -1
	}
	if p.torn >= 0 {
		m.Open = true
		m.fail("the document ends inside what begins in line %d: a comment, a tag or something hidden without an end", p.line(p.torn))
	}
	return m
}

func (m *marks) see(p *parser, n *node, ended *bool) {
	words := strings.Fields(n.text)
	switch {
	case len(words) == 0 || !bytes.HasSuffix(p.doc[:n.to], []byte("-->")):
	case words[0] == beginMark && m.From >= 0:
		m.fail("a second follow-through block begins in line %d", p.line(n.from))
	case words[0] == beginMark:
		words = append(words, "", "")
		m.From, m.Review, m.Digest = n.from, review.Key(words[1]), words[2]
	case words[0] == endMark && m.From < 0:
		m.fail("line %d ends a follow-through block that has no begin", p.line(n.from))
	case words[0] == endMark && *ended:
		m.fail("line %d ends the follow-through block a second time", p.line(n.from))
	case words[0] == endMark:
		m.To, *ended = n.to, true
	}
}

func (m *marks) fail(format string, args ...any) {
	if m.Problem == "" {
		m.Problem = fmt.Sprintf(format, args...)
	}
}

// skips tells whether a node is ours, and not read.
func (p *parser) skips(n *node) bool { return n.from >= p.ours.from && n.from < p.ours.to }

// line is the line, from 1, of a byte.
func (p *parser) line(at int) int { return sort.SearchInts(p.lines, at+1) }

// walk visits the nodes below one in their order, without recursion; visit tells
// whether to go below a node.
func walk(root *node, visit func(*node) bool) {
	n := root.first
	for n != nil {
		if visit(n) && n.first != nil {
			n = n.first
			continue
		}
		for n.next == nil {
			if n = n.parent; n == root || n == nil {
				return
			}
		}
		n = n.next
	}
}
