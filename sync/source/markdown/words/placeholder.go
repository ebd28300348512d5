package words

import (
	"strings"
)

// maxPlaceholder is how many words a text has at most that says nothing.
const maxPlaceholder = 7

// emptyWords: template words, signs, or "none".
func emptyWords(text string) bool {
	if m := Numbering.FindString(text); m != "" && len(m) < len(text) {
		text = text[len(m):]
	}
	text = strings.Trim(text, " *_`\"'")
	return placeholder.MatchString(strings.Trim(text, "[](){}<>\"“”"))
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

// instructs tells whether a text tells the author what to write.
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
