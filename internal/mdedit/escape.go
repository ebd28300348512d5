package mdedit

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is the text on one line: every run of white space and control signs is
// one space, and invalid UTF-8 the replacement sign. Signs that turn the
// direction of what follows, beyond the text's end, are left out.
func Line(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if strings.ContainsFunc(text, turnsDirection) {
		text = strings.Map(func(r rune) rune {
			if turnsDirection(r) {
				return -1
			}
			return r
		}, text)
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// turnsDirection tells the embeddings, overrides and isolates of Unicode's
// bidirectional algorithm (UAX #9, 2). The plain marks, which writers of such
// languages use, turn nothing.
func turnsDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// Cut shortens the text to so many characters, the last of them an ellipsis.
func Cut(text string, runes int) string {
	if utf8.RuneCountInString(text) <= runes {
		return text
	}
	for i := range text {
		if runes--; runes == 0 {
			return strings.TrimRightFunc(text[:i], unicode.IsSpace) + "…"
		}
	}
	return text
}

// Escape writes the text on one line so that Markdown shows it as it is, also at
// the beginning of a paragraph. Addresses in it stay addresses that are clicked
// and copied (address.go).
func Escape(text string) string { return escaped(text, line) }

// Cell is Escape for the cell of a table.
func Cell(text string) string { return escaped(text, cell) }

// Label is Escape for the text of a link, in which no address is a link: not to
// pandoc either, that would put one into the other.
func Label(text string) string {
	text = Line(text)
	w, read := writer{place: label}, 0
	if strings.HasPrefix(text, "^") { // or it would be a footnote's mark
		w.b.WriteByte('\\')
	}
	for _, at := range signRE.FindAllStringIndex(text, -1) {
		w.words(text[read : at[1]-1])
		w.b.WriteByte('\\')
		w.b.WriteByte(text[at[1]-1])
		read = at[1]
	}
	w.words(text[read:])
	return w.b.String()
}

// signRE ends in a sign without which an address is none.
var signRE = regexp.MustCompile(`(?i)(?:https?|ftp):|www\.|@`)

// place is where a text is to stand.
type place int

const (
	line place = iota
	cell
	label
)

// beginRE is what begins a block: a heading, an item, a rule, an underline.
var beginRE = regexp.MustCompile(`^(?:(#{1,6}|[-+])(?: |$)|([0-9]{1,9})[.)](?: |$)|(-)-+|(=)=*)`)

// begin takes the meaning from what begins a text, and tells where the rest of
// it begins. Pandoc looks for blocks also behind a check box.
func (w *writer) begin(text string) int {
	m := beginRE.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	w.b.WriteString(m[2])
	w.b.WriteByte('\\')
	w.b.WriteByte(text[len(m[2])])
	return len(m[2]) + 1
}

// words writes what holds no address.
func (w *writer) words(text string) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '_':
			size = run(text[i:])
			w.underscores(text[i:i+size], text[:i], text[i+size:])
		case r == '{' && w.place != line:
			size = w.brace(text[i:])
		case w.special(text[i:], r):
			w.b.WriteByte('\\')
			w.b.WriteRune(r)
		default:
			w.b.WriteString(text[i : i+size])
		}
		i += size
	}
}

// brace writes a brace so that none of those who make pages of Markdown takes it
// for theirs: MDX an expression, Jekyll and Hugo a tag, pandoc attributes. It tells
// how long what it wrote was.
func (w *writer) brace(text string) int {
	w.b.WriteString(`\{`)
	if strings.HasPrefix(text, "{%") {
		w.b.WriteString("&#37;") // a backslash would leave Jekyll's readers one too many
		return len("{%")
	}
	return len("{")
}

// special spares an ampersand that begins no entity, and a bar where no table
// is: they mean nothing and are frequent.
func (w *writer) special(text string, r rune) bool {
	switch r {
	case '\\', '`', '*', '[', ']', '<', '>', '~', '$':
		return true
	case '&':
		return w.place == label || entityRE.MatchString(text)
	case '|':
		return w.place != line
	}
	return false
}

// underscores spares those inside a word, which mean nothing and are frequent
// in names of things.
func (w *writer) underscores(signs, before, after string) {
	last, _ := utf8.DecodeLastRuneInString(w.b.String())
	if before != "" {
		last, _ = utf8.DecodeLastRuneInString(before)
	}
	first, _ := utf8.DecodeRuneInString(after)
	if !wordSign(last) || !wordSign(first) {
		signs = strings.Repeat(`\_`, len(signs))
	}
	w.b.WriteString(signs)
}

func wordSign(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// run is how many times the first sign stands there.
func run(text string) int {
	return len(text) - len(strings.TrimLeft(text, text[:1]))
}

// URL writes a link's destination so that it ends where it should, also in a
// table cell, and is read as it is.
func URL(url string) string {
	var b strings.Builder
	b.Grow(len(url))
	for i := range len(url) {
		switch c := url[i]; {
		case c <= ' ' || c == 0x7f || strings.IndexByte("()<>\"\\`|[]*{}", c) >= 0:
			percent(&b, c)
		case c == '&' && entityRE.MatchString(url[i:]):
			b.WriteString("&amp;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// percent writes a byte as addresses do that can't hold it.
func percent(b *strings.Builder, c byte) {
	const hex = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(hex[c>>4])
	b.WriteByte(hex[c&15])
}

// Link is an inline link; title "" writes none. Text and title are escaped.
func Link(text, url, title string) string {
	if title != "" {
		title = ` "` + strings.ReplaceAll(Label(title), `"`, `\"`) + `"`
	}
	return "[" + Label(text) + "](" + URL(url) + title + ")"
}
