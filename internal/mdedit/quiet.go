package mdedit

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// QuietJSON escapes, in a text of JSON, all that could mean something to
// Markdown, HTML or a vendor, or can't be seen; what is left of JSON's own signs
// is harmless, and it reads back as the same value.
func QuietJSON(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune(` {}":,.\`, r):
			b.WriteRune(r)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
