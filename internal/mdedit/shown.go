package mdedit

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

// writtenRE is one escaped sign, or an entity.
var writtenRE = regexp.MustCompile(`\\[!-/:-@\[-` + "`" + `{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)

// Shown is the text on one line as Markdown shows it, whatever the way in which
// its signs were escaped: that changes with who writes a text, and formatters
// have ideas of their own. It reads no emphasis, no code and no link.
func Shown(text string) string { return Line(Unescape(text)) }

// Unescape is the text with signs in place of backslashes before signs, and of
// entities.
func Unescape(text string) string {
	if strings.IndexByte(text, '\\') < 0 && (strings.IndexByte(text, '&') < 0 || strings.IndexByte(text, ';') < 0) {
		return text
	}
	return writtenRE.ReplaceAllStringFunc(text, func(s string) string {
		if s[0] == '\\' {
			return s[1:]
		}
		return html.UnescapeString(s)
	})
}

// encodedRE are the signs that addresses are written without.
var encodedRE = regexp.MustCompile(`%(?:2A|3B|5B|5C|5D|5F|60|7B|7C|7D|7E)`)

// Decoded is the text with these signs in its addresses again: what was written
// by Escape or Cell and what it was made of are the same then.
func Decoded(text string) string {
	return encodedRE.ReplaceAllStringFunc(text, func(s string) string {
		c, _ := strconv.ParseUint(s[1:], 16, 8) // two figures
		return string(rune(c))
	})
}
