// Package draft writes an issue's title and body from an item, so that nothing
// that was copied pings, links or closes anything, and reads the marker back
// out of a body. It is pure: it sends nothing and knows no repository.
//
// Copied words are written as package quiet writes them. The review's own link is
// the one that works.
package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/client/github/quiet"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/tracker"
)

// The longest texts that GitHub takes, in characters, with some room, and how
// much is left of texts that would be longer.
const (
	maxTitle  = 250
	maxBody   = 65000
	maxName   = 1000 // of an action's or a review's title in the body
	maxMarker = 16000
	maxLink   = 8000
)

// nameless is the title of an item without a word that people can find.
const nameless = "Follow-up without words"

// Compose is the title and the body of an issue, its marker in the last line. A
// template replaces the words of the body, "" is the default's; one that can't be
// executed is passed over for it.
func Compose(item tracker.NewItem, template string) (title, body string) {
	item.Title, item.Review.Title = mdedit.Cut(item.Title, 4*maxName), mdedit.Cut(item.Review.Title, 4*maxName)
	comment := Comment(item.Marker)
	room := maxBody - utf8.RuneCountInString(comment) - 2
	text, err := fitted(template, item, room)
	if err != nil {
		text, _ = fitted("", item, room) // ours always executes
	}
	return titled(item.Title), text + "\n\n" + comment
}

// titled is a title on one line, as long as GitHub takes it. Titles know no
// Markdown, and GitHub links numbers in them.
func titled(title string) string {
	line := quiet.Title(named(title))
	if utf8.RuneCountInString(line) > maxTitle {
		line = strings.TrimRight(strings.TrimSuffix(mdedit.Cut(line, maxTitle), "…"), quiet.Apart+" \u200d") + "…"
	}
	return line
}

// named is a title in one line, of signs that can be seen; never empty.
func named(title string) string {
	line := mdedit.Line(quiet.Visible(title))
	if !strings.ContainsFunc(line, unicode.IsGraphic) {
		return nameless
	}
	return line
}
