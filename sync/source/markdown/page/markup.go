package page

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"
)

// maxSignsCut is how many signs of one emphasis are taken out of a line.
const maxSignsCut = 40

// DropMarkup takes links and emphasis, and what is no word, out of a line read
// without the parser.
func (r *Rich) DropMarkup() {
	r.dropMarkup()
	r.dropAsides(nil)
	r.AddBareURLs()
}

func (r *Rich) dropMarkup() {
	for range 20 {
		from, mid, to := inlineLink(r.Text)
		if from < 0 {
			break
		}
		url := r.Text[mid+len("](") : to-1]
		r.Cut(mid, to)
		r.Cut(from, from+1)
		r.Spans = append(r.Spans, Span{From: from, To: mid - 1, Kind: Link, URL: url})
	}
	for _, sign := range []string{"**", "__", "`"} {
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
}

// LineRich is the visible text of a part of one line, read on its own, without
// the bullet that a word processor wrote before it.
func (p *Page) LineRich(from, to int) Rich {
	before := Rich{Text: strings.TrimLeft(Plain(p.Src[from:to]), bullets)}
	before.dropMarkup()
	before.AddBareURLs()
	for from < to && strings.ContainsRune(bullets, firstRune(p.Text[from:to])) {
		from += utf8.RuneLen(firstRune(p.Text[from:to]))
	}
	lines := text.NewSegments()
	lines.Append(text.NewSegment(from, to))
	r := p.finished(p.built(p.readInline(lines), ""))
	if r.Text != before.Text {
		r.Before = &before
	}
	return r
}

// bullets are what opens an item where it is no list.
const bullets = "•·–— "

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// inlineLink is the first "[text](address)" of a text without brackets in
// either: where it begins, where its text ends, and where it ends itself;
// from < 0: there is none.
func inlineLink(text string) (from, mid, to int) {
	for at := 0; ; at = mid + 1 {
		i := strings.Index(text[at:], "](")
		if i < 0 {
			return -1, -1, -1
		}
		mid = at + i
		from = strings.LastIndexAny(text[at:mid], "[]")
		end := strings.IndexAny(text[mid+2:], "() \t\n\f\r")
		if from >= 0 && text[at+from] == '[' && end >= 0 && text[mid+2+end] == ')' {
			return at + from, mid, mid + 2 + end + 1
		}
	}
}
