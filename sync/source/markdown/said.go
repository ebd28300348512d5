package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// saidLines are the lines of a block that hold its words: behind them may
// stand a list of attributes, shortcodes, or, with no blank line between, a
// footnote or the end of what the block stands in.
func (p *page) saidLines(lines *text.Segments) *text.Segments {
	n := lines.Len()
	for i := 1; i < n; i++ {
		if seg := lines.At(i); p.opensNote(seg.Start, seg.Stop) || endsWords(p.text[seg.Start:seg.Stop]) {
			n = i
		}
	}
	for n > 1 && p.holdsNoWords(lines.At(n-1)) {
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
func (p *page) opensNote(from, to int) bool {
	raw := bytes.TrimLeft(p.src[from:to], " \t")
	raw = bytes.TrimPrefix(raw, []byte("\\"))
	if !bytes.HasPrefix(raw, []byte("[^")) {
		return false
	}
	raw = raw[:min(len(raw), 100)]
	label, end := noteLabel(string(raw), 0)
	return label != "" && end < len(raw) && raw[end] == ':'
}

// holdsNoWords: a line is "{: .class}", or a shortcode, and nothing else.
func (p *page) holdsNoWords(seg text.Segment) bool {
	raw := strings.TrimSpace(p.text[seg.Start:seg.Stop])
	if len(raw) < 4 || len(raw) > maxAside || raw[0] != '{' || raw[len(raw)-1] != '}' {
		return false
	}
	if onlyShortcodes(raw) {
		return true
	}
	end, sure := attributesEnd(raw, 0)
	return sure && end == len(raw)
}

// definesNote tells whether the document says what a footnote's label stands
// for; of no document, none does.
func (p *page) definesNote(label string) bool {
	if p == nil {
		return false
	}
	if p.notes == nil {
		p.notes = map[string]bool{}
		for i := range p.starts {
			from, to := p.lineBounds(i)
			at := bytes.IndexByte(p.src[from:to], '[')
			if at < 0 {
				continue
			}
			if p.opensNote(from, to) {
				label, _ := noteLabel(p.text[from+at:to], 0)
				p.notes[label] = true
			} else if end := strings.Index(p.text[from:min(to, from+8)], "] "); at == 0 && end > 1 {
				p.notes[p.text[from:from+end+1]] = true // "[1] text"
			}
		}
	}
	return p.notes[label]
}

// wordBounds is the range of a block's own words without white space around,
// and without what stands behind them: a list of attributes, a footnote.
func (p *page) wordBounds(n ast.Node) (from, to int) {
	from, _ = p.bounds(n)
	if from < 0 {
		return from, from
	}
	lines := p.saidLines(n.Lines())
	to = lines.At(lines.Len() - 1).Stop
	for to > from && isSpace(p.src[to-1]) {
		to--
	}
	return from, to
}

// lineID is what Obsidian links a line by, which has to stay its last.
var lineID = regexp.MustCompile(`^[ \t]\^[A-Za-z0-9-]{4,40}$`)

// maxTail is how many bytes at the end of a text are looked at for signs.
const maxTail = 400

// linkBounds is the range of a list item's own words, without white space around:
// what belongs to it stands before what has to stay at the end of its lines
// (attributes, footnotes, what Obsidian reads there).
func (p *page) linkBounds(head ast.Node) (from, to int) {
	from, to = p.wordBounds(head)
	for end := to; end > from; {
		text := p.text[max(from, end-maxTail):end]
		cut := len(text)
		if at := strings.LastIndexByte(text, '^') - 1; at >= 0 && lineID.MatchString(text[at:]) {
			cut = at
		} else if at := attributesAt(text); at >= 0 {
			cut = at
		} else if signs := words.TaskSigns(text); len(signs) > 0 && signs[len(signs)-1].To == len(text) {
			cut = signs[len(signs)-1].From
		}
		if cut == len(text) {
			return from, end
		}
		trimmed := strings.TrimRight(text[:cut], " \t\r\n")
		if trimmed == "" {
			return from, to // nothing else is there
		}
		end -= len(text) - len(trimmed)
	}
	return from, to
}

// boxAside is the check box that opens an item's lines, with the space behind
// it, where its sign would be markup or a link if it were read with the rest.
func (p *page) boxAside(n ast.Node, lines *text.Segments) string {
	if n.Parent() == nil || n.Parent().Kind() != ast.KindListItem || n.PreviousSibling() != nil {
		return ""
	}
	seg := lines.At(0)
	if seg.Len() == 0 || p.src[seg.Start] != '[' {
		return ""
	}
	m := rawBox.FindSubmatch(p.src[seg.Start:min(seg.Stop, seg.Start+12)])
	if m == nil || len(m[0]) >= seg.Len() || seg.Padding > 0 || bytes.IndexByte(m[0], '\n') >= 0 || len(bytes.TrimSpace(m[1])) == 0 {
		return ""
	}
	_, defined := p.context.Reference(util.ToLinkReference(m[1]))
	if defined || (m[1][0] == '~' || m[1][0] == '*') && bytes.IndexByte(p.src[seg.Start+len(m[0]):lines.At(lines.Len()-1).Stop], m[1][0]) >= 0 {
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
