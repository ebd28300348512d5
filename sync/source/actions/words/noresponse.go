package words

import "strings"

// NoResponse tells whether a text is what GitHub's issue forms write into a
// field that was left empty, as it is written or as a text export shows it.
func NoResponse(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) > 40 {
		return false
	}
	return strings.EqualFold(strings.Trim(text, "_*\\ ."), "No response")
}
