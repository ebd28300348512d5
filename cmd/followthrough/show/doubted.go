package show

import (
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Doubted says of the sources and trackers of which so much was gone at once that it
// is not believed what is to be known.
func Doubted(sources []plan.SourceMark, trackers []plan.TrackerMark) []Strand {
	var out []Strand
	add := func(what, flag, name string, since time.Time) {
		if !since.IsZero() {
			out = append(out, Strand{
				What: fmt.Sprintf("%s %s, gone since %s, which is not believed until %s", what, name,
					since.Format(time.RFC3339), since.Add(plan.DoubtFor).Format(time.RFC3339)),
				Next: "bring it back (is a folder not mounted? may the account still see it?), or confirm it by " + review.Command("sync", flag, name, "--gone"),
			})
		}
	}
	for _, m := range sources {
		add("more than half of the reviews of source", "--source", m.Source, m.Doubted)
	}
	for _, m := range trackers {
		add("more than half of the items, or all files, of tracker", "--tracker", m.Tracker, m.Doubted)
	}
	return out
}

// Unread says of the sources and trackers that can't be read since when, and why.
func Unread(sources []plan.SourceMark, trackers []plan.TrackerMark) []Strand {
	var out []Strand
	add := func(what string, u plan.Unread) {
		if !u.Since.IsZero() {
			out = append(out, Strand{
				What: fmt.Sprintf("%s could not be read since %s (%s)", what, u.Since.Format(time.RFC3339), u.Why),
				Next: "what is known of it stays, and what concerns it waits",
			})
		}
	}
	for _, m := range sources {
		add("source "+m.Source, m.Unread)
	}
	for _, m := range trackers {
		add("tracker "+m.Tracker, m.Unread)
	}
	return out
}
