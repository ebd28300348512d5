package plan

import (
	"cmp"
	"slices"
	"time"
)

// lookedFor is an action whose item was looked for long enough, in a backlog that
// has shown nothing of ours since that was made later: it may have made nothing,
// or show nothing yet. ended is its intent as it ends when it is asked for again.
type lookedFor struct {
	record *Review
	action *Action
	ended  Intent
}

func (l lookedFor) in() Destination { return Destination{l.ended.Tracker, l.ended.Backlog.Project} }

// tries asks, of each backlog that does not show whether looking is over, for one
// item again, and only once a request that makes nothing was answered there. When
// that item shows, the others are asked for too. What is new in a backlog does as
// well.
func (j *judgement) tries() {
	slices.SortFunc(j.looked, func(a, b lookedFor) int {
		return cmp.Or(cmp.Compare(a.ended.Attempt, b.ended.Attempt), a.ended.Asked.Compare(b.ended.Asked), cmp.Compare(a.action.Key, b.action.Key))
	})
	unsure, tried := map[Destination]bool{}, map[Destination]bool{}
	for _, l := range j.looked {
		unsure[l.in()] = true
	}
	for key, s := range j.steps {
		if in := (Destination{s.Tracker, s.Project}); s.Op == OpCreate && unsure[in] {
			tried[in], s.Probe = true, true
			j.steps[key] = s
		}
	}
	for _, l := range j.looked {
		r, k, facts := j.looksAt(l.record), l.action, j.in.Trackers[l.ended.Tracker]
		asked := "asked for at " + l.ended.Asked.UTC().Format(time.RFC3339) + ", no answer: "
		until := j.asked(l.in()).Add(facts.Settle)
		switch {
		case j.in.Now.Before(facts.takesFrom(l.ended)):
			k.Reason = asked + facts.takesNone(l.ended)
			wake(r, facts.takesFrom(l.ended))
		case tried[l.in()], j.in.Now.Before(until):
			k.Reason = asked + "looked for until " + l.in().Project + " shows what is made there next"
			wake(r, NextPass)
		default:
			tried[l.in()] = true
			j.ask(r, k, l.ended, 1)
			step := j.steps[k.Key]
			step.Probe = true
			j.steps[k.Key] = step
			k.Reason = asked + "asked for again once " + l.ended.Tracker + " answers a request that makes nothing"
		}
	}
}

// asked is when an item was last asked for in a backlog of which no answer came.
func (j *judgement) asked(in Destination) (last time.Time) {
	for _, i := range j.in.Intents {
		if (Destination{i.Tracker, i.Backlog.Project}) == in && i.Asked.After(last) {
			last = i.Asked
		}
	}
	return last
}

// takesFrom is from when on an item may be asked for of a tracker that wants to be
// left alone, or does not answer creations in its backlog.
func (f TrackerFacts) takesFrom(intent Intent) time.Time {
	return later(f.BackoffUntil, f.Silent[intent.Backlog.Project])
}

// takesNone says why it may not be asked for before.
func (f TrackerFacts) takesNone(intent Intent) string {
	if until := f.Silent[intent.Backlog.Project]; until.After(f.BackoffUntil) {
		return intent.Tracker + " does not answer creations in " + intent.Backlog.Project + ": the next is tried at " + until.UTC().Format(time.RFC3339)
	}
	return intent.Tracker + " asks to be left alone until " + f.BackoffUntil.UTC().Format(time.RFC3339)
}
