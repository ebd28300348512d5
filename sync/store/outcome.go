package store

import (
	"errors"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// requestJSON is what a request asks for.
type requestJSON gather.Request

// outcomeJSON is what is told of a request's outcome: who asked reads it in another
// process. Its reviews are in the store.
type outcomeJSON struct {
	Steps    []stepJSON    `json:"steps,omitempty"`
	Reviews  []review.Key  `json:"reviews,omitempty"`
	Failures []failureJSON `json:"failures,omitempty"`
	Late     []gather.Late `json:"late,omitempty"`
	Early    []plan.Early  `json:"early,omitempty"`
	Opened   int           `json:"opened,omitempty"`
}

// stepJSON is a step without what goes out for it.
type stepJSON struct {
	plan.Step
	Result execute.Result
	Err    *string `json:",omitempty"`
}

type failureJSON struct {
	Source, Path, Tracker, Name string
	Err                         string
	Told                        *string `json:",omitempty"`
	Unreadable, Late            bool
	Since                       time.Time
}

func outcomeOf(o reconcile.Outcome) outcomeJSON {
	out := outcomeJSON{Reviews: keys(o.Reviews), Late: o.Late, Early: o.Early, Opened: o.Opened}
	for _, d := range o.Steps {
		d.New, d.Intent, d.Instead = nil, nil, nil
		out.Steps = append(out.Steps, stepJSON{d.Step, d.Result, textOf(d.Err)})
	}
	for _, f := range o.Failures {
		out.Failures = append(out.Failures, failureJSON{
			f.Source, f.Path, f.Tracker, f.Name, f.Err.Error(), textOf(f.Told), errors.Is(f.Err, source.ErrUnreadable), f.Late, f.Since,
		})
	}
	return out
}

// outcome is the outcome with these reviews, in the order in which it had them.
func (j outcomeJSON) outcome(records []plan.Review) reconcile.Outcome {
	out := reconcile.Outcome{Late: j.Late, Early: j.Early, Opened: j.Opened}
	for _, s := range j.Steps {
		out.Steps = append(out.Steps, execute.Done{Step: s.Step, Result: s.Result, Err: errorOf(s.Err, nil)})
	}
	have := map[review.Key]plan.Review{}
	for _, r := range records {
		have[r.Key] = r
	}
	for _, key := range j.Reviews {
		if r, ok := have[key]; ok {
			out.Reviews = append(out.Reviews, r)
		}
	}
	for _, f := range j.Failures {
		var is error
		if f.Unreadable {
			is = source.ErrUnreadable
		}
		out.Failures = append(out.Failures, gather.Failure{
			Source: f.Source, Path: f.Path, Tracker: f.Tracker, Name: f.Name, Err: errorOf(&f.Err, is), Told: errorOf(f.Told, nil), Late: f.Late, Since: f.Since,
		})
	}
	return out
}

// wording is an error of another process: its words, and what it is.
type wording struct {
	text string
	is   error
}

func (w wording) Error() string { return w.text }

func (w wording) Unwrap() error { return w.is }

func textOf(err error) *string {
	if err == nil {
		return nil
	}
	text := err.Error()
	return &text
}

func errorOf(text *string, is error) error {
	if text == nil {
		return nil
	}
	return wording{*text, is}
}
