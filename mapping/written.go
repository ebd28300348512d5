package mapping

import (
	"slices"
	"strings"
	"unicode"
)

// written is one way to write one member: the words of a name in an order, or
// one handle or address.
type written struct {
	words [][]rune // folded
	comma int      // how many of the words stand before a comma; 0: there is none
	team  string
	bare  bool // the text has lost its signs
}

// isName tells the words of a name from a handle or an address, which are one
// word that holds an "@", or begins with one.
func (w written) isName() bool { return !slices.Contains(w.words[0], '@') }

// at is how many runes at i write this member; 0: they don't.
func (w written) at(text []rune, i int) int {
	switch {
	case w.isName():
		return w.nameAt(text, i)
	case w.words[0][0] == '@':
		return handleAt(w.words[0][1:], text, i, w.bare)
	}
	return addressAt(w.words[0], text, i)
}

// nameAt finds the words one after the other. Between two of them stand white
// space, signs of markup, or one of the signs that names in addresses have, and
// perhaps initials.
func (w written) nameAt(text []rune, i int) int {
	end, ok := prefix(w.words[0], text, i)
	for n := 1; ok && n < len(w.words); n++ {
		end, ok = w.next(n, text, end)
	}
	if !ok || !isIdeograph(text[end-1]) && end < len(text) && inWord(text[end]) {
		return 0 // whatever other sign follows: Anna Smith-led, Anna Smith.Then
	}
	return addressEnd(text, end) - i
}

// next is where the n-th word ends that begins behind a gap at end.
func (w written) next(n int, text []rune, end int) (int, bool) {
	gap := gapEnd(text, end)
	if n == w.comma {
		switch {
		case gap < len(text) && text[gap] == ',':
			gap = gapEnd(text, gap+1)
		case !w.bare || gap == end:
			return 0, false
		}
	} else if gap == end && !isIdeograph(w.words[n][0]) {
		return 0, false
	}
	for range mostInitials + 1 {
		if to, ok := prefix(w.words[n], text, gap); ok {
			return to, true
		}
		after, ok := initialEnd(text, gap)
		if !ok {
			after, ok = quotedEnd(text, gap)
		}
		if !ok {
			break
		}
		gap = gapEnd(text, after)
	}
	return 0, false
}

// mostInitials is how many initials stand between two words of a name.
const mostInitials = 3

// initialEnd is where one letter with its full stop ends.
func initialEnd(text []rune, i int) (int, bool) {
	if i >= len(text) || !unicode.IsLetter(text[i]) {
		return 0, false
	}
	for i++; i < len(text) && unicode.IsMark(text[i]); {
		i++
	}
	switch {
	case i < len(text) && text[i] == '.':
		return i + 1, true
	case i < len(text) && unicode.IsSpace(text[i]):
		return i, true
	}
	return 0, false
}

// longestQuoted is how many signs stand in quotes within a name.
const longestQuoted = 30

// quotedEnd is where a name in quotes or brackets ends: Anna "Annie" Smith.
func quotedEnd(text []rune, i int) (int, bool) {
	const opens, closes = "\"'“„«(", "\"'”“»)"
	if i >= len(text) {
		return 0, false
	}
	at := slices.Index([]rune(opens), text[i])
	if at < 0 {
		return 0, false
	}
	until := []rune(closes)[at]
	for end := i + 1; end < min(len(text), i+longestQuoted); end++ {
		if text[end] == until {
			return end + 1, true
		}
	}
	return 0, false
}

// longestGap is how many signs stand between two words of a name: a line's end
// and what the next one is indented by.
const longestGap = 40

// gapEnd is where what may stand between two words of a name ends.
func gapEnd(text []rune, i int) int {
	if i < len(text) && strings.ContainsRune("-_.+", text[i]) {
		return i + 1
	}
	for most := min(len(text), i+longestGap); i < most && (unicode.IsSpace(text[i]) || strings.ContainsRune("*_~`\\", text[i])); {
		i++
	}
	return i
}

// prefix is where the word ends that begins at i.
func prefix(word, text []rune, i int) (int, bool) {
	if len(text)-i < len(word) || !slices.Equal(text[i:i+len(word)], word) {
		return 0, false
	}
	return i + len(word), true
}

// handleAt finds a handle: behind an "@", as a mention of Jira's, as the name
// in an address, and as a person's place in a link.
func handleAt(handle, text []rune, i int, bare bool) int {
	if text[i] == '[' {
		return mentionAt(handle, text, i)
	}
	start := i
	if text[i] == '@' {
		start++
	}
	end, ok := prefix(handle, text, start)
	if !ok {
		return 0
	}
	if to := addressEnd(text, end); start == i && to > end && addressBegins(text, i) {
		return to - i
	}
	if !wordEnds(handle, text, end) || start == i && !bare && !inProfile(text, i) {
		return 0
	}
	return end - i
}

// mentionAt finds "[~handle]" and "[~accountid:handle]".
func mentionAt(handle, text []rune, i int) int {
	at, ok := prefix([]rune("[~"), text, i)
	if !ok {
		return 0
	}
	if to, named := prefix([]rune("accountid:"), text, at); named {
		at = to
	}
	end, ok := prefix(handle, text, at)
	if !ok || end == len(text) || text[end] != ']' {
		return 0
	}
	return end + 1 - i
}

// profiles are what stands before a person's handle in a link.
var profiles = []string{
	"github.com/", "gitlab.com/", "bitbucket.org/", "/users/", "/user/", "/u/", "/~", "/people/", "/team/", "/profile/", "/profiles/", "/in/",
	"author=", "assignee=", "user=", "username=", "accountid=", "accountid:", "owner=", "reporter=",
}

// inProfile tells whether a link's place for a person begins at i.
func inProfile(text []rune, i int) bool {
	before := string(text[max(0, i-16):i])
	return slices.ContainsFunc(profiles, func(p string) bool { return strings.HasSuffix(before, p) })
}

// addressAt finds an address as it is.
func addressAt(address, text []rune, i int) int {
	end, ok := prefix(address, text, i)
	if !ok || !wordEnds(address, text, end) || !addressBegins(text, i) {
		return 0
	}
	return end - i
}

// addressBegins keeps the end of a longer address from being taken for one.
func addressBegins(text []rune, i int) bool {
	return i == 0 || !strings.ContainsRune(".+-_", text[i-1]) || i == 1 || !inWord(text[i-2])
}

// addressEnd is where an address ends whose name, before the "@", ends at i;
// i: none does.
func addressEnd(text []rune, i int) int {
	if i+1 >= len(text) || text[i] != '@' || !inWord(text[i+1]) {
		return i
	}
	for i++; i < len(text) && (inWord(text[i]) || i+1 < len(text) && strings.ContainsRune(".-", text[i]) && inWord(text[i+1])); {
		i++
	}
	return i
}

// wordEnds keeps the beginning of a longer word, handle or address from being
// taken for a member: a sign counts as an end only where no word follows it.
// Ideographs need no end.
func wordEnds(word, text []rune, end int) bool {
	if end >= len(text) || isIdeograph(word[len(word)-1]) {
		return true
	}
	if inWord(text[end]) {
		return false
	}
	return !strings.ContainsRune("._-", text[end]) || end+1 >= len(text) || !inWord(text[end+1])
}

// isIdeograph tells the scripts that put no space between words.
func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}
