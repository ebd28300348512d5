package execute

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// writeBacks writes into the reviews what they should say now: one by one, or
// all of a source together where it wants them so.
func (x *execution) writeBacks() error {
	together := map[string][]writing{}
	for i, s := range x.steps {
		if s.Op != plan.OpReport {
			continue
		}
		w, ok := x.writing(i)
		if !ok {
			continue
		}
		if _, batch := x.Sources[s.Source].Writer.(source.BatchWriter); batch {
			together[s.Source] = append(together[s.Source], w)
			continue
		}
		if err := x.writeBack([]writing{w}, x.oneByOne); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(together)) {
		if err := x.writeBack(together[name], x.Sources[name].Writer.(source.BatchWriter).WriteBackAll); err != nil {
			return err
		}
	}
	return nil
}

// How long one document, and all of a source together, may take.
const (
	longestReport    = 2 * time.Minute
	longestReportAll = 10 * time.Minute
)

// writing is one report step with what it wants to write.
type writing struct {
	step   int
	record *plan.Review
	report review.WriteBack
}

// job is what the source is asked for.
func (w writing) job() source.Job {
	return source.Job{Source: w.record.Source, Entry: source.Entry{Path: w.record.Path, Revision: w.record.Revision}, WriteBack: w.report}
}

// writing is what a step wants to write; false: nothing, or it can't be.
func (x *execution) writing(i int) (writing, bool) {
	r := x.records[x.steps[i].Review]
	src := x.Sources[r.Source]
	rep := plan.WriteBackOf(*r, src.Modes, x.Restate)
	if rep.Digest == r.Digest { // what would have changed it did not happen
		x.finish(i, ResultWaiting, nil)
		return writing{}, false
	}
	if src.Writer == nil {
		x.finish(i, ResultFailed, fmt.Errorf("report to %s: the source can't be written to", r))
		return writing{}, false
	}
	return writing{i, r, rep}, true
}

func (x *execution) oneByOne(ctx context.Context, jobs []source.Job) []source.Outcome {
	ctx, cancel := context.WithTimeout(ctx, longestReport)
	defer cancel()
	out := make([]source.Outcome, len(jobs))
	for i, j := range jobs {
		out[i].Written, out[i].Err = x.Sources[j.Source].WriteBack(ctx, j.Entry, j.WriteBack)
	}
	return out
}

// writeBack writes some documents of one source and notes what became of each.
func (x *execution) writeBack(all []writing, write func(context.Context, []source.Job) []source.Outcome) error {
	if x.ctx.Err() != nil {
		return nil
	}
	jobs := make([]source.Job, len(all))
	for n, w := range all {
		jobs[n] = w.job()
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(x.ctx), longestReportAll)
	defer cancel()
	outcomes := write(ctx, jobs)
	for n, w := range all {
		o := source.Outcome{Err: errors.New("the source gave no outcome for it")}
		if n < len(outcomes) {
			o = outcomes[n]
		}
		if err := x.reported(w, o); err != nil {
			return err
		}
	}
	return nil
}

func (x *execution) reported(w writing, o source.Outcome) error {
	switch {
	case o.Err != nil:
		return x.unwritten(w.step, w.record, o.Err)
	case o.Written.Proposed != "":
		return x.proposed(w, o.Written)
	}
	return x.written(w.step, w.record, w.report, o.Written)
}

// proposed notes that the change waits for a person outside the document.
func (x *execution) proposed(w writing, by source.Written) error {
	r := w.record
	r.Proposed, r.Proposal, r.ProposedUntil, r.Problem = w.report.Digest, by.Proposed, by.Until, strings.Join(by.Notes, "; ")
	proposeMarks(r, by)
	c := plan.Changes{Sources: x.regular(r)}
	if by.Changed {
		c.Events = append(c.Events, x.event(r, nil, "proposed", by.Proposed))
	}
	x.steps[w.step].Why = by.Proposed
	x.settle(r.Key)
	x.finish(w.step, ResultWaiting, nil)
	if !by.Until.IsZero() {
		again(r, by.Until)
	}
	c.Reviews = []plan.Review{*r}
	return x.write(c)
}

// proposeMarks keeps which boxes and cells a proposal would change: they count
// as ours when the document holds it.
func proposeMarks(r *plan.Review, by source.Written) {
	for n := range r.Actions {
		k := &r.Actions[n]
		var marks plan.ProposedMarks
		if ticked := slices.Contains(by.Ticked, k.Key); ticked || slices.Contains(by.Unticked, k.Key) {
			marks.Ticked = &ticked
		}
		if cell, ok := by.Cells[k.Key]; ok {
			marks.Cell = &cell
		}
		if k.Proposed = nil; marks != (plan.ProposedMarks{}) {
			k.Proposed = &marks
		}
	}
}

// regular notes that a review which had been written to before is written to
// again: report_every counts from it.
func (x *execution) regular(r *plan.Review) []plan.SourceMark {
	if r.Digest == "" {
		return nil
	}
	x.wrote[r.Source] = x.Now().UTC()
	return []plan.SourceMark{{Source: r.Source, Listing: x.listings[r.Source], Wrote: x.wrote[r.Source]}}
}

// unwritten keeps the reason: the record says why it is not what it should be.
func (x *execution) unwritten(i int, r *plan.Review, err error) error {
	again(r, plan.NextPass)
	if errors.Is(err, source.ErrChanged) || errors.Is(err, source.ErrGone) {
		x.finish(i, ResultWaiting, err)
		return x.write(plan.Changes{Reviews: []plan.Review{*r}})
	}
	err = fmt.Errorf("report to %s: %w", r, err)
	x.finish(i, ResultFailed, err)
	c := plan.Changes{}
	if r.Problem != err.Error() {
		r.Problem = err.Error()
		c.Events = append(c.Events, x.event(r, nil, "not reported", plan.WithoutPath(r.Problem, r.Path, r.LogName())))
	}
	if errors.Is(err, source.ErrUnfit) && !errors.Is(err, source.ErrReadOnly) {
		r.Unfit = r.Revision
	}
	c.Reviews = []plan.Review{*r}
	return x.write(c)
}

func (x *execution) written(i int, r *plan.Review, rep review.WriteBack, w source.Written) error {
	var c plan.Changes
	if w.Changed {
		if was := x.listings[r.Source]; was != "" {
			x.listings[r.Source] = plan.Rewritten(was, r.Path, r.Revision, w.Revision)
			c.Sources = []plan.SourceMark{{Source: r.Source, Listing: x.listings[r.Source], Wrote: x.wrote[r.Source]}}
		}
		if marks := x.regular(r); len(marks) > 0 {
			c.Sources = marks
		}
		r.Revision, r.Content, r.Changed, r.Reported = w.Revision, w.Content, time.Time{}, x.Now().UTC()
		c.Events = append(c.Events, x.event(r, nil, "reported", Sum(rep)))
	}
	r.Digest, r.Problem, r.Unfit = rep.Digest, strings.Join(w.Notes, "; "), ""
	r.Proposed, r.Proposal, r.ProposedUntil = "", "", time.Time{}
	for n := range r.Actions {
		k := &r.Actions[n]
		k.Proposed = nil
		if slices.Contains(w.Ticked, k.Key) {
			k.Ticked = true
		}
		if slices.Contains(w.Unticked, k.Key) {
			k.Ticked = false
		}
		if cell, ok := w.Cells[k.Key]; ok {
			k.Cell = cell
		}
		if k.Item != nil {
			k.Replace = ""
		}
	}
	x.finish(i, ResultDone, nil)
	c.Reviews = []plan.Review{*r}
	return x.write(c)
}

// Sum is a report in a few words.
func Sum(rep review.WriteBack) string {
	counts, unclear := map[review.State]int{}, 0
	for _, row := range rep.Rows {
		if row.State == review.Unrouted && row.Team != "" {
			unclear++
			continue
		}
		counts[row.State]++
	}
	var parts []string
	for _, s := range review.States() {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s.Words()))
		}
		if s == review.Unrouted && unclear > 0 {
			parts = append(parts, fmt.Sprintf("%d unclear", unclear))
		}
	}
	return strings.Join(parts, ", ")
}
