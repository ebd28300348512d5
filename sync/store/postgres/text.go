package postgres

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// sign begins what stands for a byte that a text of PostgreSQL can't hold: a NUL, or
// one that is no UTF-8. It is followed by the byte in two hex digits, or by itself
// where the text had it. Unicode will never give it a meaning (a noncharacter).
const sign = "\U0010FFFF"

// Keep is a text as PostgreSQL can hold it: equal texts stay equal, and different
// ones different. Almost every text is kept as it is.
func Keep(text string) string {
	if utf8.ValidString(text) && !strings.Contains(text, "\x00") && !strings.Contains(text, sign) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == 0, r == utf8.RuneError && size == 1:
			b.WriteString(sign + hex.EncodeToString([]byte{text[i]}))
		case r == utf8.MaxRune:
			b.WriteString(sign + sign)
		default:
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return b.String()
}

// Kept is the text that was kept so.
func Kept(text string) string {
	before, rest, found := strings.Cut(text, sign)
	if !found {
		return text
	}
	var b strings.Builder
	for ; found; before, rest, found = strings.Cut(rest, sign) {
		b.WriteString(before)
		switch raw, err := hex.DecodeString(rest[:min(len(rest), 2)]); {
		case strings.HasPrefix(rest, sign):
			b.WriteString(sign)
			rest = rest[len(sign):]
		case err == nil && len(raw) == 1:
			b.Write(raw)
			rest = rest[2:]
		default: // somebody else wrote it
			b.WriteString(sign)
		}
	}
	b.WriteString(before)
	return b.String()
}
