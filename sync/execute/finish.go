package execute

import (
	"context"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// finishes does what creations of a tracker left open; after plan.FinishWithin the
// items are the teams'.
func (l *line) finishes(name string) {
	for _, intent := range l.unfinished {
		if r := l.reviews[intent.Review]; r != nil && intent.Tracker == name && !l.stopped() {
			l.finish(r, intent)
		}
	}
}

func (l *line) finish(r *plan.Review, intent plan.Intent) {
	k := r.Find(intent.Action)
	if k == nil || k.Item == nil || k.Item.Tracker != intent.Tracker {
		intent.Left = nil // the action has another item by now
		l.write(plan.Changes{Intents: []plan.Intent{intent}})
		return
	}
	t, ok := l.Trackers[intent.Tracker].Tracker.(tracker.Finisher)
	over := l.Now().Sub(intent.Asked) >= plan.FinishWithin
	if !over && (!ok || l.Now().Before(l.Backoff.Until(intent.Tracker, tracker.Making))) {
		requeue(r, plan.NextPass)
		return
	}
	var f tracker.Finished
	if over {
		f.Refused = strings.Join(intent.Left, ", ") + ": not set within a day of the creation, so it is the team's to set"
	} else if item := k.Item.ID; !l.ask(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(l.ctx), longest)
		defer cancel()
		f = finish(ctx, t, tracker.Unfinished{ID: item, Backlog: intent.Backlog, Left: intent.Left})
	}) {
		l.lateFinish(intent, f)
		return
	} else {
		l.tellFinish(r, k, intent, f)
	}
	l.remains(r, k, intent, f)
}

// remains writes what is left of a creation now.
func (x *execution) remains(r *plan.Review, k *plan.Action, intent plan.Intent, f tracker.Finished) {
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
