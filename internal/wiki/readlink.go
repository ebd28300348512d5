package wiki

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	// leads is the address that a link leads to.
	leads = regexp.MustCompile(`^(?i:(?:https?|ftps?|file|smb|gopher|irc6?|git|ssh|scp|sftp|svn|cvs|mvn|news|nntp|feed|mailto|tel|sips?|callto|skype|facetime|whatsapp|slack|xmpp|telnet|vnc|rdp|urn|magnet|notes|hipchat|sourcetree|itms|integrity|dynamicsnav|jamfselfservice):|[/#~])[^\s|]*$`)
	card  = regexp.MustCompile(`^smart-(?:link|card|embed)$`)
	// people are addresses of somebody: mail, or a profile.
	people = regexp.MustCompile(`(?i)^~|^(?:mailto|tel|sips?|callto|skype|facetime|whatsapp|xmpp):|/people/|/ViewProfile\.jspa|[?&]accountId=`)
	// begins is an address in words, up to what can't belong to it there.
	begins = regexp.MustCompile(`^(?:https?|ftps?|irc)://[^\s|\[\]{}<>"]+|^mailto:[^\s|\[\]{}<>"]+`)
)

// maxTarget is how long an address may be, in signs.
const maxTarget = 2000

// address reads one in the words, whose signs mean themselves; 0: there is
// none.
func (r *reader) address(rest string) int {
	if r.afterWord() || strings.IndexByte(rest[:min(len(rest), 8)], ':') < 0 {
		return 0
	}
	text := begins.FindString(rest[:min(len(rest), maxTarget)])
	if text == "" {
		return 0
	}
	text = strings.TrimRight(text, marks+".,;:!?'")
	r.say(text)
	return len(text)
}

// picture reads a picture or file, which says nothing; 0: there is none.
func (r *reader) picture(rest string) int {
	end := strings.IndexAny(rest[1:], "!\n") + 1
	if end < 2 || rest[end] != '!' || r.afterWord() || alphanumericAt(rest, end+1) {
		return 0
	}
	name, attributes, _ := strings.Cut(rest[1:end], "|")
	if strings.HasPrefix(attributes, "thumbnail") || strings.Contains(attributes, "=") || r.by == Typed && !strings.Contains(name, " ") && strings.Contains(name, ".") {
		return end + 1
	}
	return 0
}

// links takes the brackets of links out of a line.
type links struct {
	by    Writer
	out   []rune
	open  []int // brackets
	bars  []int
	plain int // the last bracket whose partner is a bracket too
}

// unlink leaves the words of links, and of mentions and files none.
func unlink(line []rune, by Writer) []rune {
	l := links{by: by, plain: -1}
	for _, c := range line {
		switch c {
		case '[':
			l.open = append(l.open, len(l.out))
		case '|':
			l.bars = append(l.bars, len(l.out))
		case ']':
			if l.closes() {
				continue
			}
		}
		l.out = append(l.out, c)
	}
	return l.out
}

// closes takes a link out whose last bracket this is.
func (l *links) closes() bool {
	at := l.plain
	if n := len(l.open); n > 0 {
		at = l.open[n-1]
		l.open = l.open[:n-1]
	}
	if at < 0 {
		return false
	}
	words, address, ok := l.parts(at)
	if !ok {
		l.plain = at
		return false
	}
	words = slices.Clone(words)
	if people.MatchString(address) {
		words = nobody()
	}
	l.out = append(append(append(l.out[:at], inset), words...), seam)
	for n := len(l.bars); n > 0 && l.bars[n-1] >= at; n-- {
		l.bars = l.bars[:n-1]
	}
	l.plain = -1
	return true
}

// parts are the words and the address of what stands behind a bracket; not ok:
// it is no link. Low and high words at the beginning of a link's look like a
// mention and a file.
func (l *links) parts(at int) (words []rune, address string, ok bool) {
	inside := l.out[at+1:]
	mention := len(inside) > 0 && inside[0] == '~'
	if !mention || l.by == Exported {
		if words, address, ok = l.target(inside, at+1); ok {
			return words, address, ok
		}
	}
	switch {
	case mention:
		return nobody(), "", true
	case len(inside) > 0 && inside[0] == '^':
		return nil, "", true
	}
	return nil, "", false
}

// target divides what is inside brackets at its last bar, or where a person
// gave the link a title at the one before.
func (l *links) target(inside []rune, from int) (words []rune, address string, ok bool) {
	n := len(l.bars)
	if n == 0 || l.bars[n-1] < from {
		return nil, "", false
	}
	last := l.bars[n-1] - from
	address = text(inside[last+1:])
	switch {
	case card.MatchString(address):
		half := (last - 1) / 2
		if last%2 == 1 && text(inside[:half]) == text(inside[half+1:last]) {
			return inside[:half], text(inside[:half]), true
		}
	case leads.MatchString(address):
		return inside[:last], address, true
	case l.by == Typed && n > 1 && l.bars[n-2] >= from:
		first := l.bars[n-2] - from
		if address = text(inside[first+1 : last]); leads.MatchString(address) {
			return inside[:first], address, true
		}
	}
	return nil, "", false
}

// text are runes as they are; "": too many for an address.
func text(line []rune) string {
	if len(line) > maxTarget {
		return ""
	}
	var b strings.Builder
	for _, c := range line {
		b.WriteRune(c &^ literal)
	}
	return b.String()
}

func nobody() []rune {
	var out []rune
	for _, c := range person {
		out = append(out, c|literal)
	}
	return out
}

func isSpace(c rune) bool { return unicode.IsSpace(c &^ literal) }
