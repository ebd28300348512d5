package execute

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Preview is a step as Run would carry it out.
type Preview struct {
	// Item belongs to a create, Review to a report; nil: whoever carries it out
	// can't say.
	Item   *tracker.Preview
	Review *source.Preview
	// Err says why it would fail before anything is sent or written; nil: it
	// would not, as far as can be told.
	Err error
}

// Want is what of a plan is to be previewed.
type Want string

// What can be wanted.
const (
	WantItems Want = "items" // what would be asked for
	WantAll   Want = "all"   // and what reviews would say then
)

// Preview composes what Run would send and write, by the code that does, and
// does neither. The result is by the step's place in the plan. A key that only
// the tracker can give is tracker.Ungiven, and what depends on it is not known.
func (e *Executor) Preview(ctx context.Context, p plan.Plan, want Want) map[int]Preview {
	own := *e
	own.Progress = nil
	p.Reviews = slices.Clone(p.Reviews)
	for i := range p.Reviews {
		p.Reviews[i].Actions = slices.Clone(p.Reviews[i].Actions)
	}
	x := own.begin(ctx, p, plan.Found{})
	v := &previewing{execution: x, out: map[int]Preview{}, guessed: map[review.Key]bool{}}
	for _, batch := range x.batches() {
		v.items(batch)
	}
	if want == WantAll {
		for i, s := range x.steps {
			if s.Op == plan.OpWriteBack {
				v.review(i)
			}
		}
	}
	return v.out
}

// previewing is an execution that only composes.
type previewing struct {
	*execution
	out     map[int]Preview
	guessed map[review.Key]bool // the reviews of which a key is not known
}

// items previews the creations of one batch, and lets the records say what they
// would after it. Markers stay unsigned: a signature vouches for an item that
// is asked for.
func (v *previewing) items(batch []int) {
	t, ok := v.Trackers[v.steps[batch[0]].Tracker].Tracker.(tracker.Previewer)
	if !ok {
		return
	}
	items := make([]tracker.NewItem, len(batch))
	for n, i := range batch {
		items[n] = *v.steps[i].New
	}
	ctx, cancel := context.WithTimeout(v.ctx, longest)
	defer cancel()
	for n, p := range t.Preview(ctx, items) {
		i := batch[n]
		v.out[i] = Preview{Item: &p, Err: p.Err}
		if p.Err != nil {
			continue
		}
		s := v.steps[i]
		_, k := v.of(s)
		v.made(k, s, p.Item, v.Now())
		v.guessed[s.Review] = v.guessed[s.Review] || p.Guessed
	}
}

// review previews one report.
func (v *previewing) review(i int) {
	w, ok := v.writing(i)
	if !ok {
		v.out[i] = Preview{Err: v.results[i].Err}
		return
	}
	s, ok := v.Sources[w.review.Source].Writer.(source.Previewer)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(v.ctx, longestReport)
	defer cancel()
	p, err := s.Preview(ctx, w.Entry, w.WriteBack)
	if err != nil {
		v.out[i] = Preview{Err: v.unsaid(w, err)}
		return
	}
	if v.guessed[w.review.Key] {
		p.After = bytes.ReplaceAll(p.After, begin(w.WriteBack, w.WriteBack.Digest), begin(w.WriteBack, ungivenDigest))
	}
	v.out[i] = Preview{Review: &p}
}

// unsaid is why a report would not be written; nil for what only has to wait.
func (v *previewing) unsaid(w writing, err error) error {
	if errors.Is(err, source.ErrChanged) || errors.Is(err, source.ErrGone) {
		return nil
	}
	return fmt.Errorf("report to %s: %w", w.review, err)
}

// ungivenDigest stands for the digest of a report whose links are not known yet.
const ungivenDigest = "??????"

// begin is how a block of ours begins.
func begin(r review.WriteBack, digest string) []byte {
	return []byte("followthrough:begin " + string(r.Review) + " " + digest)
}
