package writeback

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

// withCode are the rows of the write-back, each with what of its title is code in
// the line that it was read from.
func (w *writer) withCode() review.WriteBack {
	texts := map[int]document.Rich{}
	keep := func(from int, r document.Rich) {
		if _, had := texts[from]; !had && len(codeIn(r)) > 0 {
			texts[from] = r
		}
	}
	document.Walk(w.Blocks, func(b *document.Block) bool {
		keep(b.From, b.Rich)
		for _, l := range b.Lines {
			keep(l.From, l.Rich)
		}
		if b.Grid != nil {
			for _, row := range b.Grid.Rows {
				for _, c := range row.Cells {
					keep(c.From, c.Rich)
				}
			}
		}
		return true
	})
	r := w.report
	if len(texts) == 0 {
		return r
	}
	r.Rows = append([]review.Row(nil), r.Rows...)
	for i, row := range r.Rows {
		if row.Index < 0 || row.Index >= len(w.Found) {
			continue
		}
		if text, ok := texts[w.Found[row.Index].Place.From]; ok {
			r.Rows[i].Code = codeOf(mdedit.Line(row.Title), text)
		}
	}
	return r
}

// codeIn are the pieces of code in a text.
func codeIn(r document.Rich) []document.Span {
	var out []document.Span
	for _, s := range r.Spans {
		if s.Kind == document.Code && s.To > s.From {
			out = append(out, s)
		}
	}
	return out
}

// codeOf are the ranges of a title that are code in the text which it was read
// from: of words that stand there several times the same one is meant.
func codeOf(title string, text document.Rich) [][2]int {
	var out [][2]int
	read := 0
	for _, s := range codeIn(text) {
		code := text.Text[s.From:s.To]
		n := len(standing(text.Text[:s.From], code))
		if at := standing(title, code); n < len(at) && at[n] >= read {
			read = at[n] + len(code)
			out = append(out, [2]int{at[n], read})
		}
	}
	return out
}

// standing are the places at which words stand in a text by themselves.
func standing(text, words string) []int {
	var out []int
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return out
		}
		from, to := at+i, at+i+len(words)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		first, _ := utf8.DecodeRuneInString(words)
		last, _ := utf8.DecodeLastRuneInString(words)
		after, _ := utf8.DecodeRuneInString(text[to:])
		if !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after)) {
			out = append(out, from)
		}
		at = to
	}
}

func inWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// Title is the row's title, cut to so many characters, its words written by write
// and its code by code.
func Title(row review.Row, most int, write, code func(string) string) string {
	whole := mdedit.Line(row.Title)
	title := mdedit.Cut(whole, most)
	end := len(title)
	if title != whole {
		end -= len("…")
	}
	var b strings.Builder
	read := 0
	for _, at := range row.Code {
		if at[0] < read || at[1] > end {
			break
		}
		b.WriteString(spaced(title[read:at[0]], write) + code(title[at[0]:at[1]]))
		read = at[1]
	}
	return b.String() + spaced(title[read:], write)
}
