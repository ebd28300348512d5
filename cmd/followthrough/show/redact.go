package show

import (
	"errors"
	"fmt"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Redaction leaves nothing of restricted reviews but their keys, for output
// that more people read than the reviews: a cron job's mail, a chat.
type Redaction struct {
	// On is whether anything is left out.
	On bool
}

// hiddenWords stands for what a restricted review says.
const hiddenWords = "a restricted review"

// ErrHidden stands for what would be told of a restricted review.
var ErrHidden = errors.New("the words of a restricted review are left out (--redact)")

// each is a list as it may be shown: hide makes of each element what is left.
func each[T any](h Redaction, list []T, hide func(T) T) []T {
	if !h.On {
		return list
	}
	out := make([]T, 0, len(list))
	for _, v := range list {
		out = append(out, hide(v))
	}
	return out
}

// Reviews are reviews of which the restricted ones have no words.
func (h Redaction) Reviews(reviews []plan.Review) []plan.Review { return each(h, reviews, hideRecord) }

func hideRecord(r plan.Review) plan.Review {
	if !r.Restricted {
		return r
	}
	r.Title, r.Path, r.URL, r.File, r.Severity = hiddenWords, string(r.Key), "", "", ""
	if r.Problem != "" {
		r.Problem = ErrHidden.Error()
	}
	actions := make([]plan.Action, 0, len(r.Actions))
	for i, k := range r.Actions {
		k.Reading.Title, k.Reading.Detail, k.Reason = hiddenTitle(i), "", ""
		if k.Reading.Doubt != "" {
			k.Reading.Doubt = ErrHidden.Error()
		}
		if k.Item != nil {
			item := *k.Item
			if item.URL = ""; item.Tracker == "" {
				item.Key = "" // as the review writes it
			}
			k.Item = &item
		}
		actions = append(actions, k)
	}
	r.Actions = actions
	return r
}

func hiddenTitle(i int) string { return fmt.Sprintf("Follow-up %d of %s", i+1, hiddenWords) }

// Steps are steps of which those of restricted reviews have no words: their
// names are keys already.
func (h Redaction) Steps(steps []plan.Step) []plan.Step { return each(h, steps, hideStep) }

func hideStep(s plan.Step) plan.Step {
	if s.Name == s.Path {
		return s
	}
	s.Why, s.Path = s.LogWhy(), s.Name
	if s.Action != "" {
		s.Title = "a follow-up of " + hiddenWords
	}
	return s
}

// Done are executed steps, likewise.
func (h Redaction) Done(steps []execute.Done) []execute.Done {
	return each(h, steps, func(d execute.Done) execute.Done {
		if d.Name != d.Path && d.Err != nil {
			d.Err = ErrHidden
		}
		d.Step = hideStep(d.Step)
		return d
	})
}

// Failures are what could not be read, likewise.
func (h Redaction) Failures(failures []gather.Failure) []gather.Failure {
	return each(h, failures, func(f gather.Failure) gather.Failure {
		if f.Name != f.Path {
			f.Path, f.Err = f.Name, ErrHidden
		}
		if f.Told != nil {
			f.Err = f.Told
		}
		return f
	})
}

// Events are what was logged, without the reasons given for restricted reviews.
func (h Redaction) Events(events []plan.Event, restricted map[review.Key]bool) []plan.Event {
	return each(h, events, func(e plan.Event) plan.Event {
		if restricted[e.Review] {
			e.Path, e.Why, e.Item = string(e.Review), "", ""
		}
		return e
	})
}
