package document

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// MaxBytes is the size of the largest document that is read.
const MaxBytes = 1 << 20

// Decodable says why a document can't be read in any format, in words that name
// the line: it is too large, or in another encoding than UTF-8. nil: it can.
func Decodable(doc []byte) error {
	switch {
	case bytes.HasPrefix(doc, []byte{0xff, 0xfe}) || bytes.HasPrefix(doc, []byte{0xfe, 0xff}):
		return errors.New("is UTF-16: save it as UTF-8")
	case len(doc) > MaxBytes:
		return fmt.Errorf("is larger than 1 MB (%d bytes)", len(doc))
	case !utf8.Valid(doc):
		return fmt.Errorf("is not UTF-8 in line %d", bytes.Count(doc[:invalidAt(doc)], []byte("\n"))+1)
	}
	return nil
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
