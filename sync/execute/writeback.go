package execute

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// writeBacks writes into the reviews what they should say now: one by one, or
// all of a source together where it wants them so.
func (x *execution) writeBacks() {
	bySource := map[string][]writing{}
	for i, s := range x.steps {
		if s.Op == plan.OpWriteBack {
			if w, ok := x.writing(i); ok {
				bySource[w.review.Source] = append(bySource[w.review.Source], w)
			}
		}
	}
	var lines []*line
	for _, name := range slices.Sorted(maps.Keys(bySource)) {
		if _, absent := x.kept().since(InSource(name)); !absent {
			lines = append(lines, &line{execution: x, name: InSource(name), work: func(l *line) { l.writes(name, bySource[name]) }})
		}
	}
	x.run(lines)
}

// writes writes into the reviews of one source.
func (l *line) writes(name string, all []writing) {
	if together, batch := l.Sources[name].Writer.(source.BatchWriter); batch {
		l.writeBack(all, func(ctx context.Context, jobs []source.Job) []source.Outcome { return writeAll(ctx, together, jobs) })
		return
	}
	for _, w := range all {
		l.writeBack([]writing{w}, l.oneByOne)
	}
}

// How long one document, and all of a source together, may take.
const (
	longestReport    = 2 * time.Minute
	longestReportAll = 10 * time.Minute
)

// writing is the step of a review with what the source is asked to write.
type writing struct {
	step   int
	review *plan.Review
	source.Job
}

// writing is what a step wants to write; false: nothing, or it can't be.
func (x *execution) writing(i int) (writing, bool) {
	r := x.reviews[x.steps[i].Review]
	src := x.Sources[r.Source]
	rep, err := says(*r, src.Modes, x.Restate)
	if err != nil {
		x.note(i, ResultFailed, fmt.Errorf("report to %s: %w", r, err))
		return writing{}, false
	}
	if rep.Digest == r.Digest { // what would have changed it did not happen
		x.note(i, ResultWaiting, nil)
		return writing{}, false
	}
	if src.Writer == nil {
		x.note(i, ResultFailed, fmt.Errorf("report to %s: the source can't be written to", r))
		return writing{}, false
	}
	return writing{i, r, source.Job{Source: r.Source, Entry: source.Entry{Path: r.Path, Revision: r.Revision}, WriteBack: rep}}, true
}

// says is what a review is to say. An error means that something of ours went wrong.
func says(r plan.Review, modes []review.Mode, restate func(string) string) (w review.WriteBack, err error) {
	defer panics.Into(&err)
	return plan.WriteBackOf(r, modes, restate), nil
}

func (x *execution) oneByOne(ctx context.Context, jobs []source.Job) []source.Outcome {
	ctx, cancel := context.WithTimeout(ctx, longestReport)
	defer cancel()
	out := make([]source.Outcome, len(jobs))
	for i, j := range jobs {
		out[i] = write(ctx, x.Sources[j.Source], j)
	}
	return out
}

// writeBack writes some documents of one source and notes what became of each.
func (l *line) writeBack(all []writing, write func(context.Context, []source.Job) []source.Outcome) {
	if l.stopped() || l.rests(all) {
		return
	}
	jobs := make([]source.Job, len(all))
	for n, w := range all {
		jobs[n] = w.Job
	}
	var outcomes []source.Outcome
	inTime := l.ask(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(l.ctx), longestReportAll)
		defer cancel()
		outcomes = write(ctx, jobs)
	})
	for n, w := range all {
		o := source.Outcome{Err: errors.New("the source gave no outcome for it")}
		if n < len(outcomes) {
			o = outcomes[n]
		}
		if inTime {
			l.took(w, o)
		} else {
			l.lateWriting(w, o)
		}
	}
}

// took notes what became of a document.
func (x *execution) took(w writing, o source.Outcome) {
	switch {
	case o.Err != nil:
		x.unwritten(w, o.Err)
	case o.Written.Proposed != "":
		x.proposed(w, o.Written)
	default:
		x.written(w, o.Written)
	}
}

// proposed notes that the change waits for a person outside the document.
func (x *execution) proposed(w writing, by source.Written) {
	r := w.review
	r.Proposed, r.Proposal, r.ProposedUntil, r.Problem = w.WriteBack.Digest, by.Proposed, by.Until, strings.Join(by.Notes, "; ")
	proposeMarks(r, by)
	c := plan.Changes{Sources: x.regular(r)}
	if by.Changed {
		c.Events = append(c.Events, x.event(r, nil, "proposed", by.Proposed))
		x.tell(Effect{What: EffectPropose, Outcome: outcomeDone, Review: r})
	}
	x.steps[w.step].Why = by.Proposed
	x.stepDone(r.Key)
	x.note(w.step, ResultWaiting, nil)
	if !by.Until.IsZero() {
		requeue(r, by.Until)
	}
	c.Reviews = []plan.Review{*r}
	x.write(c)
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
	return x.mark(r.Source)
}

func (x *execution) mark(source string) []plan.SourceMark {
	return []plan.SourceMark{{Source: source, Digest: x.digests[source], Wrote: x.wrote[source]}}
}

// unwritten keeps the reason: the record says why it is not what it should be.
func (x *execution) unwritten(w writing, err error) {
	r, c := w.review, plan.Changes{}
	if until := source.Until(err); !until.IsZero() {
		x.leftAlone(w, until, err)
		return
	}
	requeue(r, plan.NextPass)
	if errors.Is(err, source.ErrChanged) || errors.Is(err, source.ErrGone) {
		x.note(w.step, ResultWaiting, err)
		x.write(plan.Changes{Reviews: []plan.Review{*r}})
		return
	}
	err = fmt.Errorf("report to %s: %w", r, err)
	x.note(w.step, ResultFailed, err)
	if r.Problem != err.Error() {
		r.Problem = err.Error()
		c.Events = append(c.Events, x.event(r, nil, "not reported", plan.WithoutPath(r.Problem, r.Path, r.LogName())))
		if !errors.Is(err, source.ErrUnfit) {
			x.tell(Effect{What: EffectWriteBack, Outcome: outcomeUnknown, Review: r})
		}
	}
	if errors.Is(err, source.ErrUnfit) && !errors.Is(err, source.ErrReadOnly) {
		r.Unfit = r.Revision
	}
	c.Reviews = []plan.Review{*r}
	x.write(c)
}

// written takes over what the document holds now, and that this is our own
// writing: no news, and nobody else's mark.
func (x *execution) written(w writing, by source.Written) {
	r, c := w.review, plan.Changes{}
	x.Backoff.Done(InSource(r.Source), tracker.Making)
	if by.Changed {
		was := x.digests[r.Source]
		if was != "" {
			x.digests[r.Source] = plan.Rewritten(was, r.Path, r.Revision, by.Revision)
		}
		if c.Sources = x.regular(r); len(c.Sources) == 0 && was != "" {
			c.Sources = x.mark(r.Source)
		}
		if r.ReadFrom.Content == r.Content { // what is ours in it is no action
			r.ReadFrom.Content = by.Content
		}
		r.Revision, r.Content, r.Changed, r.Reported = by.Revision, by.Content, time.Time{}, x.Now().UTC()
		c.Events = append(c.Events, x.event(r, nil, "reported", Sum(w.WriteBack)))
		x.tell(Effect{What: EffectWriteBack, Outcome: outcomeDone, Review: r})
	}
	r.Digest, r.Problem, r.Unfit = w.WriteBack.Digest, strings.Join(by.Notes, "; "), ""
	r.Proposed, r.Proposal, r.ProposedUntil = "", "", time.Time{}
	for n := range r.Actions {
		k := &r.Actions[n]
		k.Proposed = nil
		k.Ticked = (k.Ticked || slices.Contains(by.Ticked, k.Key)) && !slices.Contains(by.Unticked, k.Key)
		if cell, ok := by.Cells[k.Key]; ok {
			k.Cell = cell
		}
		if k.Item != nil {
			k.Replace = ""
		}
	}
	x.note(w.step, ResultDone, nil)
	c.Reviews = []plan.Review{*r}
	x.write(c)
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
