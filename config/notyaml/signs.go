package notyaml

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Signs that are not what they look like, or mean something in YAML.

// IsInvisible tells of a sign that looks like a blank, or like nothing, and is
// none.
func IsInvisible(r rune) bool {
	switch r {
	case '\u00a0', '\u2007', '\u202f', '\u3000', '\u2060', '\ufeff':
		return true
	}
	return r >= '\u2000' && r <= '\u200b'
}

// Odd says what is wrong with a text that holds such a sign: at one of its ends,
// or one that is no blank anywhere; "": nothing.
func Odd(text string) string {
	for _, r := range text {
		if IsInvisible(r) && (!unicode.Is(unicode.Zs, r) || strings.TrimFunc(text, IsInvisible) != text) {
			return invisible(r)
		}
	}
	return ""
}

// blank is a sign that looks like a blank.
func blank(s spot) Cause {
	at := strings.IndexFunc(s.text, IsInvisible)
	if at < 0 {
		return Cause{}
	}
	return s.at(column(s.text, at), invisible([]rune(s.text[at:])[0]))
}

func invisible(r rune) string {
	name := "an invisible sign"
	if unicode.Is(unicode.Zs, r) {
		name = "a blank of another kind"
	}
	return fmt.Sprintf("%s (U+%04X) stands here, as it comes with text copied from a page: delete it, and type a plain blank where one belongs", name, r)
}

// valueStart is where a value begins, and its first sign. Behind a hyphen or a
// colon it takes a blank.
var valueStart = regexp.MustCompile("(?:^\\s*-\\s+|:\\s+|[\\[,{]\\s*)([@`%*&!|>?#])")

// reserved is a value that begins with a sign that YAML keeps for itself.
func reserved(s spot) Cause {
	found := valueStart.FindAllStringSubmatchIndex(s.text, -1)
	for _, sign := range []rune{s.rune(s.column), s.rune(s.column - 1)} { // where the parser stopped
		if sign == '@' || sign == '`' {
			return s.at(1+slices.Index(s.runes, sign), fmt.Sprintf("a value can't begin with %c in YAML: put it in quotes, '%c…'", sign, sign))
		}
	}
	for _, m := range found {
		sign, at := s.text[m[2]], column(s.text, m[2])
		switch sign {
		case '|', '>':
			if s.says("header") {
				return s.at(at, fmt.Sprintf("%c begins a text of several lines, which starts in the next line: put the value in quotes, or break the line behind %c", sign, sign))
			}
		case '?', '%', '@', '`':
			return s.at(at, fmt.Sprintf("a value can't begin with %c in YAML: put it in quotes, '%c…'", sign, sign))
		case '#':
			if len(openBefore(s.lines, s.line, at)) > 0 {
				return s.at(at, "# begins a comment, so the bracket before it is never closed: put the value in quotes, '#…'")
			}
			return Cause{} // the rest is a comment
		default:
			return s.at(at, Sign(sign))
		}
	}
	return Cause{}
}

// Sign says what a sign at the beginning of a value means in YAML: *, & or !.
func Sign(sign byte) string {
	what := map[byte]string{'*': "stands for what & named before", '&': "gives what follows a name", '!': "says of what type a value is"}[sign]
	return fmt.Sprintf("%c at the beginning of a value %s, in YAML: put a text that begins so in quotes, '%c…'", sign, what, sign)
}

// Curly is said of a curly quote around a value.
const Curly = `a curly quote is part of the text in YAML: write a straight one, " or '`
