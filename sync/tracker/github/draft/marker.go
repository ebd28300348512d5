package draft

import (
	"encoding/json"

	"github.com/followthrough/followthrough/internal/mdedit"
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
	comment := opening + " " + mdedit.QuietJSON(string(text)) + " -->"
	if len(comment) > maxMarker && m.Text != "" {
		m.Text = ""
		return Comment(m)
	}
	return comment
}

// Usable tells whether a marker holds what makes it one.
func Usable(m tracker.Marker) bool {
	return m.Instance != "" && m.Review.Valid() && m.Action.Valid() &&
		m.Generation > 0 && m.Generation <= maxCount && m.Number > 0 && m.Number <= maxCount
}
