package plan

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// admit lets new actions through as far as max_new allows, by review, the
// newest first, and holds the others; then it lets them soak.
func (a *admission) admit() {
	byReview := map[*Review][]candidate{}
	var order []*Review
	for _, c := range a.candidates {
		if _, ok := byReview[c.record]; !ok {
			order = append(order, c.record)
		}
		byReview[c.record] = append(byReview[c.record], c)
	}
	slices.SortStableFunc(order, func(a, b *Review) int { return b.Age.Compare(a.Age) })
	used := map[string]int{}
	for _, r := range order {
		a.admitReview(a.looksAt(r), byReview[r], used)
		for _, c := range byReview[r] {
			if c.action.State != review.Held && !a.alike(c) {
				a.soak(c)
			}
			a.ended(c.record, c.action, c.before)
		}
	}
}

func (a *admission) admitReview(r *Review, all []candidate, used map[string]int) {
	var waiting []candidate
	for _, c := range all {
		if c.action.Admitted.IsZero() && c.action.Released.IsZero() {
			waiting = append(waiting, c)
		}
	}
	limit, spent := a.in.Sources[r.Source].MaxNew, a.in.Admitted[r.Source]+used[r.Source]
	fits := limit == 0 || spent+len(waiting) <= limit
	for _, c := range waiting {
		switch {
		case c.before.HeldBy == HeldByMaxNew && a.yes(r, c.action), c.before.HeldBy != HeldByMaxNew && !fits && a.yes(r, c.action):
			continue
		case c.before.HeldBy == HeldByMaxNew:
			c.action.State, c.action.HeldBy, c.action.Reason = review.Held, HeldByMaxNew, c.before.Reason
		case !fits:
			c.action.State, c.action.HeldBy = review.Held, HeldByMaxNew
			c.action.Reason = fmt.Sprintf("more than max_new (%d) items in 24 hours: %s", limit, review.Command("sync", r.Named(), "--yes"))
			if of := c.action.remadeOf(); of != "" {
				c.action.Reason += "; in place of " + of
			}
		default:
			c.action.Admitted = a.in.Now
			used[r.Source]++
		}
	}
}

// soak lets an admitted action rest for the source's time, then plans its
// item.
func (a *admission) soak(c candidate) {
	r, k := c.record, c.action
	start := k.FirstRead
	if k.Released.After(start) {
		start = k.Released
	}
	k.Until = start.Add(a.in.Sources[r.Source].Soak)
	if a.in.Now.Before(k.Until) && !(a.in.Request.Now && a.in.Request.Scope.Action(*r, *k)) {
		k.State = review.Soaking
		wake(r, k.Until)
		return
	}
	facts, ok := a.in.Trackers[c.intent.Tracker]
	switch {
	case !a.in.Request.Scope.Action(*r, *k):
		wake(r, NextPass)
	case !ok:
		k.Reason = "no tracker named " + c.intent.Tracker + " is configured"
	case facts.Refused:
		k.State, k.Reason, k.Refused, k.RefusedAt = review.Blocked, facts.Problem, RefusedLook, a.in.Now
		wake(r, NextPass)
	case a.unready(r, c.intent, facts) != "":
		k.Reason = a.unready(r, c.intent, facts)
		wake(r, NextPass)
	case a.in.Now.Before(facts.takesFrom(c.intent)):
		k.Reason = facts.takesNone(c.intent)
		wake(r, facts.takesFrom(c.intent))
	case facts.knownAt(a.in.Now).Before(facts.NotBefore):
		a.early(c.intent.Tracker, facts.NotBefore)
		if a.in.Request.Dry {
			a.create(r, k, c.intent, k.Reason)
			return
		}
		k.Reason = a.in.Memory.Why + ": what it may have forgotten is looked for until " + facts.NotBefore.UTC().Format(time.RFC3339)
		wake(r, facts.NotBefore)
	case a.forgotten(r) != "":
		a.recall(c, a.forgotten(r))
	default:
		a.create(r, k, c.intent, k.Reason)
	}
}

// unready says what could not be read in this pass and may tell of an item that is
// there already, or that none is wanted any more; "": nothing.
func (a *admission) unready(r *Review, intent Intent, facts TrackerFacts) string {
	return cmp.Or(facts.Problem, facts.Unread[intent.Backlog.Project], a.in.Sources[r.Source].Stale, a.in.Unsure[r.Key])
}

// ByLine orders actions as the review shows them, those without a line last.
func ByLine(a, b Action) int {
	return cmp.Or(compareBool(a.Position < 0, b.Position < 0), cmp.Compare(a.Position, b.Position), cmp.Compare(a.Key, b.Key))
}
