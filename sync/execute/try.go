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
func (l *line) probe(batch []int) bool {
	s := l.steps[batch[0]]
	at := plan.Destination{Tracker: s.Tracker, Project: s.Project}
	p, ok := l.Trackers[s.Tracker].Tracker.(tracker.Prober)
	if !ok || !l.doubtful(batch) || l.kept().answered(at, l.Now()) {
		return true
	}
	if until := l.Backoff.Until(s.Tracker, tracker.Making); l.Now().Before(until) {
		l.postpone(batch, s.Tracker+" asked to be left alone for now")
		return false
	}
	err := l.turn(s.Tracker)
	switch {
	case l.stopped():
		return false
	case err != nil:
		l.postpone(batch, err.Error())
		return false
	}
	inTime := l.ask(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(l.ctx), l.Trackers[s.Tracker].limit())
		defer cancel()
		err = probe(ctx, p, s.New.Backlog)
	})
	if err == nil {
		if !inTime {
			l.kept().answers(at, l.Now())
		}
		return inTime
	}
	l.Backoff.Extend(s.Tracker, tracker.Making, tracker.Until(err))
	if tracker.KindOf(err) != tracker.Throttled {
		l.lost(s.Tracker, s.Project)
	}
	if inTime {
		l.postpone(batch, fmt.Sprintf("%s does not answer creations in %s: %s", s.Tracker, s.Project, tracker.Words(err)))
	}
	return false
}

// turn waits for the leave of a tracker that takes one creation at a time. One that
// comes late is for the next pass.
func (l *line) turn(name string) (err error) {
	t, paced := l.Trackers[name].Tracker.(tracker.Paced)
	if !paced || l.kept().given(name, l.Now()) {
		return nil
	}
	inTime := l.wait(func() { err = waits(l.ctx, t) })
	switch {
	case err == nil && !inTime:
		l.kept().granted(name, l.Now())
	case err != nil && l.ctx.Err() == nil:
		l.Backoff.Extend(name, tracker.Making, tracker.Until(err))
	}
	return err
}

// mute tells whether a tracker left a creation unanswered, in this pass or before it.
func (x *execution) mute(name string) bool { return x.silent[name] || x.Once && x.kept().isMute(name) }

// lost notes that a tracker did not answer: its other creations wait for the next
// pass.
func (x *execution) lost(name, project string) {
	x.silent[name] = true
	x.kept().mutes(name)
	x.Backoff.Lost(name, project, x.Now())
}

// heard notes what the outcomes of one request say of the tracker: that it answers,
// or that it does not.
func (x *execution) heard(s plan.Step, outcomes []tracker.Outcome) {
	x.kept().used(plan.Destination{Tracker: s.Tracker, Project: s.Project})
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
