package fields

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxKey is how many signs the key of "Key: value" has at most.
const maxKey = 31

// KeyValue finds "Key: value" in all of a text of one line, a bullet before
// it or not. It returns where the key and the value stand, as the indexes
// 2 to 5 of a match; nil: it is something else.
func KeyValue(text string) []int {
	at := skipSpace(text, 0)
	for _, bullet := range []string{"-", "*", "•"} {
		if strings.HasPrefix(text[at:], bullet) {
			at = skipSpace(text, at+len(bullet))
			break
		}
	}
	end, sign := keyEnd(text, at)
	if sign == 0 {
		return nil
	}
	value := skipSpace(text, end+sign)
	key := at + len(strings.TrimRight(text[at:end], asciiSpaces))
	if value == len(text) || strings.Contains(text[value:], "\n") || !fits(text[at:key]) {
		return nil
	}
	return []int{0, len(text), at, key, value, len(text)}
}

// keyEnd is where the colon after a key stands, and its length; 0: no colon
// follows, or what stands before it is no key.
func keyEnd(text string, at int) (end, sign int) {
	for i, r := range text[at:] {
		switch {
		case r == ':' || r == '：':
			return at + i, utf8.RuneLen(r)
		case i > 8*maxKey || i == 0 && !unicode.IsLetter(r) || !keySign(r):
			return 0, 0
		}
	}
	return 0, 0
}

const asciiSpaces = " \t\n\f\r"

func skipSpace(text string, at int) int {
	return len(text) - len(strings.TrimLeft(text[at:], asciiSpaces))
}

// keySign: the sign may stand in a key, or between it and its colon.
func keySign(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || strings.ContainsRune(" /()?#'_-\t\n\f\r", r)
}

// fits: not too long for a key, and in one line.
func fits(key string) bool {
	return key != "" && utf8.RuneCountInString(key) <= maxKey && !strings.ContainsAny(key, "\t\n\f\r")
}
