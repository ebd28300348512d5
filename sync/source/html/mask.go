package html

import "bytes"

// masked is a page without its markup, each byte where it was: a line where a
// block begins or ends, a bar before a cell. What is hidden is kept, for it may
// say who may see the review: comments, and elements that are not shown.
type masked struct {
	*parser
	out  []byte
	said bool // since the last line end
}

func (p *parser) mask() string {
	m := masked{parser: p, out: bytes.Repeat([]byte(" "), len(p.doc))}
	m.below(p.root)
	return string(m.out)
}

func (m *masked) below(n *node) {
	for c := n.first; c != nil; c = c.next {
		switch {
		case m.skips(c) || unread[c.tag] && c.tag != "head" && c.tag != "nav":
		case c.tag == isText:
			m.keep(c.from, c.to)
		case c.tag == isComment:
			m.endLine(c.from)
			m.keep(min(c.from+len("<!--"), c.to), max(c.from, c.to-len("-->")))
			m.endLine(c.to)
		case c.tag == "td" || c.tag == "th":
			m.out[c.open-1], m.said = '|', true
			m.below(c)
		case c.blocks || c.tag == "br":
			m.endLine(c.open)
			m.below(c)
			m.endLine(c.to)
		default:
			m.below(c)
		}
	}
}

// endLine ends a line right before a byte, if it says anything.
func (m *masked) endLine(at int) {
	if m.said && at > 0 {
		m.out[at-1], m.said = '\n', false
	}
}

// keep keeps what a text says.
func (m *masked) keep(from, to int) {
	for i := from; i < to; i++ {
		switch c := m.doc[i]; {
		case c == '\n' || c == '\r':
			m.endLine(i + 1)
		case c != '\t':
			m.out[i], m.said = c, m.said || c != ' '
		}
	}
}
