package notyaml

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Signs that are not what they look like, or mean something in YAML.

// tab is one where only spaces may stand. The parser may stop a line off.
func tab(s spot) Cause {
	for _, line := range []int{s.line, s.line - 1, s.line + 1} {
		if line < 1 || line > len(s.lines) {
			continue
		}
		text := s.lines[line-1]
		lead := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
		if at := strings.IndexByte(lead, '\t'); at >= 0 {
			return Cause{"a tab stands in the indentation: indent with spaces (many editors show both alike)", line, at + 1}
		}
	}
	if at := strings.Index(s.text, "-\t"); at >= 0 {
		return s.at(column(s.text, at+1), "a tab stands behind the hyphen: write one blank")
	}
	return Cause{}
}

// anyTab is a tab in the line or the one above, where nothing else was found.
func anyTab(s spot) Cause {
	for line := s.line; line >= max(1, s.line-1); line-- {
		if at := strings.IndexByte(s.lines[line-1], '\t'); at >= 0 {
			return Cause{"a tab stands here: write a space in its place", line, column(s.lines[line-1], at)}
		}
	}
	return Cause{}
}

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

// lookAlike is a sign that looks like a hyphen or a colon.
func lookAlike(s spot) Cause {
	text := strings.TrimLeft(s.text, " ")
	for _, sign := range []string{"–", "—", "•", "−", "‐", "‑"} {
		if strings.HasPrefix(text, sign) {
			return s.at(1+len(s.text)-len(text), sign+" is no hyphen: an entry of a list begins with - and a blank")
		}
	}
	for _, sign := range []string{"：", "﹕", "∶"} {
		if at := strings.Index(s.text, sign); at >= 0 {
			return s.at(column(s.text, at), sign+" is no colon: write : and a blank")
		}
	}
	return Cause{}
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

// curly is a quote of a word processor.
func curly(s spot) Cause {
	if at := strings.IndexAny(s.text, "“”„‘’"); at >= 0 {
		return s.at(column(s.text, at), Curly)
	}
	return Cause{}
}

// Curly is said of a curly quote around a value.
const Curly = `a curly quote is part of the text in YAML: write a straight one, " or '`
