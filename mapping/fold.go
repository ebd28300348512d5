package mapping

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// folded is a text as it is compared with people's names: compatibility forms
// and case folded, one kind of apostrophe and of hyphen, no format signs. Each
// rune knows the bytes of the text that it stands for.
type folded struct {
	runes    []rune
	from, to []int32 // documents are far smaller
}

// fold folds a text. It takes time in proportion to its length.
func fold(text string) folded {
	f := folded{runes: make([]rune, 0, len(text)), from: make([]int32, 0, len(text)), to: make([]int32, 0, len(text))}
	caser := cases.Fold()
	for at := 0; at < len(text); {
		if plainASCII(text, at) {
			f.add(rune(text[at]|lowerBit(text[at])), at, at+1)
			at++
			continue
		}
		size := norm.NFKC.NextBoundaryInString(text[at:], true)
		if size <= 0 {
			size = len(text) - at
		}
		f.addAll(caser.String(norm.NFKC.String(text[at:at+size])), at, at+size)
		at += size
	}
	return f
}

// plainASCII tells whether the sign at a place stands for itself: nothing that
// might combine with it follows.
func plainASCII(text string, at int) bool {
	return text[at] < utf8.RuneSelf && (at+1 == len(text) || text[at+1] < utf8.RuneSelf)
}

// lowerBit makes a capital of ASCII a small letter.
func lowerBit(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return 0x20
	}
	return 0
}

// addAll adds what a stretch of the text became. Its first rune holds the
// place of all that stood before it, and its last that of all behind.
func (f *folded) addAll(became string, from, to int) {
	for _, r := range became {
		f.add(r, from, to)
	}
}

func (f *folded) add(r rune, from, to int) {
	switch {
	case r < utf8.RuneSelf && r != '`':
	case unicode.Is(unicode.Cf, r):
		return
	case strings.ContainsRune("’‘ʼ‛′`´＇ʹ", r):
		r = '\''
	case unicode.Is(unicode.Pd, r) || r == '−':
		r = '-'
	}
	f.runes, f.from, f.to = append(f.runes, r), append(f.from, int32(from)), append(f.to, int32(to))
}

// foldWords are the folded words of a name: what white space parts.
func foldWords(name string) (out [][]rune) {
	for word := range strings.FieldsSeq(string(fold(name).runes)) {
		out = append(out, []rune(word))
	}
	return out
}
