package words

import (
	"strings"
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
	return len(strings.Fields(text)) <= maxPlaceholder && (placeholder.MatchString(text) || placeholderWord.MatchString(text))
}

// CutNumbering takes "1.", "A3)" and their like off the start of a text that
// goes on.
func CutNumbering(text string) string {
	if m := Numbering.FindString(text); m != "" && len(m) < len(text) {
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
	return len(text) < 400 && instruct.MatchString(strings.TrimLeft(text, " *_([<"))
}

// HasHoles tells whether a text holds a place that an author should fill.
func HasHoles(text string) bool {
	return (strings.ContainsAny(text, "${<[_") || strings.Contains(text, "yyyy") || strings.Contains(text, "YYYY")) && holes.MatchString(text)
}
