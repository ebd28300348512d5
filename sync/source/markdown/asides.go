package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/source/document"
)

// maxAside is how many bytes an aside has at most.
const maxAside = 400

// asides are the parts of a visible text that are no words of it: marks of
// footnotes, the attributes that pandoc, kramdown and Hugo take, shortcodes,
// and what Obsidian links a line by. They are in order and apart.
//
//	queue[^1]   queue[1]   ^[a note]   {#id .class key=v}   {: .class}   [words]{.class}
//	{{< x >}}   {{% x %}}   {% x %}   [words]({{< ref "x" >}})   ^3f9a2c
func asides(r document.Rich, p *page) [][2]int {
	if strings.IndexByte(r.Text, '{') < 0 && strings.IndexByte(r.Text, '^') < 0 && strings.IndexByte(r.Text, '[') < 0 {
		return nil
	}
	s := asideScan{r: r, page: p}
	for i := 0; i < len(r.Text); {
		to := 0
		switch r.Text[i] {
		case '[':
			to = s.note(i)
		case '^':
			to = s.caret(i)
		case '{':
			to = s.brace(i)
		}
		if to <= i || s.inCode(i) {
			i++
			continue
		}
		s.cut(i, to)
		i = to
	}
	return s.cuts
}

// asideScan is one look for asides, from the start of a text to its end.
type asideScan struct {
	r     document.Rich
	page  *page // whose footnotes are asked for; nil: it has none
	cuts  [][2]int
	code  []document.Span // those that do not end before where the scan is
	coded bool
	ends  map[int]bool // where spans end; nil: not asked for yet
}

func (s *asideScan) cut(from, to int) { s.cuts = append(s.cuts, [2]int{from, to}) }

// inCode tells whether a byte, none before the last one asked for, is code.
func (s *asideScan) inCode(at int) bool {
	if !s.coded {
		s.coded = true
		for _, span := range s.r.Spans {
			if span.Kind == document.Code {
				s.code = append(s.code, span)
			}
		}
	}
	for len(s.code) > 0 && s.code[0].To <= at {
		s.code = s.code[1:]
	}
	return len(s.code) > 0 && s.code[0].From <= at
}

// note is the end of "[^label]"; 0: it is none. A class of a pattern
// ("[^a-z]") looks alike: what is no number counts where the document says
// what it stands for, or a word is right before it.
func (s *asideScan) note(at int) int {
	if to := s.plainNote(at); to > 0 {
		return to
	}
	label, to := noteLabel(s.r.Text, at)
	if to == 0 || strings.HasPrefix(s.r.Text[to:], "(") {
		return 0
	}
	attached := at > 0 && !isSpace(s.r.Text[at-1]) && strings.IndexByte("([{", s.r.Text[at-1]) < 0
	if strings.Trim(label, "0123456789") == "" || attached || s.page.definesNote(label) {
		return to
	}
	return 0
}

// plainNote is the end of "[1]" right behind a word, where the document says
// below what it stands for: so pandoc writes footnotes for readers without any.
// 0: it is none.
func (s *asideScan) plainNote(at int) int {
	text := s.r.Text
	end := at + 1
	for end < min(len(text), at+4) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	if at == 0 || end == at+1 || end == len(text) || text[end] != ']' || isSpace(text[at-1]) || !s.page.definesNote(text[at:end+1]) {
		return 0
	}
	return end + 1
}

// noteLabel is what stands in "[^label]", and where it ends; 0: it is none.
func noteLabel(text string, at int) (label string, to int) {
	if !strings.HasPrefix(text[at:], "[^") {
		return "", 0
	}
	end := at + 2
	for end < min(len(text), at+60) && isLabelByte(text[end]) {
		end++
	}
	if end == at+2 || end == len(text) || text[end] != ']' {
		return "", 0
	}
	return text[at+2 : end], end + 1
}

// isLabelByte: the byte may stand in a footnote's label.
func isLabelByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' || c == '_' || c == '.' || c == ':' || c >= 0x80
}

// caret is the end of "^[a note]", or of "^3f9a2c" at the end of a text.
func (s *asideScan) caret(at int) int {
	text := s.r.Text
	if strings.HasPrefix(text[at:], "^[") {
		window := text[at+2 : min(len(text), at+maxAside)]
		if end := strings.IndexAny(window, "[]"); end > 0 && window[end] == ']' {
			return at + 2 + end + 1
		}
		return 0
	}
	if at > 0 && !isSpace(text[at-1]) || len(text)-at > 60 {
		return 0
	}
	id := strings.TrimRight(text[at+1:], " \t\n")
	if len(id) < 4 || strings.TrimFunc(id, func(c rune) bool {
		return c == '-' || c < 0x80 && isLabelByte(byte(c)) && c != '.' && c != ':' && c != '_'
	}) != "" {
		return 0
	}
	return len(text)
}

// brace is the end of a shortcode, or of attributes where they may stand.
func (s *asideScan) brace(at int) int {
	text := s.r.Text
	if to := shortcodeEnd(text, at); to > 0 {
		return s.linked(at, to)
	}
	to, sure := attributesEnd(text, at)
	if to == 0 {
		return 0
	}
	if open := s.bracketed(at); open >= 0 {
		s.cut(open, open+1)
		s.cut(at-1, at)
		return to
	}
	switch rest := strings.TrimLeft(text[to:], " \t"); {
	case at > 0 && s.endsSpan(at), sure && (rest == "" || rest[0] == '\n' || opensSign(rest)), sure && opensText(text[:at]):
		return to
	}
	return 0
}

// opensSign: what follows is no word either: another aside, or a sign of
// Obsidian's.
func opensSign(rest string) bool {
	first, _ := utf8.DecodeRuneInString(rest)
	return first == '{' || strings.HasPrefix(rest, "[^") || first == '^' || first >= utf8.RuneSelf && unicode.Is(unicode.So, first)
}

// opensText: nothing stands before, but a check box.
func opensText(before string) bool {
	before = strings.TrimSpace(before)
	return before == "" || len(before) < 8 && rawBox.FindString(before) == before
}

// linked is the end of a shortcode, where it is all of a link's address the
// link's: its words are left.
func (s *asideScan) linked(at, to int) int {
	text := s.r.Text
	if at < 2 || text[at-2:at] != "](" {
		return to
	}
	end := strings.IndexAny(text[to:min(len(text), to+maxAside)], ") \n")
	open := s.opens(at - 2)
	if open < 0 || end < 0 || text[to+end] != ')' {
		return to
	}
	s.cut(open, open+1)
	s.cut(at-2, at)
	return to + end + 1
}

// bracketed is where the bracket opens that ends right before attributes
// ("[words]{.class}"); -1: there is none.
func (s *asideScan) bracketed(at int) int {
	text := s.r.Text
	if at < 2 || text[at-1] != ']' {
		return -1
	}
	return s.opens(at - 1)
}

// opens is where the bracket opens that closes at the byte, with no other
// between them and nothing cut; -1: there is none.
func (s *asideScan) opens(at int) int {
	text, from := s.r.Text, max(0, at-maxAside)
	open := strings.LastIndexAny(text[from:at], "[]")
	if open < 0 || text[from+open] != '[' || len(s.cuts) > 0 && s.cuts[len(s.cuts)-1][1] > from+open {
		return -1
	}
	return from + open
}

// endsSpan: what stands before the byte is marked up: a link, code, emphasis.
func (s *asideScan) endsSpan(at int) bool {
	if s.ends == nil {
		s.ends = make(map[int]bool, len(s.r.Spans))
		for _, span := range s.r.Spans {
			s.ends[span.To] = true
		}
	}
	return s.ends[at]
}

// shortcodeEnd is the end of "{{< x >}}", "{{% x %}}", "{% x %}" or a comment of
// MDX, "{/* x */}"; 0: it is none. Of one that held what looks like a tag, "{{}}" is left.
func shortcodeEnd(text string, at int) int {
	window := text[at:min(len(text), at+maxAside)]
	for _, ends := range [][2]string{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{%", "%}"}, {"{/*", "*/}"}} {
		if !strings.HasPrefix(window, ends[0]) {
			continue
		}
		if end := strings.Index(window[len(ends[0]):], ends[1]); end >= 0 {
			return at + len(ends[0]) + end + len(ends[1])
		}
		return 0
	}
	if strings.HasPrefix(window, "{{}}") {
		return at + len("{{}}")
	}
	return 0
}

// isShortcode tells whether a text opens with a shortcode of Hugo or a tag of
// Jekyll.
func isShortcode(text string) bool { return shortcodeEnd(text, 0) > 0 }

// attributesEnd is the end of "{#id .class key=value}" or "{: .class}"; 0: it
// is none. Only sure is what can hardly be anything else.
func attributesEnd(text string, at int) (to int, sure bool) {
	window := text[at:min(len(text), at+maxAside)]
	end := strings.IndexByte(window, '}')
	if end < 2 {
		return 0, false
	}
	inside, kramdown := strings.CutPrefix(window[1:end], ":")
	sure = kramdown
	n := 0
	for rest := strings.TrimSpace(inside); rest != ""; n++ {
		word, signed := attribute(rest)
		if word == 0 && !(kramdown && n == 0 && strings.Trim(rest, ":/-_abcdefghijklmnopqrstuvwxyz") == "") {
			return 0, false
		}
		if word == 0 {
			word = len(rest)
		}
		sure = sure || signed
		if rest = rest[word:]; rest != "" && !isSpace(rest[0]) {
			return 0, false
		}
		rest = strings.TrimLeft(rest, " \t\n")
	}
	if n == 0 {
		return 0, false
	}
	return at + end + 1, sure
}

// attributesAt is where the attributes begin that end a text apart from its
// words ("Alert {#id}"); -1: there are none.
func attributesAt(text string) int {
	at := strings.LastIndexByte(text, '{')
	if at < 1 || text[len(text)-1] != '}' || !isSpace(text[at-1]) {
		return -1
	}
	if to, sure := attributesEnd(text, at); !sure || to != len(text) {
		return -1
	}
	return at
}

// attribute is the length of the attribute that opens a text, 0: it is none;
// and whether its sign or its quotes say that it is one.
func attribute(text string) (length int, signed bool) {
	word := text
	if end := strings.IndexAny(text, " \t\n"); end >= 0 {
		word = text[:end]
	}
	name := strings.TrimLeft(word, "#.")
	if len(name) == len(word)-1 && name != "" && strings.Trim(name, ".:") != "" && !strings.ContainsAny(name, "#=\"'()[]<>,;") {
		return len(word), name[0] > '9' || name[0] < '0' || word[0] == '#'
	}
	if word == "-" {
		return 1, true
	}
	return keyedAttribute(text, word)
}

// keyedAttribute is "key=value" or "key="value"" at the start of a text; word
// is its first one.
func keyedAttribute(text, word string) (length int, signed bool) {
	key, value, ok := strings.Cut(text, "=")
	if !ok || key == "" || value == "" || strings.ContainsAny(key, " \t\n\"'()[]<>,;#.") {
		return 0, false
	}
	if q := value[0]; q == '"' || q == '\'' {
		if end := strings.IndexByte(value[1:], q); end >= 0 {
			return len(key) + 1 + 1 + end + 1, true
		}
		return 0, false
	}
	if strings.ContainsAny(word, "\"'()<>,;") {
		return 0, false
	}
	return len(word), false
}

// withoutAsides is the text without them; as it was it is kept as Before.
func withoutAsides(r document.Rich, p *page) document.Rich {
	cuts := asides(r, p)
	for _, s := range r.Spans {
		if s.Note {
			cuts = append(cuts, [2]int{s.From, s.To})
		}
	}
	if len(cuts) == 0 {
		return r
	}
	if r.Before == nil {
		before := document.Rich{Text: r.Text, Spans: slices.Clone(r.Spans)}
		before.Trim()
		before.AddBareURLs()
		r.Before = &before
	}
	r.CutAll(cuts)
	return r
}
