package execute

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// reports writes into the reviews what they should say now.
func (x *execution) reports() error {
	for i, s := range x.steps {
		if s.Op != plan.OpReport {
			continue
		}
		if x.ctx.Err() != nil {
			return nil
		}
		if err := x.report(i); err != nil {
			return err
		}
	}
	return nil
}

// longestReport bounds what one document may take.
const longestReport = 2 * time.Minute

func (x *execution) report(i int) error {
	r := x.records[x.steps[i].Review]
	src := x.Sources[r.Source]
	rep := plan.Report(*r, src.Modes, x.Restate)
	if rep.Digest == r.Digest { // what would have changed it did not happen
		x.finish(i, ResultWaiting, nil)
		return nil
	}
	if src.Reporter == nil {
		x.finish(i, ResultFailed, fmt.Errorf("report to %s: the source can't be written to", r))
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(x.ctx), longestReport)
	defer cancel()
	w, err := src.Report(ctx, source.Entry{Path: r.Path, Revision: r.Revision}, rep)
	if err != nil {
		return x.unwritten(i, r, err)
	}
	return x.written(i, r, rep, w)
}

// unwritten keeps the reason: the record says why it is not what it should be.
func (x *execution) unwritten(i int, r *plan.Record, err error) error {
	again(r, plan.NextPass)
	if errors.Is(err, source.ErrChanged) || errors.Is(err, source.ErrGone) {
		x.finish(i, ResultWaiting, err)
		return x.write(plan.Changes{Reviews: []plan.Record{*r}})
	}
	err = fmt.Errorf("report to %s: %w", r, err)
	x.finish(i, ResultFailed, err)
	c := plan.Changes{}
	if r.Problem != err.Error() {
		r.Problem = err.Error()
		c.Events = append(c.Events, x.event(r, nil, "not reported", r.Problem))
	}
	if errors.Is(err, source.ErrUnfit) && !errors.Is(err, source.ErrReadOnly) {
		r.Unfit = r.Revision
	}
	c.Reviews = []plan.Record{*r}
	return x.write(c)
}

func (x *execution) written(i int, r *plan.Record, rep review.Report, w source.Written) error {
	r.Digest, r.Problem, r.Unfit = rep.Digest, strings.Join(w.Notes, "; "), ""
	var c plan.Changes
	if w.Changed {
		if was := x.listings[r.Source]; was != "" {
			x.listings[r.Source] = plan.Rewritten(was, r.Path, r.Revision, w.Revision)
			c.Sources = []plan.SourceMark{{Source: r.Source, Listing: x.listings[r.Source]}}
		}
		r.Revision, r.Content, r.Changed, r.Reported = w.Revision, w.Content, time.Time{}, x.Now().UTC()
		c.Events = append(c.Events, x.event(r, nil, "reported", Sum(rep)))
	}
	for n := range r.Actions {
		k := &r.Actions[n]
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
	c.Reviews = []plan.Record{*r}
	return x.write(c)
}

// Sum is a report in a few words.
func Sum(rep review.Report) string {
	counts := map[review.State]int{}
	for _, row := range rep.Rows {
		counts[row.State]++
	}
	var parts []string
	for _, s := range review.States() {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s.Words()))
		}
	}
	return strings.Join(parts, ", ")
}
