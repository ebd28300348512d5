package plan

import (
	"fmt"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// alike holds an action whose words somebody has already put into the team's
// backlog, until a person says whether it is the same. One that is only
// similar is named, and made.
func (p *planner) alike(c candidate) bool {
	k := c.action
	if k.Reading.Answer.Separate || k.Attempts > 0 {
		return false
	}
	if c.before.HeldBy == HeldByLookAlike {
		if p.yes(c.record, k) {
			return false
		}
		k.State, k.HeldBy, k.Reason = review.Held, HeldByLookAlike, c.before.Reason
		return true
	}
	others, looked := p.in.Alike[Destination{c.intent.Tracker, c.intent.Backlog.Project}]
	if !looked {
		return false
	}
	c.record.Looked = p.in.Now
	equal, similar := p.lookAlike(k, others)
	switch {
	case equal != "":
		k.State, k.HeldBy = review.Held, HeldByLookAlike
		k.Reason = fmt.Sprintf("%s in %s has the same title: put (same: %s) into the line to link it, or (separate) to make another",
			equal, c.intent.Backlog.Project, equal)
		return true
	case similar != "":
		k.Reason = "similar to " + similar + "; " + k.Reason
	}
	return false
}

// lookAlike is the first, and so the newest, item with the same words, and the
// most similar one else.
func (p *planner) lookAlike(k *Known, others []tracker.Other) (equal, similar string) {
	words := review.Normalise(p.in.Mapping.Anonymise(k.Reading.Title))
	best := review.SimilarEnough
	for _, other := range others {
		title := review.Normalise(other.Title)
		if title == words {
			return other.Key, ""
		}
		if s := review.Similarity(title, words); s > best {
			best, similar = s, other.Key
		}
	}
	return "", similar
}
