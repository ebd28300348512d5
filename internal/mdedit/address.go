package mdedit

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// GitHub's readers make links of bare addresses, and in these a backslash is a
// sign like any other: https://x.example/a\&b leads to a page of that name. So
// an address is written as it is, and only what would end it or mean something
// is percent-encoded. Where its end is not where such a reader would see it, it
// stands in angle brackets.

var (
	// addressRE is what may begin an address, or is one of a mailbox.
	addressRE = regexp.MustCompile(`(?i)[a-z][a-z0-9+.-]{1,31}://|www\.|[a-z0-9.+_-]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)+`)
	// entityRE is what Markdown reads as one other sign.
	entityRE = regexp.MustCompile(`^&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)
	// entityEndRE is an address that ends in one.
	entityEndRE = regexp.MustCompile(`&#?[A-Za-z0-9]+;$`)
	// wwwRE is another address within one of a mailbox.
	wwwRE = regexp.MustCompile(`(?i)_www\.`)
	// ipv6RE is a host that is written in brackets.
	ipv6RE = regexp.MustCompile(`^\[[0-9a-fA-F:.]+\](?:[:/?# ]|$)`)
)

// writer writes one text.
type writer struct {
	b     strings.Builder
	place place
	// bare are the runs of signs of emphasis that stand in addresses without an
	// escape.
	bare []delimiter
	// refused is up to where the text holds no address that begins with www.
	refused int
}

// delimiter is a run of one sign, by its bytes in what is written.
type delimiter struct {
	from, to int
	mailbox  bool
}

func escaped(text string, at place) string {
	text = Line(text)
	w := writer{place: at}
	w.b.Grow(len(text) + 8)
	from := 0
	if at == line {
		from = w.begin(text)
	}
	for from < len(text) {
		found := addressRE.FindStringIndex(text[from:])
		if found == nil {
			w.words(text[from:])
			break
		}
		begin, end := from+found[0], from+found[1]
		before, excited := strings.CutSuffix(text[from:begin], "!")
		w.words(before)
		if excited { // a link behind it would be a picture
			w.b.WriteString(`\!`)
		}
		from = w.address(text, begin, end)
	}
	return w.harmless()
}

// address writes the address that begins there, and tells where the text goes
// on.
func (w *writer) address(text string, begin, end int) int {
	opening := text[begin:end]
	if strings.Contains(opening, "@") {
		return w.mailbox(text, begin, end)
	}
	if wwwRE.MatchString("_" + opening[:min(4, len(opening))]) {
		end = begin + len("www.")
		opening = text[begin:end]
	}
	www := !strings.HasSuffix(opening, "://")
	switch {
	case www && begin > 0 && isWord(text[begin-1]), !www && !hosted(text[end:]):
		w.words(opening)
		return end
	case www && begin < w.refused:
		w.apart(opening)
		return end
	}
	token, core, alone := parted(text[begin:], len(opening))
	switch {
	case strings.HasSuffix(core, "…"): // cut short: it leads nowhere
		w.apart(opening)
		return end
	case alone && !(www && core == opening):
		w.core(core, len(opening))
		w.b.WriteString(token[len(core):])
		return begin + len(token)
	case www: // it is no address in angle brackets
		w.refused = begin + len(token)
		w.apart(opening)
		return end
	}
	if w.place == cell { // MDX takes angle brackets for a tag
		w.linked(core, text[begin+len(core):])
		return begin + len(core)
	}
	w.b.WriteByte('<')
	w.core(core, len(opening))
	w.b.WriteByte('>')
	return begin + len(core)
}

// linked writes an address as a link. Pandoc takes what stands right behind one for
// a part of it, up to a space, unless it is in angle brackets.
func (w *writer) linked(address, behind string) {
	to := URL(address)
	if behind != "" && behind[0] != ' ' {
		to = "<" + to + ">"
	}
	w.b.WriteString("[" + Label(address) + "](" + to + ")")
}

// apart writes www. or a scheme so that no reader takes it for an address.
func (w *writer) apart(opening string) {
	at := strings.IndexAny(opening, ".:")
	w.b.WriteString(opening[:at] + `\` + opening[at:])
}

// mailbox writes the address of a mailbox, without what begins another address
// behind it.
func (w *writer) mailbox(text string, begin, end int) int {
	if strings.HasPrefix(text[end:], "://") {
		end = begin + len(strings.TrimRightFunc(text[begin:end], isLetter))
	}
	if m := wwwRE.FindStringIndex(text[begin:min(end+1, len(text))]); m != nil {
		end = begin + m[0] + 1
	}
	for i := begin; i < end; i++ {
		if text[i] == '_' {
			w.delimiter(text[i:end], true)
			i += run(text[i:]) - 1
		} else {
			w.b.WriteByte(text[i])
		}
	}
	return end
}

func isLetter(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

func isWord(c byte) bool { return isLetter(rune(c)) || c >= '0' && c <= '9' }

// delimiter writes the signs that the text begins with as they are, for now.
func (w *writer) delimiter(text string, mailbox bool) {
	n := run(text)
	w.bare = append(w.bare, delimiter{w.b.Len(), w.b.Len() + n, mailbox})
	w.b.WriteString(text[:n])
}

// hosted tells whether what follows a scheme can be the rest of an address.
func hosted(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	return wordSign(r) || size > 1 && !unicode.IsPunct(r) || r == '/' || ipv6RE.MatchString(rest)
}

// parted is the word that a text begins with, and the address in it, whose
// first bytes are the opening, without what belongs to the sentence around it;
// alone: readers of bare addresses see its end there, too.
func parted(text string, opening int) (token, core string, alone bool) {
	token, alone = text, true
	if i := strings.IndexAny(text, " <>"); i >= 0 {
		token, alone = text[:i], text[i] == ' '
	}
	core = token
	count := map[byte]int{}
	for i := range len(core) {
		count[core[i]]++
	}
	opened := map[byte]byte{')': '(', ']': '[', '}': '{'}
	for len(core) > opening+1 {
		last := core[len(core)-1]
		switch {
		case strings.IndexByte("?!.,:'\"*_~`\\|", last) >= 0:
		case last == ';' && !entityEndRE.MatchString(lastOf(core)):
		case opened[last] != 0 && count[last] > count[opened[last]]:
		default:
			return token, core, alone && strings.Trim(token[len(core):], `?!.,:;'")`) == ""
		}
		count[last]--
		core = core[:len(core)-1]
	}
	return token, core, alone && strings.Trim(token[len(core):], `?!.,:;'")`) == ""
}

// lastOf is the end of a text, as long as entities are.
func lastOf(text string) string { return text[max(0, len(text)-40):] }

// core writes an address without what stands around it.
func (w *writer) core(text string, opening int) {
	from := 0
	if text[opening-1] == '/' && ipv6RE.MatchString(text[opening:]) {
		from = opening + strings.IndexByte(text[opening:], ']') + 1
		w.b.WriteString(text[:from])
	}
	for i := from; i < len(text); i++ {
		switch c := text[i]; c {
		case '\\', '`', '[', ']':
			percent(&w.b, c)
		case '|', '{', '}':
			w.inCell(c)
		case '*', '_', '~':
			w.delimiter(text[i:], false)
			i += run(text[i:]) - 1
		case ';':
			if entityEndRE.MatchString(lastOf(text[:i+1])) {
				percent(&w.b, c)
			} else {
				w.b.WriteByte(c)
			}
		default:
			w.b.WriteByte(c)
		}
	}
}

// inCell writes a sign that means something in a cell.
func (w *writer) inCell(c byte) {
	if w.place == cell {
		percent(&w.b, c)
	} else {
		w.b.WriteByte(c)
	}
}

// harmless is what was written, without signs that could open emphasis in one
// address and close it in another: not every reader makes links of addresses.
func (w *writer) harmless() string {
	text := w.b.String()
	paired := map[byte]bool{'*': w.pairs('*'), '_': w.pairs('_'), '~': w.pairs('~')}
	var b strings.Builder
	at := 0
	for _, d := range w.bare {
		sign := text[d.from]
		if !paired[sign] {
			continue
		}
		b.WriteString(text[at:d.from])
		for range d.to - d.from {
			if d.mailbox { // these hold no percent sign, and their readers none of ours
				b.WriteByte('\\')
				b.WriteByte(sign)
			} else {
				percent(&b, sign)
			}
		}
		at = d.to
	}
	return b.String() + text[at:]
}

// pairs tells whether one run of the sign may open what a later one closes.
func (w *writer) pairs(sign byte) bool {
	text, opened := w.b.String(), false
	for _, d := range w.bare {
		if text[d.from] != sign {
			continue
		}
		opens, closes := flanks(text, d)
		if opened && closes {
			return true
		}
		opened = opened || opens
	}
	return false
}

// flanks tells whether a run may open emphasis, and whether it may close it, by
// any reader's rules: what is punctuation differs beyond ASCII.
func flanks(text string, d delimiter) (opens, closes bool) {
	last, _ := utf8.DecodeLastRuneInString(text[:d.from])
	next, _ := utf8.DecodeRuneInString(text[d.to:])
	edge := func(outside string, r rune) bool { return outside == "" || r == ' ' }
	before, after := edge(text[:d.from], last), edge(text[d.to:], next)
	if text[d.from] == '_' && wordSign(last) && wordSign(next) {
		return false, false
	}
	opens = !after && (wordSign(next) || before || !wordSign(last))
	closes = !before && (wordSign(last) || after || !wordSign(next))
	return opens, closes
}
