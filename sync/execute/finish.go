package execute

import (
	"context"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// finishes does what creations left open; after plan.FinishWithin the items
// are the teams'.
func (x *execution) finishes() {
	for _, intent := range x.unfinished {
		if r := x.reviews[intent.Review]; r != nil && !x.stopped() {
			x.finish(r, intent)
		}
	}
}

func (x *execution) finish(r *plan.Review, intent plan.Intent) {
	k := r.Find(intent.Action)
	if k == nil || k.Item == nil || k.Item.Tracker != intent.Tracker {
		intent.Left = nil // the action has another item by now
		x.write(plan.Changes{Intents: []plan.Intent{intent}})
		return
	}
	t, ok := x.Trackers[intent.Tracker].Tracker.(tracker.Finisher)
	over := x.Now().Sub(intent.Asked) >= plan.FinishWithin
	if !over && (!ok || x.Now().Before(x.Backoff.Until(intent.Tracker, tracker.Making))) {
		requeue(r, plan.NextPass)
		return
	}
	var f tracker.Finished
	if over {
		f.Refused = strings.Join(intent.Left, ", ") + ": not set within a day of the creation, so it is the team's to set"
	} else {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(x.ctx), longest)
		f = t.Finish(ctx, tracker.Unfinished{ID: k.Item.ID, Backlog: intent.Backlog, Left: intent.Left})
		cancel()
	}
	x.left(r, k, intent, f)
}

// left writes what is left of a creation now.
func (x *execution) left(r *plan.Review, k *plan.Action, intent plan.Intent, f tracker.Finished) {
	var c plan.Changes
	intent.Left = f.Left
	if strings.HasPrefix(k.Reason, plan.StillToBeSet) {
		k.Reason = ""
	}
	if len(f.Left) > 0 {
		k.Reason = plan.StillToBeSet + strings.Join(f.Left, ", ")
		if f.Err != nil {
			k.Reason += " (" + tracker.Words(f.Err) + ")"
		}
		x.Backoff.Extend(intent.Tracker, tracker.Making, tracker.Until(f.Err))
		requeue(r, plan.NextPass)
	}
	if f.Refused != "" {
		c.Events = append(c.Events, x.event(r, k, "not set", f.Refused))
	}
	c.Intents, c.Reviews = []plan.Intent{intent}, []plan.Review{*r}
	x.write(c)
}
