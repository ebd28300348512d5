package plan

import (
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// review emits the steps of one review: its actions' in their order, then its
// report.
func (e *emission) review(r *Review) {
	slices.SortStableFunc(r.Actions, ByLine)
	first, writes := len(e.plan.Steps), false
	for i := range r.Actions {
		k := &r.Actions[i]
		step, ok := e.step(r, k)
		if ok {
			e.plan.Steps = append(e.plan.Steps, step)
			writes = writes || step.Op == OpCreate
		}
	}
	if why := e.in.Awaited[r.Key]; why != "" {
		e.plan.Steps = append(e.plan.Steps, Step{Op: OpWait, Where: Where{Source: r.Source, Path: r.Path}, Name: r.LogName(), Review: r.Key, Why: why})
	}
	e.writeBack(r, writes)
	if !e.in.Request.Scope.Review(*r) { // not asked for: its turn comes
		e.plan.Steps = e.plan.Steps[:first]
		wake(r, NextPass)
	}
	e.plan.Calm[r.Key] = r.Wake
	if slices.ContainsFunc(e.plan.Steps[first:], func(s Step) bool { return s.Op == OpCreate || s.Op == OpWriteBack }) {
		wake(r, NextPass)
	}
}

func (e *emission) step(r *Review, k *Action) (Step, bool) {
	if step, ok := e.steps[k.Key]; ok {
		return step, true
	}
	step := Step{
		Name: r.LogName(), Review: r.Key, Action: k.Key, Title: e.in.Mapping.Anonymise(k.Reading.Title), Team: k.Team,
		Where: Where{Source: r.Source, Path: r.Path},
	}
	step.Tracker, step.Project = e.destination(k)
	why := e.in.Adopted[k.Key]
	if why == "" {
		why = e.links[k.Key]
	}
	switch {
	case why != "" && k.Item != nil:
		step.Op, step.Tracker, step.Why = OpLink, k.Item.Tracker, why
	case (waits(k.State) || e.unseen(k) || e.unfinished(k)) && !r.Silent():
		step.Op, step.Why = OpWait, e.in.Mapping.Anonymise(Say(*k))
		step.State, step.HeldBy, step.Until = k.State, k.HeldBy, k.Until
	default:
		return Step{}, false
	}
	return step, true
}

// unseen tells whether the item was not where it was known to be, for once.
func (e *emission) unseen(k *Action) bool {
	return k.Item != nil && !e.in.Items[ItemID{k.Item.Tracker, k.Item.ID}].Unseen.IsZero()
}

// unfinished tells whether the item still lacks something that its creation
// was to set.
func (e *emission) unfinished(k *Action) bool {
	return k.Item != nil && len(e.in.Unfinished[k.Key].Left) > 0
}

// destination is where the mapping sends an action that has no item yet.
func (p *planner) destination(k *Action) (tracker, project string) {
	if k.Item != nil {
		return k.Item.Tracker, p.in.Items[ItemID{k.Item.Tracker, k.Item.ID}].Project
	}
	if team := p.in.Mapping.Team(k.Team); team != nil {
		return team.Backlog.Tracker, team.Backlog.Project
	}
	return "", ""
}

func waits(s State) bool {
	switch s {
	case review.Soaking, review.Unrouted, review.Planned, review.Held, review.Creating, review.Blocked, review.Missing, review.Past:
		return true
	}
	return false
}

// Say is an action's state and reason in one line.
func Say(k Action) string {
	words := k.State.Words()
	switch {
	case k.State == review.Unrouted && k.Team != "":
		words = "unclear"
	case k.State == review.Soaking:
		words = "soaking until " + k.Until.UTC().Format(time.RFC3339)
	}
	if k.Reason == "" {
		return words
	}
	return words + ": " + k.Reason
}

// WaitsForPerson tells whether only a person's answer ends the state: what a
// command says with exit code 3.
func (k Action) WaitsForPerson() bool {
	switch k.State {
	case review.Unrouted, review.Blocked, review.Missing:
		return true
	case review.Held:
		return k.HeldBy != HeldByOff && k.HeldBy != HeldByOldDoubt
	}
	return false
}
