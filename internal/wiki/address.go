package wiki

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is where an address of the web stands in a line; broken: the scheme of
// what is none, but would be taken for one.
type span struct {
	from, to int
	broken   bool
}

var (
	// scheme is what Cloud's reader begins an address at, also inside a word.
	scheme = regexp.MustCompile(`(?:http[sS]?|ftp[sS]?|irc)://|mailto:`)
	// authority is whom an address is of: a name and password, the host, a port.
	authority = regexp.MustCompile(`^(?:[\w.~%!$&'*+,;=:-]*@)?((?:` + label + `\.)*` + label + `\.?)(?::(\d{1,5}))?`)
	number    = regexp.MustCompile(`^(?:\d+|0[xX][0-9a-fA-F]*)$`)
)

const label = `[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?`

// addresses are those in a line, in their order.
func addresses(line string) []span {
	var out []span
	end := 0
	for _, m := range scheme.FindAllStringIndex(line, -1) {
		if m[0] < end {
			continue // inside another
		}
		a := span{from: m[0]}
		other := line[m[1]-1] == ':' || m[0] > 0 && alphanumeric(line[m[0]-1]) // mailto:, sftp://
		if !other {
			a.to = addressEnd(line, m[1])
		}
		if a.to == 0 && taken(line[m[0]:m[1]], line[m[1]:]) {
			a.broken, a.to = true, m[0]+strings.IndexByte(line[m[0]:m[1]], ':')
		}
		if a.to > 0 {
			out, end = append(out, a), a.to
		}
	}
	return out
}

// taken says that Cloud's reader would find an address after a scheme, the
// backslash of what is escaped there being a sign of it. Http and ftp want more
// of a host than that.
func taken(scheme, rest string) bool {
	none := " \">`"
	if strings.HasPrefix(scheme, "http") || strings.HasPrefix(scheme, "ftp") {
		none += "<[]{}|"
	}
	return rest != "" && rest[0] < utf8.RuneSelf && strings.IndexByte(none, rest[0]) < 0
}

// addressEnd is where the address ends whose authority begins at from; 0: it
// is none.
func addressEnd(line string, from int) int {
	all := line[from:]
	if end := strings.IndexAny(all, "/?# "); end >= 0 {
		all = all[:end]
	}
	m := authority.FindStringSubmatchIndex(all)
	if m == nil || !hosts(all[m[2]:m[3]]) {
		return 0
	}
	if m[4] >= 0 {
		if port, _ := strconv.Atoi(all[m[4]:m[5]]); port > 1<<16-1 {
			return 0
		}
	}
	end := from + m[1]
	if end < len(line) && strings.IndexByte("/?#", line[end]) >= 0 {
		end = runEnd(line, end)
	}
	return trimEnd(line, from+len(strings.TrimSuffix(all[:m[3]], ".")), end)
}

// hosts says that there can be a host of this name.
func hosts(name string) bool {
	name = strings.TrimSuffix(name, ".")
	if number.MatchString(name[strings.LastIndexByte(name, '.')+1:]) {
		_, err := netip.ParseAddr(name)
		return err == nil
	}
	return ascii(name) || strings.Contains(name, ".")
}

// runEnd is where what may belong to an address ends.
func runEnd(line string, from int) int {
	var before rune
	for i, r := range line[from:] {
		switch {
		case strings.ContainsRune(" \"<>`", r):
			return from + i
		case r < utf8.RuneSelf:
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r), unspaced(r) && before < utf8.RuneSelf && inWord(before):
			return from + i
		}
		before = r
	}
	return len(line)
}

// unspaced is a letter of a script that puts no space between an address and
// what follows.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// trimEnd leaves out what ends a sentence, and brackets that the address does
// not open.
func trimEnd(line string, least, end int) int {
	open := map[byte]int{}
	for _, pair := range []string{"()", "[]", "{}"} {
		open[pair[1]] = strings.Count(line[least:end], pair[:1]) - strings.Count(line[least:end], pair[1:])
	}
	for ; end > least; end-- {
		c := line[end-1]
		if unmatched, bracket := open[c]; bracket && unmatched < 0 {
			open[c]++
		} else if strings.IndexByte(".,;:!?'", c) < 0 {
			break
		}
	}
	return end
}

// write is the address as a link, in itself or, where it holds what Cloud's
// reader doesn't take there, with its words apart.
func (a span) write(b *strings.Builder, line string) {
	text := line[a.from:a.to]
	switch {
	case a.broken:
		b.WriteString(text + gap)
	case !ascii(text) || strings.Contains(text, "xn--"):
		b.WriteString(link(shown(text), text))
	default:
		b.WriteString(encode(text, `{}[]|()\`))
		if !endsItself(line[a.to:]) {
			b.WriteString(gap)
		}
	}
}

// endsItself says that what follows an address is not taken for a part of it:
// Cloud's reader leaves out what ends a sentence.
func endsItself(rest string) bool {
	after := strings.TrimLeft(rest, ".,)';")
	if strings.Contains(rest[:len(rest)-len(after)], ";)") { // is escaped
		return false
	}
	if after == rest {
		after = strings.TrimPrefix(rest, "?")
	}
	return after == "" || after[0] >= utf8.RuneSelf || strings.IndexByte(" \">`", after[0]) >= 0
}

func ascii(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// encode writes signs of an address by their bytes: these, and those that are
// no ASCII. A host's letters stay.
func encode(text, signs string) string {
	const hex = "0123456789ABCDEF"
	_, rest, _ := strings.Cut(text, "://")
	host := len(text) - len(rest)
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		host += end
	} else {
		host = len(text)
	}
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if c <= ' ' || c == 0x7f || c >= utf8.RuneSelf && i >= host || strings.IndexByte(signs, c) >= 0 {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
