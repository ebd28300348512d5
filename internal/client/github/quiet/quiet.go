// Package quiet writes words so that GitHub shows them as they are and nothing in
// them pings, links or closes anything. It is pure, and knows nothing of what the
// words are for.
//
// GitHub looks for people, issues and commits in the text that a reader sees,
// after Markdown was read: a backslash or an entity is no protection by itself.
// What protects is code, which GitHub leaves alone, or a sign in between that
// nobody sees. So words are written in three ways:
//
//   - Addresses and commit ids stand in code: they stay exact, to be copied.
//   - @ and the # or GH- of a number are followed by a zero-width space, as an
//     entity, so that whoever edits the text sees that there is one. It is what
//     the common bots write for the same purpose, so GitHub keeps it.
//   - All that means something to Markdown, and whatever begins a line, has a
//     backslash; <, & and ` are entities.
//
// Inline Markdown of the words is thereby shown as it was typed.
package quiet

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// Apart is the zero-width space, and apartEntity how texts hold it.
const (
	Apart       = "\u200b"
	apartEntity = "&#8203;"
)

var (
	// exactRE is what stands in code: UUIDs, addresses, and what may be a
	// commit's id.
	exactRE = regexp.MustCompile("(?i)\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|(?:[a-z][a-z0-9+.-]*://|www\\.)[^\\s<>`|]+|\\b[0-9a-f]{7,64}\\b")
	// pointsRE is an address of an issue in a title, where there is no code.
	pointsRE = regexp.MustCompile(`(?i)/(issues|pulls?|discussions|commit)/`)
	// orderRE is what begins a numbered list.
	orderRE = regexp.MustCompile(`^([0-9]{1,9})([.)])`)
)

// Paragraphs are copied words as Markdown that shows them as they are: an empty
// line parts paragraphs, all else stays in lines of its own.
func Paragraphs(text string) string {
	var out []string
	for _, line := range strings.Split(Visible(text), "\n") {
		line = mdedit.Line(line)
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, plainLine(line))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// Line is copied words on one line.
func Line(text string) string { return plainLine(mdedit.Line(Visible(text))) }

// plainLine writes one line of visible words.
func plainLine(line string) string {
	var b strings.Builder
	for from := 0; from < len(line); {
		at := exactRE.FindStringIndex(line[from:])
		if at == nil {
			words(&b, line, from, len(line))
			break
		}
		begin, end := from+at[0], from+at[1]
		end = begin + len(exact(line[begin:end]))
		if end == begin { // no address, and no id of a commit
			end = from + at[1]
			words(&b, line, from, end)
		} else {
			words(&b, line, from, begin)
			b.WriteString("`" + line[begin:end] + "`")
		}
		from = end
	}
	return begun(b.String())
}

// exact is how much of a match belongs into code: an address without the signs
// that end a sentence; "": none. A number, or a word, is no commit's id unless
// it is as long as one.
func exact(match string) string {
	if strings.ContainsAny(match, ":.-") {
		return strings.TrimRight(match, ".,;:!?'\")]}*_~")
	}
	digits := strings.IndexFunc(match, unicode.IsDigit) >= 0
	letters := strings.IndexFunc(match, unicode.IsLetter) >= 0
	if len(match) < 40 && !(digits && letters) {
		return ""
	}
	return match
}

// words writes part of a line sign by sign; what stands around it counts.
func words(b *strings.Builder, line string, from, to int) {
	for i, r := range line[from:to] {
		before, after := line[:from+i], line[from+i+utf8.RuneLen(r):]
		switch r {
		case '<':
			b.WriteString("&lt;")
		case '&':
			b.WriteString("&amp;")
		case '`':
			b.WriteString("&#96;")
		case '\\', '*', '[', ']', '>', '|', '~', '$':
			b.WriteString(`\` + string(r))
		case '.':
			if endsIn(before, "www") { // or its readers make an address of what follows
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		case '_':
			if !joined(before, after) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		if points(before, r, after) {
			b.WriteString(apartEntity)
		}
	}
}

// joined tells whether an underscore stands inside a word, where it means
// nothing.
func joined(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return word(last) && word(first)
}

// points tells a sign after which a name or a number would be somebody's, or an
// issue's.
func points(before string, r rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	switch r {
	case '@':
		return true
	case '#':
		return unicode.IsDigit(next)
	case '-':
		return unicode.IsDigit(next) && endsIn(before, "gh")
	}
	return false
}

// endsIn tells whether the text ends in these small letters, in any case.
func endsIn(text, letters string) bool {
	return len(text) >= len(letters) && strings.EqualFold(text[len(text)-len(letters):], letters)
}

// begun takes the meaning from what begins a line: a heading, a list, a quote,
// a rule, a table, or a command to a bot.
func begun(line string) string {
	if line == "" {
		return ""
	}
	if first := line[0]; strings.IndexByte("#+-=:/.!", first) >= 0 {
		return `\` + line
	}
	return orderRE.ReplaceAllString(line, `$1\$2`)
}

// Title is words without Markdown, on one line, in which GitHub finds nothing.
func Title(line string) string {
	line = pointsRE.ReplaceAllString(line, "$0"+Apart)
	var b strings.Builder
	for i, r := range line {
		b.WriteRune(r)
		if points(line[:i], r, line[i+utf8.RuneLen(r):]) {
			b.WriteString(Apart)
		}
	}
	return b.String()
}

// Visible is text without signs that nobody sees, that turn the direction of
// what follows or that hide words: what is left shows as it is stored. Ends of
// lines stay, as \n; joiners stay, which emoji and some scripts are written
// with.
func Visible(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\u200c', r == '\u200d':
			return r
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), blank(r):
			return -1
		}
		return r
	}, text)
}

// blank are letters by their class that show nothing.
func blank(r rune) bool {
	return r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u2800' || r == '\u034f'
}
