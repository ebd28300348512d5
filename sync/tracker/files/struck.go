package files

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

var (
	// deletedRE is how HTML strikes, and pandoc where Markdown can't.
	deletedRE = regexp.MustCompile(`^(?i:<(?:s|del|strike)>(.*?)</(?:s|del|strike)>)`)
	// escapedRE is what a formatter makes of tildes that mean nothing to it.
	escapedRE = regexp.MustCompile(`^(?:\\~){1,2}(.+?)(?:\\~){1,2}`)
	// addressedRE is an address behind the words that it belongs to.
	addressedRE = regexp.MustCompile(`\s*\(<?https?://[^\s()]*>?\)`)
)

// struck is how long the part of an item is that is struck through, from its
// beginning; 0: none.
func struck(body string) int {
	if m := deletedRE.FindString(body); m != "" {
		return len(m)
	}
	return tildes(body)
}

// escapedStrike is that part where a formatter took the meaning from its tildes.
// An item may begin with tildes of its own, which we escape as well: it has to
// hold the words that the item was made with.
func escapedStrike(body, words string) int {
	if words == "" || !strings.HasPrefix(body, `\~`) {
		return 0
	}
	m := escapedRE.FindStringSubmatch(body)
	if m == nil || review.Normalise(addressedRE.ReplaceAllString(plain(ourLinkRE.ReplaceAllString(m[1], "")), "")) != words {
		return 0
	}
	return len(m[0])
}

// deepest is how many runs may be open at once.
const deepest = 50

// tildes reads strikethrough as GitHub does: one tilde or two open it before a
// word, and as many close it behind one; the nearest are a pair.
func tildes(body string) int {
	if !strings.HasPrefix(body, "~") {
		return 0
	}
	skip := codeSpans(body)
	var open []int // the lengths of the runs that are open
	for i := 0; i < len(body); {
		for len(skip) > 0 && skip[0].to <= i {
			skip = skip[1:]
		}
		switch {
		case len(skip) > 0 && skip[0].from <= i:
			i = skip[0].to
		case body[i] == '\\':
			i += 2
		case strings.HasPrefix(body[i:], "<!--"):
			return 0 // nothing is struck through beyond a marker
		case body[i] == '~':
			n := len(body[i:]) - len(strings.TrimLeft(body[i:], "~"))
			var whole bool
			if open, whole = paired(open, n, body[:i], body[i+n:]); whole {
				return i + n
			}
			if len(open) == 0 || len(open) > deepest {
				return 0
			}
			i += n
		default:
			i++
		}
	}
	return 0
}

// paired are the runs that are open behind one of so many tildes between two
// texts; whole: it closes the first of all.
func paired(open []int, n int, before, after string) (now []int, whole bool) {
	opens, closes := flanks(before, after)
	at := lastOf(open, n)
	switch {
	case n > 2:
	case closes && at >= 0:
		return open[:at], at == 0
	case opens:
		return append(open, n), false
	}
	return open, false
}

// lastOf is where the value stands last; -1: nowhere.
func lastOf(values []int, v int) int {
	for i := len(values) - 1; i >= 0; i-- {
		if values[i] == v {
			return i
		}
	}
	return -1
}

// flanks tells whether a run of signs between two texts can open and close.
func flanks(before, after string) (opens, closes bool) {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	space := func(text string, r rune) bool { return text == "" || unicode.IsSpace(r) }
	sign := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	opens = !space(after, next) && (!sign(next) || space(before, last) || sign(last))
	closes = !space(before, last) && (!sign(last) || space(after, next) || sign(next))
	return opens, closes
}
