package show

import (
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Doubted says of the trackers of which so much was gone at once that it is not
// believed what is to be known.
func Doubted(marks []plan.TrackerMark) []Strand {
	var out []Strand
	for _, m := range marks {
		if !m.Doubted.IsZero() {
			out = append(out, Strand{
				What: fmt.Sprintf("most items of tracker %s, or all of its files, are gone since %s, which is not believed until %s",
					m.Tracker, m.Doubted.Format(time.RFC3339), m.Doubted.Add(plan.DoubtFor).Format(time.RFC3339)),
				Next: "bring them back (is its folder mounted? may its account still see them?), or confirm it by " + review.Command("sync", "--tracker", m.Tracker, "--gone"),
			})
		}
	}
	return out
}
