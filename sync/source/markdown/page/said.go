package page

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// saidLines are the lines of a block that hold its words: behind them may
// stand a list of attributes, or a footnote that no blank line sets apart.
func (p *Page) saidLines(lines *text.Segments) *text.Segments {
	n := lines.Len()
	for i := 1; i < n; i++ {
		if seg := lines.At(i); p.opensNote(seg.Start, seg.Stop) {
			n = i
		}
	}
	for n > 1 && p.holdsAttributes(lines.At(n-1)) {
		n--
	}
	if n == lines.Len() {
		return lines
	}
	said := text.NewSegments()
	said.AppendAll(lines.Sliced(0, n))
	return said
}

// opensNote: a line begins with "[^label]:".
func (p *Page) opensNote(from, to int) bool {
	raw := bytes.TrimLeft(p.Src[from:to], " \t")
	raw = bytes.TrimPrefix(raw, []byte("\\"))
	if !bytes.HasPrefix(raw, []byte("[^")) {
		return false
	}
	raw = raw[:min(len(raw), 100)]
	label, end := noteLabel(string(raw), 0)
	return label != "" && end < len(raw) && raw[end] == ':'
}

// holdsAttributes: a line is "{: .class}" and nothing else.
func (p *Page) holdsAttributes(seg text.Segment) bool {
	raw := bytes.TrimSpace(p.Src[seg.Start:seg.Stop])
	if len(raw) < 4 || len(raw) > maxAside || raw[0] != '{' || raw[len(raw)-1] != '}' {
		return false
	}
	end, sure := attributesEnd(string(raw), 0)
	return sure && end == len(raw)
}

// definesNote tells whether the document says what a footnote's label stands
// for.
func (p *Page) definesNote(label string) bool {
	if p.notes == nil {
		p.notes = map[string]bool{}
		for i := range p.starts {
			from, to := p.LineBounds(i + 1)
			at := bytes.IndexByte(p.Src[from:to], '[')
			if at < 0 {
				continue
			}
			if p.opensNote(from, to) {
				label, _ := noteLabel(p.Text[from+at:to], 0)
				p.notes[label] = true
			} else if end := strings.Index(p.Text[from:min(to, from+8)], "] "); at == 0 && end > 1 {
				p.notes[p.Text[from:from+end+1]] = true // "[1] text"
			}
		}
	}
	return p.notes[label]
}

// WordBounds is the range of a block's own words without white space around,
// and without what stands behind them: a list of attributes, a footnote.
func (p *Page) WordBounds(n ast.Node) (from, to int) {
	from, _ = p.Bounds(n)
	if from < 0 {
		return from, from
	}
	lines := p.saidLines(n.Lines())
	to = lines.At(lines.Len() - 1).Stop
	for to > from && IsSpace(p.Src[to-1]) {
		to--
	}
	return from, to
}

// Holds tells whether a sign is anywhere in the document.
func (p *Page) Holds(sign string) bool {
	held, known := p.held[sign]
	if !known {
		if p.held == nil {
			p.held = map[string]bool{}
		}
		held = strings.Contains(p.Text, sign)
		p.held[sign] = held
	}
	return held
}

// Around tells, once for each, whether something holds of the source of the
// whole list, table or other block of the document that a block stands in.
func (p *Page) Around(n ast.Node, holds func(src []byte) bool) bool {
	for n.Parent() != nil && n.Parent() != p.Root {
		n = n.Parent()
	}
	if held, known := p.around[n]; known {
		return held
	}
	from, to := max(0, p.Start(n)), len(p.Src)
	for next := n.NextSibling(); next != nil; next = next.NextSibling() {
		if at := p.Start(next); at >= from {
			to = at
			break
		}
	}
	if p.around == nil {
		p.around = map[ast.Node]bool{}
	}
	p.around[n] = holds(p.Src[from:to])
	return p.around[n]
}

// boxAside is the check box that opens an item's lines, with the space behind
// it, where its sign would be markup or a link if it were read with the rest.
func (p *Page) boxAside(n ast.Node, lines *text.Segments) string {
	if n.Parent() == nil || n.Parent().Kind() != ast.KindListItem || n.PreviousSibling() != nil {
		return ""
	}
	seg := lines.At(0)
	m := RawBox.FindSubmatch(p.Src[seg.Start:min(seg.Stop, seg.Start+12)])
	if m == nil || len(m[0]) >= seg.Len() || seg.Padding > 0 || bytes.IndexByte(m[0], '\n') >= 0 || len(bytes.TrimSpace(m[1])) == 0 {
		return ""
	}
	_, defined := p.context.Reference(util.ToLinkReference(m[1]))
	if defined || (m[1][0] == '~' || m[1][0] == '*') && bytes.IndexByte(p.Src[seg.Start+len(m[0]):lines.At(lines.Len()-1).Stop], m[1][0]) >= 0 {
		return string(m[0])
	}
	return ""
}

// behind are the lines without their first bytes.
func behind(lines *text.Segments, box int) *text.Segments {
	if box == 0 {
		return lines
	}
	out := text.NewSegments()
	for i := range lines.Len() {
		seg := lines.At(i)
		if i == 0 {
			seg = text.NewSegment(seg.Start+box, seg.Stop)
		}
		out.Append(seg)
	}
	return out
}
