package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line tells whether a name can stand in a line of text: it is not empty and not
// too long, holds no control characters, and has no space around it.
func Line(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && utf8.ValidString(s) && len(s) <= 200 &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}
