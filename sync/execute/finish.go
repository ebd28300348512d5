package execute

import (
	"context"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// finishes does what creations left open; after plan.FinishWithin the items
// are the teams'.
func (x *execution) finishes() error {
	for _, intent := range x.unfinished {
		r := x.records[intent.Review]
		if x.ctx.Err() != nil || r == nil {
			continue
		}
		if err := x.finishOne(r, intent); err != nil {
			return err
		}
	}
	return nil
}

func (x *execution) finishOne(r *plan.Review, intent plan.Intent) error {
	k := known(r, intent.Action)
	if k == nil || k.Item == nil || k.Item.Tracker != intent.Tracker {
		intent.Left = nil // the action has another item by now
		return x.write(plan.Changes{Intents: []plan.Intent{intent}})
	}
	t, ok := x.Trackers[intent.Tracker].Tracker.(tracker.Finisher)
	over := x.Now().Sub(intent.Asked) >= plan.FinishWithin
	if !over && (!ok || x.Now().Before(x.Backoff.Until(intent.Tracker))) {
		again(r, plan.NextPass)
		return nil
	}
	var f tracker.Finished
	if over {
		f.Refused = strings.Join(intent.Left, ", ") + ": not set within a day of the creation, so it is the team's to set"
	} else {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(x.ctx), longest)
		f = t.Finish(ctx, tracker.Unfinished{ID: k.Item.ID, Backlog: intent.Backlog, Left: intent.Left})
		cancel()
	}
	return x.leave(r, k, intent, f)
}

// leave writes what is left of a creation now.
func (x *execution) leave(r *plan.Review, k *plan.Action, intent plan.Intent, f tracker.Finished) error {
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
		x.Backoff.Extend(intent.Tracker, tracker.Until(f.Err))
		again(r, plan.NextPass)
	}
	if f.Refused != "" {
		c.Events = append(c.Events, x.event(r, k, "not set", f.Refused))
	}
	c.Intents, c.Reviews = []plan.Intent{intent}, []plan.Review{*r}
	return x.write(c)
}
