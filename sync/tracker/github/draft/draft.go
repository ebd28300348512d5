// Package draft writes an issue's title and body from an item, so that nothing
// that was copied pings, links or closes anything, and reads the marker back
// out of a body. It is pure: it sends nothing and knows no repository.
package draft

import (
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Options say how to write.
type Options struct {
	// Template replaces the words of the body; "": the default.
	Template string
}

// Compose is the title and the body of an issue, its marker in the last line.
func Compose(item tracker.NewItem, o Options) (title, body string) {
	title = mdedit.Line(item.Title)
	if title == "" {
		title = "Follow-up without words"
	}
	if r := []rune(title); len(r) > 250 {
		title = string(r[:250]) + "…"
	}
	return title, "From the review " + item.Review.URL + ".\n\n" + Comment(item.Marker)
}
