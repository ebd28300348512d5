package draft

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/followthrough/followthrough/sync/tracker"
)

// opening is how the comment begins that is a marker.
const opening = "<!-- followthrough:"

// maxCount bounds generations and numbers among equals.
const maxCount = 999999

// Comment is the marker as it stands in a body. A text that is too long to
// stand there is left out.
func Comment(m tracker.Marker) string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // strings and numbers always marshal
	}
	comment := opening + " " + quiet(string(text)) + " -->"
	if len(comment) > maxMarker && m.Text != "" {
		m.Text = ""
		return Comment(m)
	}
	return comment
}

// quiet escapes all that could mean something to Markdown, HTML or GitHub, or
// can't be seen; what is left of JSON's own signs is harmless.
func quiet(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune(` {}":,.\`, r):
			b.WriteRune(r)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// Usable tells whether a marker holds what makes it one.
func Usable(m tracker.Marker) bool {
	return m.Instance != "" && m.Review.Valid() && m.Action.Valid() &&
		m.Generation > 0 && m.Generation <= maxCount && m.Number > 0 && m.Number <= maxCount
}
