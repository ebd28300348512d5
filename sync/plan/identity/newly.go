package identity

import (
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// newly tells of a known action whether it could have an item only since its line is
// read in another way, and nobody wrote it; and no more of one whose line was changed.
func (j *joining) newly(known *plan.Action, was plan.Action) {
	switch a, b := was.Reading, known.Reading; {
	case j.meeting.Same:
		known.Newly = known.Newly || !asked(was) && !asksForItem(a) && asksForItem(b)
	case known.NewlyRead() && (was.Now != known.Now || a.Answer != b.Answer || a.Mark != b.Mark || a.Struck != b.Struck):
		known.Newly, known.FirstRead = false, j.meeting.Now
	}
}

// asksForItem tells whether a line, by what it says, may come to have an item of its own.
func asksForItem(a review.Action) bool {
	return !a.Doubtful() && !a.Answer.NoAction && !a.Mark.Settled() && !a.Struck && a.Unclear == "" && a.Ticket == nil && a.Answer.Same == ""
}
