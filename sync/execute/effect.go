package execute

import (
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Effect is what was done to a tracker or a review, or may have been, or what a person
// released.
type Effect struct {
	What    What
	Outcome string // a word of few
	// By is who asked for it beside the loop; "": nobody did.
	By      string
	Review  *plan.Review // as it is by then; not to be kept
	Action  review.Key   // "": the review as a whole
	Tracker string
	Project string
	Item    string // its key
}

// What is a sort of effect.
type What string

// The sorts: an item made, what its creation left open set on it, a review written into
// or a change of it proposed, and what a person said yes to.
const (
	EffectCreate    What = "create"
	EffectFinish    What = "finish"
	EffectWriteBack What = "write back"
	EffectPropose   What = "propose"
	EffectRelease   What = "release"
)

// The outcomes beside those of an intent.
const (
	outcomeDone    = "done"
	outcomeUnknown = "unknown"
	outcomeRefused = "refused"
)

// tell tells of an effect.
func (x *execution) tell(f Effect) {
	if x.Audit != nil && f.Review != nil {
		f.By = x.by
		x.Audit(f)
	}
}

// tellCreation tells what came of a request for an item. One that was not sent, or that
// is asked for again in a smaller request at once, had no effect.
func (x *execution) tellCreation(s plan.Step, o tracker.Outcome, again bool) {
	f := Effect{What: EffectCreate, Review: x.reviews[s.Review], Action: s.Action, Tracker: s.Tracker, Project: s.Project}
	switch kind := tracker.KindOf(o.Err); {
	case o.Err == nil:
		f.Outcome, f.Item = string(plan.OutcomeMade), o.Item.Key
	case again, kind == tracker.Throttled, kind == tracker.Unavailable:
		return
	case kind == tracker.Unknown:
		f.Outcome = outcomeUnknown
	default:
		f.Outcome = outcomeRefused
	}
	x.tell(f)
}

// tellFinish tells of what was set on an item after its creation.
func (x *execution) tellFinish(r *plan.Review, k *plan.Action, i plan.Intent, f tracker.Finished) {
	out := outcomeDone
	switch some := len(f.Left) < len(i.Left); {
	case f.Err != nil && tracker.KindOf(f.Err) == tracker.Unknown:
		out = outcomeUnknown
	case f.Err != nil && !some:
		return
	case f.Refused != "":
		out = outcomeRefused
	}
	x.tell(Effect{What: EffectFinish, Outcome: out, Review: r, Action: k.Key, Tracker: i.Tracker, Project: i.Backlog.Project, Item: k.Item.Key})
}

// tellFound tells of what the pass found out and decided: what became of the creations
// that had no answer, and what a person released.
func (x *execution) tellFound(c plan.Changes) {
	for _, i := range c.Intents {
		if i.Outcome != plan.OutcomeFound && i.Outcome != plan.OutcomeNotFound {
			continue
		}
		f := Effect{What: EffectCreate, Outcome: string(i.Outcome), Review: x.reviews[i.Review], Action: i.Action, Tracker: i.Tracker, Project: i.Backlog.Project}
		if f.Review == nil {
			continue
		}
		if k := f.Review.Find(i.Action); k != nil && k.Item != nil && i.Outcome == plan.OutcomeFound {
			f.Item = k.Item.Key
		}
		x.tell(f)
	}
	for _, e := range c.Events {
		if e.What == plan.EventReleased {
			x.tell(Effect{What: EffectRelease, Outcome: outcomeDone, Review: x.reviews[e.Review], Action: e.Action})
		}
	}
}
