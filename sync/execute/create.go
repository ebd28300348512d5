package execute

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// longest is a request's deadline where the tracker needs no time to settle.
const longest = 30 * time.Second

// create writes the intents, then asks, then writes what is known. What it
// returns was refused as a whole, and is certainly not made.
func (l *line) create(batch []int) []int {
	first := l.steps[batch[0]]
	if l.Now().Before(l.Backoff.Until(first.Tracker, tracker.Making)) { // since the plan was made
		return nil
	}
	t := l.Trackers[first.Tracker]
	limit, asked := t.limit(), l.Now()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(l.ctx), limit)
	defer cancel()
	if l.intend(batch, asked); l.err != nil {
		return nil
	}
	items := make([]tracker.NewItem, len(batch))
	for n, i := range batch {
		items[n] = *l.steps[i].New
	}
	if late := l.Now().Round(0).Sub(asked.Round(0)); l.unsigned != nil {
		return l.answered(batch, notSent(len(items), l.unsigned))
	} else if late >= limit || ctx.Err() != nil {
		return l.answered(batch, notSent(len(items), fmt.Errorf("%s passed after the intent", late.Round(time.Second))))
	} else if err := l.mayNot(); err != nil {
		return l.answered(batch, notSent(len(items), err))
	}
	var outcomes []tracker.Outcome
	inTime := l.ask(func() { outcomes = create(ctx, t, items) })
	if l.heard(first, outcomes); !inTime {
		l.lateCreation(batch, outcomes)
		return nil
	}
	return l.answered(batch, outcomes)
}

// notSent is for what could not be prepared, and for a process that was stopped,
// or a machine that slept, between the intent and the request.
func notSent(n int, err error) []tracker.Outcome {
	out := make([]tracker.Outcome, n)
	for i := range out {
		out[i].Err = &tracker.Error{Kind: tracker.Unavailable, Err: fmt.Errorf("not sent: %w", err)}
	}
	return out
}

// sign signs a step's marker, by the moment at which it is asked for.
func (x *execution) sign(s *plan.Step) {
	if x.Secret == nil {
		return
	}
	secret, err := x.Secret()
	if err != nil {
		x.unsigned = fmt.Errorf("marker_secret: %w", err)
		return
	}
	s.Intent.Marker = s.Intent.Marker.Signed(secret, s.Intent.Asked)
	s.New.Marker = s.Intent.Marker
}

// intend makes the intents durable.
func (x *execution) intend(batch []int, asked time.Time) {
	var c plan.Changes
	x.unsigned = nil
	name := x.Batch()
	for _, i := range batch {
		s := &x.steps[i]
		r, k := x.of(*s)
		s.Intent.Asked, s.Intent.Batch, s.Intent.Size = asked.UTC(), name, len(batch)
		x.sign(s)
		k.Attempts, k.State, k.Team = s.Intent.Attempt, review.Creating, s.Intent.Team
		k.Reason = "asked for at " + asked.UTC().Format(time.RFC3339) + ", no answer yet"
		if s.Instead != nil {
			c.Intents = append(c.Intents, *s.Instead)
			c.Events = append(c.Events, x.event(r, k, "not found", s.Instead.Why))
			s.Instead = nil
		}
		c.Intents = append(c.Intents, *s.Intent)
		c.Events = append(c.Events, x.event(r, k, "asked for", fmt.Sprintf("an item in %s %s", s.Tracker, s.Project)))
	}
	c.Parts = x.parts(batch)
	x.write(c)
}

// parts are the records of some steps, each once, with the steps' actions.
func (x *execution) parts(steps []int) []plan.Review {
	var out []plan.Review
	at := map[review.Key]int{}
	for _, i := range steps {
		r, k := x.of(x.steps[i])
		n, seen := at[r.Key]
		if !seen {
			n, at[r.Key] = len(out), len(out)
			out = append(out, *r)
			out[n].Actions = nil
		}
		out[n].Actions = append(out[n].Actions, *k)
	}
	return out
}

// answered writes what each item's creation came to.
func (x *execution) answered(batch []int, outcomes []tracker.Outcome) (whole []int) {
	var c plan.Changes
	now := x.Now().UTC()
	for len(outcomes) < len(batch) {
		outcomes = append(outcomes, tracker.Outcome{Err: &tracker.Error{Err: errors.New("the tracker gave no outcome for it")}})
	}
	together, told := refusedTogether(outcomes[:len(batch)]), map[review.Key]bool{}
	for n, i := range batch {
		o := outcomes[n]
		s := x.steps[i]
		r, k := x.of(s)
		intent := *s.Intent
		x.tellCreation(s, o, together > 1 && certain(o))
		if o.Err == nil {
			c.Items = append(c.Items, x.made(k, s, o.Item, now))
			intent.Outcome, intent.OutcomeAt, intent.Why = plan.OutcomeMade, now, o.Item.Key
			if intent.Left = o.Left; len(o.Left) > 0 {
				x.unfinished = append(x.unfinished, intent)
			}
			if o.Note != "" {
				c.Events = append(c.Events, x.event(r, k, "not set", o.Note))
			}
			c.Events = append(c.Events, x.event(r, k, "made", "the tracker answered "+o.Item.Key))
			x.note(i, ResultDone, nil)
		} else if intent.Whole = tracker.Whole(o.Err); together > 1 && certain(o) {
			whole = append(whole, i)
			if k.Reason, intent.Why = x.refusedWhole(i, together, o.Err); !told[r.Key] {
				told[r.Key] = true
				c.Events = append(c.Events, x.event(r, nil, "refused as a whole", intent.Why))
			}
			intent.OutcomeAt = now // answered, and open until it is asked for in a smaller request
		} else {
			intent.Outcome, intent.Why = x.failed(i, r, k, o.Err, now)
			if intent.Outcome != plan.OutcomeOpen {
				intent.OutcomeAt = now
			}
			c.Events = append(c.Events, x.event(r, k, string(k.State), intent.Why))
		}
		c.Intents = append(c.Intents, intent)
	}
	c.Parts = x.parts(batch)
	x.write(c)
	return whole
}

func (x *execution) made(k *plan.Action, s plan.Step, item tracker.Item, now time.Time) plan.ItemRow {
	if item.Marker == nil {
		marker := s.Intent.Marker
		item.Marker = &marker
	}
	row := plan.ItemRow{Tracker: s.Tracker, Item: item, Made: now, MadeIn: item.Project}
	k.Item, k.Made, k.State, k.Reason, k.Asks = plan.ItemOf(row), now, item.State, item.Reason, nil
	k.Refused, k.RefusedAt = "", time.Time{}
	if k.State == "" {
		k.State = review.Open
	}
	return row
}

// failed is what an error means: certainly not made, or not known.
func (x *execution) failed(i int, r *plan.Review, k *plan.Action, err error, now time.Time) (plan.Outcome, string) {
	doing := x.doing(i)
	words := doing + tracker.Words(err) // what a review may say; the log has it all
	err = fmt.Errorf("%s%w", doing, err)
	switch tracker.KindOf(err) {
	case tracker.Throttled, tracker.Unavailable:
		k.Attempts-- // it was never asked for
		k.State, k.Reason = review.Planned, words
		requeue(r, until(err))
		x.Backoff.Extend(x.steps[i].Tracker, tracker.Making, tracker.Until(err))
		x.note(i, unmade(err), err)
		return plan.OutcomeRefused, err.Error()
	case tracker.Rejected, tracker.Auth, tracker.NotFound:
		k.Attempts--
		k.State, k.Reason = review.Blocked, words+": tried again with the next change, by sync, or in a day"
		k.Refused, k.RefusedAt = plan.Circumstances(x.Config, *r, *k), now
		if tracker.KindOf(err) == tracker.Auth {
			k.Refused = plan.RefusedAuth
		}
		requeue(r, now.Add(plan.RefusedFor(*k)))
		x.note(i, ResultFailed, err)
		return plan.OutcomeRefused, err.Error()
	}
	x.Backoff.Extend(x.steps[i].Tracker, tracker.Making, tracker.Until(err))
	k.Reason = words + ": looked for when the settle time is over"
	requeue(r, now.Add(plan.Patience(x.Trackers[x.steps[i].Tracker].Settle, k.Attempts)))
	x.note(i, ResultWaiting, err)
	return plan.OutcomeOpen, err.Error()
}

// unmade is the result of a creation that certainly did not happen: a tracker
// that asks for time is waited for, one that can't be reached has failed us.
func unmade(err error) Result {
	if tracker.KindOf(err) == tracker.Throttled {
		return ResultWaiting
	}
	return ResultFailed
}

func until(err error) time.Time {
	if t := tracker.Until(err); !t.IsZero() {
		return t
	}
	return plan.NextPass
}
