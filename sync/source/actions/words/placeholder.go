package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPlaceholder is how many words a text has at most that says nothing.
const maxPlaceholder = 7

// emptyWords: template words, signs, or "none".
func emptyWords(text string) bool {
	text = CutNumbering(text)
	text = strings.Trim(strings.Trim(text, " *_`\"'"), "[](){}<>\"“”")
	if rest := strings.TrimLeft(text, ".… "); rest != "" {
		text = rest
	}
	word := strings.TrimLeft(text, ".…_-–—*?!/ ")
	if end := strings.IndexFunc(word, notWord); end >= 0 {
		word = word[:end]
	}
	word = strings.ToLower(word)
	if word != "" && !lexicon().empties[word] && !HasCJK(word) || len(word) == len(text) && lexicon().fillers[word] {
		return false
	}
	return len(strings.Fields(text)) <= maxPlaceholder && (placeholder.MatchString(text) || placeholderWord.MatchString(text))
}

// NumberingOf is the numbering that opens a text; "": there is none. All but
// Roman and Chinese numbers have a digit near the start.
func NumberingOf(text string) string {
	if text == "" || text[0] < utf8.RuneSelf && strings.IndexByte("IVX", text[0]) < 0 && !HasDigit(text[:min(len(text), 24)]) {
		return ""
	}
	if n := plainNumbering(text); n > 0 {
		return text[:n]
	}
	if !opensNumbering(text) {
		return ""
	}
	return Numbering.FindString(text)
}

// plainNumbering is the length of the most frequent numbering, "1. " or "12) ",
// where nothing else can be meant; 0: it is another one, or none.
func plainNumbering(text string) int {
	at := 0
	for at < min(3, len(text)) && isDigit(text[at]) {
		at++
	}
	if at == 0 || at+2 >= len(text) || text[at] != '.' && text[at] != ')' || text[at+1] != ' ' {
		return 0
	}
	if c := text[at+2]; c <= ' ' {
		return 0
	}
	return at + 2
}

// MayNumber tells whether a digit, or a sign that ends a number, is in the text.
func MayNumber(text string) bool {
	for i := range len(text) {
		if c := text[i]; c == '.' || c == ')' || isDigit(c) {
			return true
		}
	}
	return strings.Contains(text, "、")
}

// opensNumbering spares the pattern where the first signs rule it out: they
// are a number after three letters at most, or open one of the pattern's words.
func opensNumbering(text string) bool {
	c := text[0]
	if c >= utf8.RuneSelf {
		r, _ := utf8.DecodeRuneInString(text)
		return strings.ContainsRune("一二三四五六七八九十", r)
	}
	if c == '#' || strings.IndexByte("IVX", c) >= 0 {
		return true
	}
	if len(text) > 1 && opensNumberWord(c|0x20, text[1]|0x20) {
		return true
	}
	text = strings.TrimPrefix(text, "(")
	at := 0
	for at < min(3, len(text)) && text[at]|0x20 >= 'a' && text[at]|0x20 <= 'z' {
		at++
	}
	if at < len(text) && text[at] == '-' {
		at++
	}
	return at < len(text) && isDigit(text[at])
}

// opensNumberWord: "action", "item", "task", "acción", "ação", "mesure" or
// "maßnahme" may begin with these letters.
func opensNumberWord(a, b byte) bool {
	switch a {
	case 'a':
		return b == 'c' || b >= utf8.RuneSelf
	case 'i':
		return b == 't'
	case 't':
		return b == 'a'
	case 'm':
		return b == 'a' || b == 'e'
	}
	return false
}

// CutNumbering takes "1.", "A3)" and their like off the start of a text that
// goes on.
func CutNumbering(text string) string {
	if !MayNumber(text[:min(len(text), 12)]) {
		return text
	}
	if m := NumberingOf(text); m != "" && len(m) < len(text) {
		return text[len(m):]
	}
	return text
}

// IsPlaceholder tells whether a text holds nothing of an author: left-over
// template words, a dash, "none".
func IsPlaceholder(text string) bool {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") {
		text = strings.TrimSpace(text[len(BoxAtStart.FindString(text)):])
	}
	if NoResponse(text) {
		return true
	}
	if len(text) < 80 && emptyWords(text) && len(strings.Fields(text)) <= maxPlaceholder {
		return true
	}
	if len(text) > 600 || !HasHoles(text) {
		return false
	}
	left := holes.ReplaceAllStringFunc(text, func(hole string) string {
		if strings.HasPrefix(hole, "<mailto:") {
			return hole
		}
		return " "
	})
	return len(left) != len(text) && Count(left) <= 3 && Count(left)*2 <= Count(text) || strings.Trim(left, " .,:;()-@") == ""
}

// Instructs tells whether a text tells the author what to write.
func Instructs(text string) bool {
	return len(text) < 400 && opensInstruction(text) && instruct.MatchString(strings.TrimLeft(text, " *_([<"))
}

// opensInstruction spares the pattern where the first word rules it out.
func opensInstruction(text string) bool {
	text = strings.TrimLeft(text, " *_([<")
	end := 0
	for end < len(text) && (text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z') {
		end++
	}
	word := strings.ToLower(text[:end])
	if lexicon().orders[word] {
		next, _, _ := strings.Cut(strings.TrimPrefix(text[end:], " "), " ")
		return lexicon().objects[strings.ToLower(next)] || !isPlain(next) || strings.TrimLeftFunc(next, unicode.IsLetter) != ""
	}
	return lexicon().instructs[word] || strings.HasPrefix(word, "enumer")
}

// HasHoles tells whether a text holds a place that an author should fill.
func HasHoles(text string) bool {
	for i := 0; i+2 < len(text); i++ {
		if holeStarts[text[i]] && opensHole(text[i:]) {
			return holes.MatchString(text)
		}
	}
	return false
}

// holeWords are the first two letters of the words that open a hole in
// brackets.
var holeWords = strings.Fields("in yo na ac ow de da li te ti ad en it ta to wh fi")

// holeStarts are the signs that opensHole knows.
var holeStarts = [256]bool{'$': true, '{': true, '<': true, '[': true, '_': true, 'Y': true, 'y': true}

// opensHole spares the pattern where the first signs rule it out.
func opensHole(text string) bool {
	switch next := text[1]; text[0] {
	case '$', '{':
		return next == '{'
	case '<':
		return (next == '<' || next >= 'A' && next <= 'Z' || next >= 'a' && next <= 'z') && strings.IndexByte(text, '>') > 0
	case '[':
		return slices.Contains(holeWords, text[1:3])
	case '_':
		return next == '_' && text[2] == '_'
	case 'Y', 'y':
		return strings.HasPrefix(text, "YYYY") || strings.HasPrefix(text, "yyyy")
	}
	return false
}

// instructStarts are the first words of texts that tell the author what to
// write, as instruct has them.
const instructStarts = `list liste for e ex example fill what how who please use this when why todo`

// orderStarts are those that one of orderObjects follows.
const (
	orderStarts  = `describe include write provide give state explain summarise summarize note report enter insert add document`
	orderObjects = `here your any all the each a an what how why`
)
