package plan

import (
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

// NewlyRead tells whether the action was read only when its review, in which nobody
// had changed a byte, was read in another way: by a later version, or with other
// settings. One that has its item, or that a person said yes to, is like any other.
func (k Action) NewlyRead() bool {
	return k.Newly && k.Item == nil && k.Attempts == 0 && !k.wanted()
}

// NewlyReadWords begin the reason of a held action that nobody wrote now.
const NewlyReadWords = "newly read, not newly written"

// newly holds an action that nobody wrote now, until a person releases it: a reader
// that reads more makes nothing of what people have long done with.
func (j *judgement) newly(r *Review, k *Action) bool {
	if !k.NewlyRead() || j.in.Sources[r.Source].AsNew {
		return false
	}
	k.Team = j.teamOf(r, k)
	if j.past(r, k) {
		k.State, k.Reason = review.Past, j.olderThanSince(r)
		return true
	}
	team := j.in.Mapping.Team(k.Team)
	if off := team != nil && team.Create == mapping.CreateOff; off || j.yes(r, k) {
		return false
	}
	k.State, k.HeldBy = review.Held, HeldByNewly
	k.Reason = NewlyReadWords + ": " + review.Command("sync", r.Named(), "--yes")
	return true
}

// spoken are the actions that a review is written to for: not those that may be none,
// nor those that nobody wrote now.
func (r Review) spoken() (out []Action) {
	for _, k := range r.Actions {
		if !k.LeftAlone() && !k.NewlyRead() {
			out = append(out, k)
		}
	}
	return out
}

// HeldAsNewlyRead is how many of the review's actions are held since nobody wrote them
// now.
func (r Review) HeldAsNewlyRead() (n int) {
	for _, k := range r.Actions {
		if k.HeldBy == HeldByNewly {
			n++
		}
	}
	return n
}
