package words

import (
	"strings"
)

// isPlaceholder tells whether a text holds nothing of an author: left-over
// template words, a dash, "none".
func IsPlaceholder(text string) bool {
	text = strings.TrimSpace(text)
	if m := BoxAtStart.FindString(text); m != "" {
		text = strings.TrimSpace(text[len(m):])
	}
	if m := Numbering.FindString(text); m != "" && len(m) < len(text) {
		text = text[len(m):]
	}
	text = strings.Trim(text, " *_`\"'")
	if len(text) < 120 && placeholder.MatchString(strings.Trim(text, "[](){}<>\"“”")) {
		return true
	}
	if !strings.ContainsAny(text, "{<[_%Yy") || len(text) > 600 {
		return false
	}
	left := Holes.ReplaceAllString(text, " ")
	return len(left) != len(text) && len(Split(left)) <= 3 && len(Split(left))*2 <= len(Split(text)) || strings.Trim(left, " .,:;()-@") == ""
}

// instructs tells whether a text tells the author what to write.
func Instructs(text string) bool {
	return len(text) < 400 && instruct.MatchString(strings.TrimLeft(text, " *_([<"))
}
