// Package wiki writes words so that Jira's wiki markup shows them as they are.
// It knows nothing of what they say.
package wiki

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// gap is an invisible sign that breaks what a backslash can't escape.
const gap = '\u200b'

// Plain writes words on one line so that wiki markup shows them as they are:
// no link, mention, macro, image, colour or line break comes out of them.
func Plain(text string) string {
	in := []rune(mdedit.Line(strings.ReplaceAll(text, string(gap), "")))
	var b strings.Builder
	for i, r := range in {
		before, after := around(in, i)
		switch {
		case r == '\\':
			// Two backslashes are a line break, and one before a sign hides it.
			b.WriteRune(r)
			b.WriteRune(gap)
			continue
		case strings.ContainsRune("{}[]|!", r), strings.ContainsRune("*_-+^~?#", r) && !(inWord(before) && inWord(after)):
			b.WriteByte('\\')
		case r == '(' && strings.ContainsRune("!/?+-*xiynof", after), r == ':' && strings.ContainsRune(")(DPpb-", after), r == ';' && strings.ContainsRune(")-", after),
			r == '&' && (after == '#' || unicode.IsLetter(after)), r == '%' && after == '%':
			b.WriteRune(r)
			b.WriteRune(gap)
			continue
		}
		b.WriteRune(r)
	}
	return atStart(b.String())
}

// around are the neighbours of a sign; 0 at an end.
func around(in []rune, i int) (before, after rune) {
	if i > 0 {
		before = in[i-1]
	}
	if i+1 < len(in) {
		after = in[i+1]
	}
	return before, after
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// atStart breaks what means something at the beginning of a line: h1. and bq.
func atStart(line string) string {
	word, rest, found := strings.Cut(line, ".")
	heading := len(word) == 2 && (word[0] == 'h' || word[0] == 'H') && word[1] >= '1' && word[1] <= '6'
	if found && (heading || strings.EqualFold(word, "bq")) {
		return word + string(gap) + "." + rest
	}
	return line
}

// Paragraphs writes a text of several lines, each of them plain.
func Paragraphs(text string) string {
	var out []string
	empty := true
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		shown := Plain(line)
		if shown == "" && empty {
			continue
		}
		empty = shown == ""
		out = append(out, shown)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// Link is a link with plain words, or these alone where there is no address
// for people.
func Link(words, address string) string {
	u, err := url.Parse(address)
	if address == "" || err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return Plain(words)
	}
	safe := strings.NewReplacer("|", "%7C", "[", "%5B", "]", "%5D", "{", "%7B", "}", "%7D", "!", "%21", "\\", "%5C", "^", "%5E", "~", "%7E", " ", "%20")
	return "[" + Plain(words) + "|" + safe.Replace(u.String()) + "]"
}
