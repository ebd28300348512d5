package html

import "bytes"

// masked is a page without its markup, each byte where it was: a line where a
// block begins or ends, a bar before a cell. What is hidden is kept, for it may
// say who may see the review: comments, and elements that are not shown.
type masked struct {
	*parser
	out  []byte
	said bool // since the last line end
	due  bool // a line end, before what is said next
}

func (p *parser) mask() string {
	m := masked{parser: p, out: bytes.Repeat([]byte(" "), len(p.doc))}
	m.below(p.root)
	return string(m.out)
}

func (m *masked) below(n *node) {
	for c := n.first; c != nil; c = c.next {
		switch {
		case m.skips(c) || c.tag == "script" || c.tag == "style":
		case c.tag == isText:
			m.keep(c.from, c.to)
		case c.tag == isComment:
			m.endLine()
			end := c.to
			if m.torn != c.from {
				end -= len("-->")
			}
			m.keep(min(c.from+len("<!--"), c.to), max(c.from, end))
			m.endLine()
		case c.tag == "td" || c.tag == "th":
			m.out[c.open-1] = '|'
			m.says(c.open - 1)
			m.below(c)
		case c.blocks || c.tag == "br":
			m.endLine()
			m.below(c)
			m.endLine()
		default:
			m.below(c)
		}
	}
}

// endLine ends a line, if it says anything. What ends it may have no byte of its
// own, so the sign stands before the next line's first.
func (m *masked) endLine() {
	if m.said {
		m.said, m.due = false, true
	}
}

// says notes that a line says something from a byte on.
func (m *masked) says(at int) {
	if m.due && at > 0 {
		m.out[at-1] = '\n'
	}
	m.said, m.due = true, false
}

// keep keeps what a text says.
func (m *masked) keep(from, to int) {
	for i := from; i < to; i++ {
		switch c := m.doc[i]; {
		case c == '\n' || c == '\r':
			m.endLine()
		case c != '\t':
			m.out[i] = c
			if c != ' ' && !m.said {
				m.says(i)
			}
		}
	}
}
