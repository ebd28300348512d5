package plan

import (
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// DoubtWaits is how long after its publication a review's doubtful lines wait
// for a person. Later they are shown, and nobody is asked any more.
const DoubtWaits = 14 * 24 * time.Hour

// Doubtful tells whether the line may be no action, and nothing was made for it
// and nobody has said yes. One that has its item, or whose marker an item bears, is
// an action, whatever a later version reads in its line.
func (k Action) Doubtful() bool {
	return k.Reading.Doubtful() && k.Item == nil && k.Claimed == nil && !k.wanted()
}

// LeftAlone tells whether the action is held, or past, as one that may be none.
func (k Action) LeftAlone() bool { return k.HeldBy == HeldByDoubt || k.HeldBy == HeldByOldDoubt }

// LeftAlone is how many of the review's lines may be actions and were left alone.
func (r Review) LeftAlone() int {
	n := r.MoreDoubtful
	for _, k := range r.Actions {
		if k.LeftAlone() {
			n++
		}
	}
	return n
}

// Remains says what the reading of the review left undecided, beside the actions
// that it is sure of: "2 lines left alone"; "": nothing.
func (r Review) Remains() string {
	var parts []string
	if r.NotUnderstood {
		parts = append(parts, review.NothingUnderstood)
	}
	if n := r.LeftAlone(); n > 0 {
		parts = append(parts, review.LeftAlone(n))
	}
	return strings.Join(parts, ", ")
}

// Certain are the review's actions without those that may be none.
func (r Review) Certain() []Action {
	return slices.DeleteFunc(slices.Clone(r.Actions), Action.LeftAlone)
}

// unsure holds a line that may be no action, until a person says which it is:
// in the line, or by releasing just this one.
func (j *judgement) unsure(r *Review, k *Action, before Action) bool {
	done := k.Reading.Mark.Settled() && before.State.Settled() // as it was known to be
	if !k.Doubtful() || done {
		return false
	}
	if j.in.Request.Releases(*r, *k) {
		j.release(r, k, string(review.Held))
		return false
	}
	k.Team = j.teamOf(r, k)
	if j.past(r, k) {
		k.State, k.HeldBy, k.Reason = review.Past, HeldByOldDoubt, j.olderThanSince(r)
		return true
	}
	k.State, k.HeldBy, k.Reason = review.Held, HeldByDoubt, k.Reading.DoubtWords()
	until := r.published().Add(DoubtWaits)
	switch {
	case k.Reading.Mark.Settled(), k.Reading.Struck, !j.in.Now.Before(until):
		k.HeldBy = HeldByOldDoubt // no item would be made, or it is long ago
	default:
		wake(r, until)
	}
	return true
}

// published is the day of the publication, else of the first reading.
func (r Review) published() time.Time {
	if r.PublishedAt.IsZero() {
		return r.FirstRead
	}
	return r.PublishedAt
}
