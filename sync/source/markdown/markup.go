package markdown

import (
	"regexp"
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

// inlineLink is a link without brackets in its text or address.
var inlineLink = regexp.MustCompile(`\[([^\[\]]*)\]\(([^()\s]*)\)`)

// The most that is taken out of a line: links, and signs of one emphasis.
const (
	maxLinksCut = 20
	maxSignsCut = 40
)

// bare takes links and strong emphasis out of a text.
func bare(line string) document.Rich {
	r := document.Rich{Text: line}
	for range min(maxLinksCut, strings.Count(line, "](")) {
		m := inlineLink.FindStringSubmatchIndex(r.Text)
		if m == nil {
			break
		}
		url := r.Text[m[4]:m[5]]
		r.Cut(m[3], m[1])
		r.Cut(m[0], m[2])
		r.Spans = append(r.Spans, document.Span{From: m[0], To: m[3] - 1, Kind: document.Link, URL: url})
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
