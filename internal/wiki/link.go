package wiki

import (
	"net/url"
	"regexp"
	"strings"
)

// unfit are signs that no backslash helps inside a link's words: the first
// bracket ends it, and so does the first bar.
const unfit = "[]|"

// inLink are the signs of an address that would mean something in a link.
const inLink = "{}[]|\\!^~\"<>`"

// Link is a link with plain words, or these alone where there is no address
// for people. Words that can't stand in a link have it behind them.
func Link(words, address string) string {
	u, err := url.Parse(address)
	if address == "" || err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return Plain(words)
	}
	address = strings.TrimSpace(address)
	line := clean(words)
	switch {
	case line == "":
		return itself(address)
	case strings.ContainsAny(line, unfit) || numbered.MatchString(address),
		strings.Count(line, "!")%2 == 1 && strings.Count(line, "!") > 1: // counted in search of the bar
		return Plain(words) + " (" + itself(address) + ")"
	}
	return link(linkWords(line), address)
}

// itself is an address with itself as words. The brackets of an IPv6 host have
// no place in a link: it is text.
func itself(address string) string {
	if numbered.MatchString(address) {
		var b strings.Builder
		escape(&b, address, 0, len(address))
		return b.String()
	}
	if as := addresses(address); len(as) == 1 && as[0] == (span{to: len(address)}) && Plain(address) == address {
		return address
	}
	return link(shown(address), address)
}

var numbered = regexp.MustCompile(`^\w+://[^/?#]*\[`)

// shown is an address as a link's words.
func shown(address string) string {
	return linkWords(strings.NewReplacer("[", "%5B", "]", "%5D", "|", "%7C", "!", "%21").Replace(address))
}

// linkWords are one line of plain words in a link, where addresses mean
// nothing but mailto is taken away.
func linkWords(line string) string {
	var b strings.Builder
	from := 0
	if strings.HasPrefix(line, "mailto:") {
		from = len("mailto")
		b.WriteString(line[:from] + gap)
	}
	escape(&b, line, from, len(line))
	return atStart(b.String())
}

// link puts plain words and an address together.
func link(words, address string) string { return "[" + words + "|" + encode(address, inLink) + "]" }
