package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

// normalise is review.Normalise of the texts one after the other, much faster
// for what is ASCII: lines, and in others the runs between white space.
func normalise(texts ...[]byte) string {
	var b strings.Builder
	for _, text := range texts {
		b.Grow(len(text))
		for l := range bytes.Lines(text) {
			if asciiLine(&b, l) {
				continue
			}
			for _, run := range bytes.FieldsFunc(l, asciiSpace) {
				if !asciiLine(&b, run) {
					addWords(&b, review.Normalise(string(run)))
				}
			}
		}
	}
	return b.String()
}

func asciiSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

func addWords(b *strings.Builder, words string) {
	if b.Len() > 0 && words != "" {
		b.WriteByte(' ')
	}
	b.WriteString(words)
}

// asciiLine adds the normalised words of a line; false: it is not ASCII, and
// nothing was added.
func asciiLine(b *strings.Builder, l []byte) bool {
	for _, c := range l {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	start := -1
	for i := 0; i <= len(l); i++ {
		if i < len(l) && asciiWord[l[i]] {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			asciiAdd(b, l[start:i])
			start = -1
		}
	}
	return true
}

// asciiWord tells which ASCII signs stand inside words, asciiEdge which of
// these don't at their ends. Both follow review.Normalise; a test compares.
var asciiWord, asciiEdge = asciiSigns()

func asciiSigns() (word, edge [256]bool) {
	for c := byte('!'); c < 0x7f; c++ {
		word[c] = strings.IndexByte("*`~\"()[]{}<>|", c) < 0
		edge[c] = strings.IndexByte("_.,;:!?'-/\\", c) >= 0
	}
	return word, edge
}

func asciiAdd(b *strings.Builder, w []byte) {
	for len(w) > 0 && asciiEdge[w[0]] {
		w = w[1:]
	}
	for len(w) > 0 && asciiEdge[w[len(w)-1]] {
		w = w[:len(w)-1]
	}
	if len(w) == 0 {
		return
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	for _, c := range w {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
}
