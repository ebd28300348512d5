package words

import (
	"strings"
	"unicode/utf8"
)

// maxPlaceholder is how many words a text has at most that says nothing.
const maxPlaceholder = 7

// emptyWords: template words, signs, or "none".
func emptyWords(text string) bool {
	text = CutNumbering(text)
	text = strings.Trim(strings.Trim(text, " *_`\"'"), "[](){}<>\"“”")
	word := strings.TrimLeft(text, ".…_-–—*?!/ ")
	if end := strings.IndexFunc(word, notWord); end >= 0 {
		word = word[:end]
	}
	word = strings.ToLower(word)
	if word != "" && !lexicon().empties[word] && !HasCJK(word) || len(word) == len(text) && lexicon().fillers[word] {
		return false
	}
	return placeholder.MatchString(text)
}

// NumberingOf is the numbering that opens a text; "": there is none. All but
// Roman and Chinese numbers have a digit near the start.
func NumberingOf(text string) string {
	if text == "" || text[0] < utf8.RuneSelf && strings.IndexByte("IVX", text[0]) < 0 && !strings.ContainsAny(text[:min(len(text), 24)], "0123456789") {
		return ""
	}
	return Numbering.FindString(text)
}

// CutNumbering takes "1.", "A3)" and their like off the start of a text that
// goes on.
func CutNumbering(text string) string {
	if !strings.ContainsAny(text[:min(len(text), 12)], "0123456789.)、") {
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
	if len(text) < 80 && emptyWords(text) && len(strings.Fields(text)) <= maxPlaceholder {
		return true
	}
	if len(text) > 600 || !HasHoles(text) {
		return false
	}
	left := holes.ReplaceAllString(text, " ")
	return len(left) != len(text) && len(Split(left)) <= 3 && len(Split(left))*2 <= len(Split(text)) || strings.Trim(left, " .,:;()-@") == ""
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
	return lexicon().instructs[word] || strings.HasPrefix(word, "enumer")
}

// HasHoles tells whether a text holds a place that an author should fill.
func HasHoles(text string) bool {
	for i := 0; i+2 < len(text); i++ {
		if opensHole(text[i:]) {
			return holes.MatchString(text)
		}
	}
	return false
}

// opensHole spares the pattern where the first signs rule it out.
func opensHole(text string) bool {
	switch next := text[1]; text[0] {
	case '$', '{':
		return next == '{'
	case '<':
		return (next == '<' || next >= 'A' && next <= 'Z' || next >= 'a' && next <= 'z') && strings.IndexByte(text, '>') > 0
	case '[':
		return strings.IndexByte("iynaodltewf", next) >= 0
	case '_':
		return next == '_' && text[2] == '_'
	case 'Y', 'y':
		return strings.HasPrefix(text, "YYYY") || strings.HasPrefix(text, "yyyy")
	}
	return false
}

// instructStarts are the first words of texts that tell the author what to
// write, as instruct has them.
const instructStarts = `list liste describe include write provide give state explain summarise summarize note report enter insert add document for e ex example
fill what how who please use this when why todo`
