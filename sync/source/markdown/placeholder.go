package markdown

import "strings"

// isPlaceholder tells whether a text holds nothing of an author: left-over
// template words, a dash, "none".
func isPlaceholder(text string) bool {
	text = strings.TrimSpace(text)
	if m := boxAtStart.FindString(text); m != "" {
		text = strings.TrimSpace(text[len(m):])
	}
	if m := numbering.FindString(text); m != "" && len(m) < len(text) {
		text = text[len(m):]
	}
	text = strings.Trim(text, " *_`\"'")
	if len(text) < 120 && placeholder.MatchString(strings.Trim(text, "[](){}<>\"“”")) {
		return true
	}
	if !strings.ContainsAny(text, "{<[_%Yy") || len(text) > 600 {
		return false
	}
	left := holes.ReplaceAllString(text, " ")
	return len(left) != len(text) && len(labelWords(left)) <= 3 && len(labelWords(left))*2 <= len(labelWords(text)) || strings.Trim(left, " .,:;()-@") == ""
}

// instructs tells whether a text tells the author what to write.
func instructs(text string) bool {
	return len(text) < 400 && instruct.MatchString(strings.TrimLeft(text, " *_([<"))
}
