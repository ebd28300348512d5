package mapping

import (
	"encoding/hex"
	"html"
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
		if signs, size := spelled(text[at:]); size > 0 {
			f.addAll(caser.String(norm.NFKC.String(signs)), at, at+size)
			at += size
			continue
		}
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

// longestEntity is how many bytes a sign takes at most that is written by name
// or number: &nbsp; &#x000A0;
const longestEntity = 10

// spelled is a sign that is written in another way, as links and HTML have it,
// and in how many bytes: Anna%20Smith, anna&#64;acme.test; 0: none is.
func spelled(text string) (signs string, size int) {
	switch text[0] {
	case '%':
		return percent(text)
	case '&':
		end := strings.IndexByte(text[:min(len(text), longestEntity)], ';')
		if end < 0 {
			return "", 0
		}
		if signs = html.UnescapeString(text[:end+1]); signs != text[:end+1] && signs != "" {
			return signs, end + 1
		}
	}
	return "", 0
}

// percent is one sign of a link's: %20, %C3%AB.
func percent(text string) (sign string, size int) {
	var bytes []byte
	for len(bytes) < utf8.UTFMax && len(text) >= size+3 && text[size] == '%' {
		b, err := hex.DecodeString(text[size+1 : size+3])
		if err != nil {
			return "", 0
		}
		bytes, size = append(bytes, b...), size+3
		if utf8.FullRune(bytes) {
			break
		}
	}
	if len(bytes) == 0 || !utf8.Valid(bytes) {
		return "", 0
	}
	return string(bytes), size
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
