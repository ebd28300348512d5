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
	word := strings.ToLower(strings.TrimLeft(text, ".…_-–—*?!/ "))
	if end := strings.IndexFunc(word, notWord); end >= 0 {
		word = word[:end]
	}
	if word != "" && !lexicon().empties[word] && !HasCJK(word) || len(word) == len(text) && lexicon().fillers[word] {
		return false
	}
	return placeholder.MatchString(text)
}

// numberingOf is the numbering that opens a text; "": there is none. All but
// Roman and Chinese numbers have a digit near the start.
func numberingOf(text string) string {
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
	if m := numberingOf(text); m != "" && len(m) < len(text) {
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
	if len(text) < 80 && len(strings.Fields(text)) <= maxPlaceholder && emptyWords(text) {
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

// opensInstruction spares the pattern where the first letter rules it out.
func opensInstruction(text string) bool {
	text = strings.TrimLeft(text, " *_([<")
	return text != "" && strings.IndexByte("LlDdIiFfEeAaWwHhPpUuTtRrNnSsGg", text[0]) >= 0
}

// HasHoles tells whether a text holds a place that an author should fill.
func HasHoles(text string) bool {
	for _, sign := range []string{"${", "{{", "<", "[", "___", "YYYY", "yyyy"} {
		if strings.Contains(text, sign) {
			return holes.MatchString(text)
		}
	}
	return false
}
