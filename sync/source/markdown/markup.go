package markdown

import (
	"strings"

	"github.com/yuin/goldmark/text"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/source/document"
)

// line reads a part of one line on its own.
func (p *page) line(from, to int) document.Rich {
	if !strings.ContainsAny(p.text[from:to], markupSigns) {
		r := document.Rich{Text: p.text[from:to]}
		r.AddBareURLs()
		return r
	}
	before := bare(plain(p.src[from:to]))
	before.AddBareURLs()
	lines := text.NewSegments()
	lines.Append(text.NewSegment(from, to))
	r := p.finished(p.built(p.readInline(lines), ""))
	if r.Text != before.Text {
		r.Before = &before
	}
	return r
}

// markupSigns are the signs that mark something up within a line.
const markupSigns = "\\`*_[<&~{^"

// written takes links and strong emphasis, and what is no word, out of a line,
// without a parser.
func written(line string) document.Rich {
	r := withoutAsides(bare(strings.TrimSpace(mdedit.Unescape(line))), nil)
	r.AddBareURLs()
	return r
}

// linkIn finds the first link without brackets in its text or address: where the text
// ends, and where the link begins and ends.
func linkIn(line string) (from, middle, to int, found bool) {
	for at := 0; ; at = middle + 1 {
		i := strings.Index(line[at:], "](")
		if i < 0 {
			return 0, 0, 0, false
		}
		middle = at + i
		from = strings.LastIndexAny(line[:middle], "[]")
		to = strings.IndexAny(line[middle+2:], "() \t\n\f\r")
		if to += middle + 2; from >= 0 && line[from] == '[' && to >= middle+2 && line[to] == ')' {
			return from, middle, to + 1, true
		}
	}
}

// The most that is taken out of a line: links, and signs of one emphasis.
const (
	maxLinksCut = 20
	maxSignsCut = 40
)

// bare takes links and strong emphasis out of a text.
func bare(line string) document.Rich {
	r := document.Rich{Text: line}
	for range min(maxLinksCut, strings.Count(line, "](")) {
		from, middle, to, found := linkIn(r.Text)
		if !found {
			break
		}
		url := r.Text[middle+2 : to-1]
		r.Cut(middle, to)
		r.Cut(from, from+1)
		r.Spans = append(r.Spans, document.Span{From: from, To: middle - 1, Kind: document.Link, URL: url})
	}
	for _, sign := range []string{"**", "__", "`"} {
		if strings.IndexByte(r.Text, sign[0]) < 0 {
			continue
		}
		if len(r.Spans) == 0 {
			r.Text = strings.Replace(r.Text, sign, "", maxSignsCut)
			continue
		}
		for range maxSignsCut {
			i := strings.Index(r.Text, sign)
			if i < 0 {
				break
			}
			r.Cut(i, i+len(sign))
		}
	}
	return r
}
