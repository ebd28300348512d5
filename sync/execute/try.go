package execute

import (
	"context"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// limit is how long a request to a tracker may take: what comes later must not
// outlive the settle time.
func (t Tracker) limit() time.Duration {
	if t.Settle > 0 {
		return min(longest, t.Settle/2)
	}
	return longest
}

// doubtful tells whether it is not known that creations are answered where a batch
// goes: the last one there was not, or nothing shows it.
func (x *execution) doubtful(batch []int) bool {
	s := x.steps[batch[0]]
	_, silent := x.Backoff.Silent(s.Tracker)[s.Project]
	return silent || s.Probe
}

// probe asks, where it is not known, whether creations are answered, by a request
// that makes nothing; false: they are not, and the batch waits. Where no such
// request is known the creation itself has to show it.
func (x *execution) probe(batch []int) bool {
	s := x.steps[batch[0]]
	p, ok := x.Trackers[s.Tracker].Tracker.(tracker.Prober)
	if !ok || !x.doubtful(batch) {
		return true
	}
	if until := x.Backoff.Until(s.Tracker, tracker.Making); x.Now().Before(until) {
		x.postpone(batch, s.Tracker+" asked to be left alone for now")
		return false
	}
	if err := x.turn(s.Tracker); err != nil {
		x.postpone(batch, err.Error())
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(x.ctx), x.Trackers[s.Tracker].limit())
	defer cancel()
	err := p.Probe(ctx, s.New.Backlog)
	if err == nil {
		return true
	}
	x.Backoff.Extend(s.Tracker, tracker.Making, tracker.Until(err))
	if tracker.KindOf(err) != tracker.Throttled {
		x.lost(s.Tracker, s.Project)
	}
	x.postpone(batch, fmt.Sprintf("%s does not answer creations in %s: %s", s.Tracker, s.Project, tracker.Words(err)))
	return false
}

// turn waits for the leave of a tracker that takes one creation at a time.
func (x *execution) turn(name string) error {
	t, paced := x.Trackers[name].Tracker.(tracker.Paced)
	if !paced {
		return nil
	}
	err := t.Wait(x.ctx)
	if err != nil && x.ctx.Err() == nil {
		x.Backoff.Extend(name, tracker.Making, tracker.Until(err))
	}
	return err
}

// lost notes that a tracker did not answer: its other creations wait for the next
// pass.
func (x *execution) lost(name, project string) {
	x.silent[name] = true
	x.Backoff.Lost(name, project, x.Now())
}

// heard notes what the outcomes of one request say of the tracker: that it answers,
// or that it does not.
func (x *execution) heard(s plan.Step, outcomes []tracker.Outcome) {
	answers := false
	for _, o := range outcomes {
		switch k := tracker.KindOf(o.Err); {
		case o.Err == nil:
			x.Backoff.Done(s.Tracker, tracker.Making)
			answers = true
		case k == tracker.Throttled:
			return
		default:
			answers = answers || k != tracker.Unknown && k != tracker.Unavailable
		}
	}
	if answers {
		x.Backoff.Answered(s.Tracker, s.Project)
	} else {
		x.lost(s.Tracker, s.Project)
	}
}
