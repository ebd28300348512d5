package wiki

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Units are how long Jira finds a text: in UTF-16.
func Units(text string) int {
	n := 0
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// Cut shortens a text to so many UTF-16 units, between characters, the last
// of them an ellipsis.
func Cut(text string, units int) string {
	size, keep := 0, 0
	for i, r := range text {
		if size < units {
			keep = i
		}
		size += max(utf16.RuneLen(r), 1)
	}
	if size <= units {
		return text
	}
	return strings.TrimRight(text[:keep], " \u200d\ufe0f\\") + "…"
}

// Shorten cuts a text as Cut does, and leaves out an address that would lose
// its end and lead elsewhere.
func Shorten(text string, units int) string {
	short := Cut(text, units)
	if short == text {
		return text
	}
	kept := strings.TrimSuffix(short, "…")
	next, _ := utf8.DecodeRuneInString(text[len(kept):])
	if last := strings.LastIndexFunc(kept, unicode.IsSpace) + 1; !unicode.IsSpace(next) && strings.Contains(kept[last:], "://") {
		return kept[:last] + "…"
	}
	return short
}
