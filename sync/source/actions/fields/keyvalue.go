package fields

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxKey is how many signs a key has at most.
const maxKey = 31

// space is what may stand around a key and its value.
const space = " \t\n\f\r"

// KeyValue finds "Key: value" in all of a text of one line, a bullet before it or not.
// It returns where the key and the value stand, as the indexes 2 to 5 of a match; nil:
// it is something else.
func KeyValue(text string) []int {
	colon := strings.IndexByte(text, ':')
	if wide := strings.Index(text, "："); wide >= 0 && (colon < 0 || wide < colon) {
		colon = wide
	}
	if colon < 0 {
		return nil
	}
	from := skip(text, 0)
	for _, bullet := range []string{"-", "*", "•"} {
		if strings.HasPrefix(text[from:], bullet) {
			from = skip(text, from+len(bullet))
			break
		}
	}
	_, size := utf8.DecodeRuneInString(text[colon:])
	value := skip(text, colon+size)
	if from >= colon || value == len(text) || strings.IndexByte(text[value:], '\n') >= 0 {
		return nil
	}
	key := strings.TrimRight(text[from:colon], space)
	if !isKeyText(key) {
		return nil
	}
	return []int{0, len(text), from, from + len(key), value, len(text)}
}

// skip is where a text goes on behind the space at a byte.
func skip(text string, at int) int {
	return len(text) - len(strings.TrimLeft(text[at:], space))
}

// isKeyText tells whether a text is written like a key: a letter, and signs that stand
// in one.
func isKeyText(text string) bool {
	n := 0
	for _, r := range text {
		if n++; n > maxKey || !unicode.IsLetter(r) && (n == 1 || !unicode.IsMark(r) && !strings.ContainsRune(" /()?#'_-", r)) {
			return false
		}
	}
	return n > 0
}
