package wiki

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapable are the signs that wiki markup shows plain after a backslash; a
// backslash before anything else is shown itself.
const escapable = `-#*_+?^~|%{}[]()!@`

var (
	// entity is what Data Center may show as one sign.
	entity = regexp.MustCompile(`^&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});`)
	// bracketed are the emoticons in brackets, whose first can be escaped.
	bracketed = regexp.MustCompile(`^\((?:[yni/x!+?-]|on|off|\*[yrgb]?|flag(?:off)?)\)`)
)

// escape writes the text from one byte to another, whose signs mean nothing to
// wiki markup then. What stands around it is looked at, not written.
func escape(b *strings.Builder, text string, from, to int) {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(text[i:])
		rest := text[i+size:]
		after, _ := utf8.DecodeRuneInString(rest)
		if rest == "" {
			after = 0
		}
		if active(before, r, after) || r == '(' && bracketed.MatchString(text[i:]) {
			b.WriteByte('\\')
		}
		b.WriteString(text[i : i+size])
		switch {
		case r == '\\' && (i+size == to || after == '\\' || strings.ContainsRune(escapable, after)),
			r == ':' && strings.ContainsRune("DPp", after) && !alphanumericAt(rest, 1),
			r == '&' && isEntity(entity.FindString(text[i:])):
			b.WriteString(gap)
		}
		before, i = r, i+size
	}
}

// active says that a sign means something between these two. What stands
// inside a word means nothing, and is frequent in names of things; 0 is an end.
func active(before, r, after rune) bool {
	switch r {
	case '{', '}', '[', ']', '|', '!':
		return true
	case '*', '_', '-', '+', '^', '~', '#':
		return !(inWord(before) && inWord(after))
	case '?', '%': // a citation; a sign of Data Center's
		return before == r || after == r
	case ')':
		return before == ':' || before == ';'
	case '(':
		return before == ':'
	}
	return false
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isEntity(text string) bool { return html.UnescapeString(text) != text }

// alphanumericAt says that a letter or digit of ASCII stands there: after one,
// emoticons are none.
func alphanumericAt(text string, i int) bool { return i < len(text) && alphanumeric(text[i]) }

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// atStart breaks what means something at the beginning of a line: h1. and bq.
func atStart(line string) string {
	word, rest, found := strings.Cut(line, ".")
	heading := len(word) == 2 && (word[0] == 'h' || word[0] == 'H') && word[1] >= '1' && word[1] <= '6'
	if found && (heading || strings.EqualFold(word, "bq")) {
		return word + gap + "." + rest
	}
	return line
}
