package draft

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/followthrough/followthrough/sync/tracker"
)

var markerRE = regexp.MustCompile(`<!--[ \t]*followthrough:[ \t]*(\{[^<>]*\})[ \t]*-->`)

// Comment is the marker as it stands in a body.
func Comment(m tracker.Marker) string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // strings and numbers always marshal
	}
	return "<!-- followthrough: " + quiet(string(text)) + " -->"
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

// Marker reads the last marker in a body; false: there is none.
func Marker(body string) (*tracker.Marker, bool) {
	all := markerRE.FindAllStringSubmatch(body, -1)
	if len(all) == 0 {
		return nil, false
	}
	var m tracker.Marker
	if err := json.Unmarshal([]byte(all[len(all)-1][1]), &m); err != nil || !Usable(m) {
		return nil, false
	}
	return &m, true
}

// Usable tells whether a marker holds what makes it one.
func Usable(m tracker.Marker) bool {
	return m.Instance != "" && m.Review.Valid() && m.Action.Valid() && m.Generation > 0 && m.Number > 0
}
