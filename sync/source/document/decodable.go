package document

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// What is read at most: bytes of a document without the pictures that stand in it,
// and bytes of it all.
const (
	MaxBytes = 1 << 20
	MaxFile  = 8 << 20
)

// Decodable says why a document can't be read in any format, in words that name
// the line: it is too large, or in another encoding than UTF-8. nil: it can.
func Decodable(doc []byte) error {
	switch {
	case bytes.HasPrefix(doc, []byte{0xff, 0xfe}) || bytes.HasPrefix(doc, []byte{0xfe, 0xff}):
		return errors.New("is UTF-16: save it as UTF-8")
	case len(doc) > MaxFile:
		return fmt.Errorf("is larger than 8 MB (%d bytes)", len(doc))
	case len(doc) > MaxBytes && len(doc)-pictures(doc) > MaxBytes:
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

// pictures counts the bytes of what stands in a document as addresses that hold it
// (data:image/png;base64,…).
func pictures(doc []byte) int {
	n := 0
	for {
		i := bytes.Index(doc, []byte("data:"))
		if i < 0 {
			return n
		}
		doc = doc[i+len("data:"):]
		end := bytes.IndexFunc(doc, func(r rune) bool {
			return r <= ' ' || r >= utf8.RuneSelf || r == '"' || r == '\'' || r == ')' || r == '>' || r == '<'
		})
		if end < 0 {
			end = len(doc)
		}
		if bytes.Contains(doc[:min(end, maxKind)], []byte(";base64,")) {
			n += end
		}
		doc = doc[end:]
	}
}

// maxKind is within how many bytes an address says how what it holds is written.
const maxKind = 200
