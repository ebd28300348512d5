package plan

import (
	"fmt"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// maxAttempts is how often an item is asked for without an answer before a person
// is. Where absence is certain it is asked for as often as it takes.
const maxAttempts = 5

// awaited judges an action whose item was asked for and has not been found:
// false where it turns out that nothing is awaited any more.
func (j *judgement) awaited(r *Review, k *Action) bool {
	intent, ok := j.in.Intents[k.Key]
	if !ok {
		return false
	}
	k.State, k.Team = review.Creating, intent.Team
	facts, known := j.in.Trackers[intent.Tracker]
	due := intent.Asked.Add(intent.patience(facts))
	if intent.refusedWhole() {
		due = intent.OutcomeAt
	}
	asked := "asked for at " + intent.Asked.UTC().Format(time.RFC3339) + ", no answer: "
	switch {
	case !known:
		k.State = review.Blocked
		k.Reason = asked + intent.Tracker + " is configured no more: look into " + intent.Backlog.Project + " there, then " + review.Command("remake", r.Named())
	case facts.Problem != "":
		k.Reason = asked + facts.Problem
		wake(r, NextPass)
	case !j.in.Request.Scope.Review(*r):
		k.Reason = asked + "looked for at the next pass"
		wake(r, NextPass)
	case facts.knownAt(j.in.Now).Before(due), j.in.Now.Before(facts.BackoffUntil):
		due = later(due, facts.BackoffUntil)
		k.Reason = asked + "the next look is at " + due.UTC().Format(time.RFC3339)
		wake(r, due)
	case facts.Behind[k.Key] != "":
		k.Reason = asked + facts.Behind[k.Key]
		wake(r, NextPass)
	case j.in.Sources[r.Source].Stale != "":
		k.Reason = asked + j.in.Sources[r.Source].Stale
		wake(r, NextPass)
	default:
		return j.notFound(r, k, intent, facts)
	}
	return true
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Patience is how long after the n-th asking nothing is concluded: each wait
// is twice the last, until a person was asked.
func Patience(settle time.Duration, attempt int) time.Duration {
	return settle << (max(0, attempt-1) % maxAttempts)
}

// patience is how long an intent is waited for: one that is asked for in a
// smaller request next waits a plain settle time.
func (i Intent) patience(facts TrackerFacts) time.Duration {
	if i.Size > 1 {
		return facts.Settle
	}
	return Patience(facts.Settle, i.Attempt)
}

// notFound asks again for what is not there after the settle time, once looking is
// over, and while that makes sense.
func (j *judgement) notFound(r *Review, k *Action, intent Intent, facts TrackerFacts) bool {
	place := intent.Backlog.Project
	wanted := !r.Silent() && k.Position >= 0 && !k.Reading.Mark.Settled() && k.Reading.Ticket == nil &&
		!k.Reading.Answer.NoAction && !k.Doubtful()
	ended := intent
	ended.Outcome, ended.OutcomeAt = OutcomeNotFound, j.in.Now
	ended.Why = "no answer, and after the settle time it is not in " + place
	switch spent := intent.Attempt%maxAttempts == 0 && !facts.Certain; {
	case wanted && intent.refusedWhole():
		k.State = review.Planned
		j.askInHalves(r, k, intent)
	case !wanted, spent:
		j.plan.Intents = append(j.plan.Intents, ended)
		j.log(r, k, "not found", ended.Why)
		if spent {
			j.unanswered(r, k, intent)
		}
		return spent
	case facts.Certain, facts.Shown[place].After(intent.Asked):
		k.State = review.Planned
		j.ask(r, k, ended, Part(intent.Size))
	default:
		j.looked = append(j.looked, lookedFor{r, k, ended})
	}
	return true
}

// unanswered leaves it to a person what becomes of an action whose item was
// asked for often enough.
func (j *judgement) unanswered(r *Review, k *Action, intent Intent) {
	k.State = review.Blocked
	k.Reason = fmt.Sprintf("asked for %d times, no answer, nothing found in %s: look there, then %s, or reword it", intent.Attempt, intent.Backlog.Project, review.Command("remake", r.Named()))
	k.Refused, k.RefusedAt = unansweredAs(*r, *k), j.in.Now
}

// ask plans that an item is asked for again, in a request for so many at most.
func (j *judgement) ask(r *Review, k *Action, ended Intent, most int) {
	k.Reason = "asked for again: " + ended.Why
	j.create(r, k, j.next(r, k, ended), k.Reason)
	step := j.steps[k.Key]
	step.Most, step.Instead = most, &ended
	j.steps[k.Key] = step
}

// askInHalves plans that what was refused with others is asked for with fewer: that
// is no other attempt.
func (j *judgement) askInHalves(r *Review, k *Action, intent Intent) {
	k.Reason = fmt.Sprintf("refused together with others: asked for %d at a time", Half(intent.Size))
	next := j.next(r, k, intent)
	next.Attempt = intent.Attempt
	j.create(r, k, next, k.Reason)
	step := j.steps[k.Key]
	step.Most = Half(intent.Size)
	j.steps[k.Key] = step
}

// create plans the making of an item.
func (p *planner) create(r *Review, k *Action, intent Intent, why string) {
	p.steps[k.Key] = Step{
		Op: OpCreate, Name: r.LogName(), Review: r.Key, Action: k.Key, Title: p.in.Mapping.Anonymise(k.Reading.Title), Team: intent.Team,
		Tracker: intent.Tracker, Project: intent.Backlog.Project, Why: p.in.Mapping.Anonymise(why), Intent: &intent,
		New:   p.newItem(r, k, intent),
		Where: Where{Source: r.Source, Path: r.Path},
	}
}

func (p *planner) newItem(r *Review, k *Action, intent Intent) *tracker.NewItem {
	item := &tracker.NewItem{
		Marker: intent.Marker, Backlog: intent.Backlog,
		Title: p.in.Mapping.Anonymise(k.Reading.Title), Addressed: p.in.Mapping.Anonymise(k.Reading.Addressed),
		Detail: p.in.Mapping.Anonymise(k.Reading.Detail),
		Review: tracker.ReviewRef{Title: p.in.Mapping.Anonymise(r.Title), Date: r.Date, URL: r.URL, File: r.File, Audience: r.Audience},
	}
	if team := p.in.Mapping.Team(intent.Team); team != nil {
		item.Priority, item.Due = priority(team.Backlog, *k), dueDate(team.Backlog, *r, *k, p.in.Now)
	}
	if r.Restricted {
		p.restrict(item, k, intent)
	}
	return item
}

// restrict takes out of an item what more people than the review's readers
// would read: all words, the address and the file of a restricted review, but
// those that the backlog's readers may know. What is asked for again goes where it
// was asked for first, which need not be the team's backlog any more.
func (p *planner) restrict(item *tracker.NewItem, k *Action, intent Intent) {
	var may mapping.Telling
	team := p.in.Mapping.Team(intent.Team)
	if team != nil && team.Backlog.Tracker == intent.Tracker && team.Backlog.Project == intent.Backlog.Project {
		may = team.Backlog.Restricted
	}
	item.Addressed, item.Detail, item.Review.Title = "", "", "a restricted review"
	if !may.Title {
		item.Title = fmt.Sprintf("Follow-up %d of a restricted review", k.Position+1)
	}
	if !may.Link {
		item.Review.URL, item.Review.File = "", ""
	}
}
