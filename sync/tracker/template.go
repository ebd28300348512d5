package tracker

import (
	"cmp"
	"text/template"
	"time"
)

// Text is what a template of an item's words is given, all of it in the tracker's
// markup already.
type Text struct {
	Title  string // the action's, with its addresses; "": the item's title holds all of it
	Detail string // the action's own
	Review string // the review's title with its link
	Date   string // the review's day, as 2026-11-30; "": none
}

// Template reads what items say; "": the adapter's own words.
func Template(text, own string) (*template.Template, error) {
	return template.New("item").Option("missingkey=error").Parse(cmp.Or(text, own))
}

// Day is the day of a moment, as 2026-11-30; "": there is none.
func Day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateOnly)
}
