package report

import (
	"strings"
	"time"
	"unicode"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// Options say what a report is about.
type Options struct {
	Now    time.Time
	Period Period
	By     By
	Team   string // only this team's actions; "": all
	Source string // only this source's reviews; "": all
	// MinGroup folds the groups with fewer actions into one; 0: none.
	MinGroup int
	// Most is how many actions of each list are named; 0: as many as people read.
	Most int
	// Restate puts teams in the place of people in other people's words.
	Restate func(string) string

	// told holds each text that was asked for before as it may be shown: the
	// same few reasons stand in many rows.
	told map[string]string
}

// longest is how many characters of a text are shown.
const longest = 160

// words is a text of somebody else's as it may be shown: on one line, cut, no
// person named, and without signs that nobody sees.
func (o Options) words(text string) string {
	shown, ok := o.told[text]
	if !ok {
		shown = o.show(text)
		if o.told != nil {
			o.told[text] = shown
		}
	}
	return shown
}

func (o Options) show(text string) string {
	if len(text) > 64*longest { // names at the cut are cut off with what follows
		text = strings.ToValidUTF8(text[:64*longest], "")
	}
	return mdedit.Cut(mdedit.Line(o.Restate(visible(text))), longest)
}

// visible is a text without the signs that nobody sees.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) && r != zeroWidthJoiner {
			return -1
		}
		return r
	}, text)
}

// zeroWidthJoiner holds composed emoji together; it hides nothing.
const zeroWidthJoiner = '\u200d'
