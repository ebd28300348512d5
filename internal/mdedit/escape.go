package mdedit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is the text on one line: every run of white space and control signs is
// one space, and invalid UTF-8 the replacement sign. Signs that turn the
// direction of what follows, beyond the text's end, are left out.
func Line(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if strings.ContainsFunc(text, turnsDirection) {
		text = strings.Map(func(r rune) rune {
			if turnsDirection(r) {
				return -1
			}
			return r
		}, text)
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// turnsDirection tells the embeddings, overrides and isolates of Unicode's
// bidirectional algorithm (UAX #9, 2). The plain marks, which writers of such
// languages use, turn nothing.
func turnsDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// Cut shortens the text to so many characters, the last of them an ellipsis.
func Cut(text string, runes int) string {
	if utf8.RuneCountInString(text) <= runes {
		return text
	}
	for i := range text {
		if runes--; runes == 0 {
			return strings.TrimRightFunc(text[:i], unicode.IsSpace) + "…"
		}
	}
	return text
}

// Escape writes the text on one line so that Markdown, in a paragraph, a link
// text or a table cell, shows it as it is.
func Escape(text string) string {
	text = Line(text)
	var b strings.Builder
	b.Grow(len(text) + 8)
	for i, r := range text {
		if special(text, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// special spares underscores inside a word, which mean nothing and are
// frequent in names of things.
func special(text string, i int, r rune) bool {
	switch r {
	case '\\', '`', '*', '[', ']', '<', '>', '|', '~', '&', '$':
		return true
	case '_':
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+1:])
		return !wordSign(before) || !wordSign(after)
	}
	return false
}

func wordSign(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// URL writes a link's destination so that it ends where it should, also in a
// table cell.
func URL(url string) string {
	var b strings.Builder
	b.Grow(len(url))
	for i := range len(url) {
		c := url[i]
		if c <= ' ' || c == 0x7f || strings.IndexByte("()<>\"\\`|[]*", c) >= 0 {
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// Link is an inline link; title "" writes none. Text and title are escaped.
func Link(text, url, title string) string {
	if title != "" {
		title = ` "` + strings.ReplaceAll(Escape(title), `"`, `\"`) + `"`
	}
	return "[" + Escape(text) + "](" + URL(url) + title + ")"
}
