package plan

import (
	"maps"
	"slices"

	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/review"
)

// Broken is a review in which something of ours went wrong: nothing is made for it or
// written to it.
type Broken struct {
	Review Review // as it came to be planned
	Err    error
}

// Keep is what is kept of it: what the store has, if that is something, and the
// problem. It is read and planned again by each pass.
func (b Broken) Keep(stored Review) Review {
	if stored.Key == "" {
		stored = Review{Key: b.Review.Key, Source: b.Review.Source, Path: b.Review.Path, Access: b.Review.Access, Said: Said{Title: b.Review.Path}}
	}
	stored.Problem, stored.Revision, stored.Wake = b.Err.Error(), "", NextPass
	return stored
}

// Make plans. A review that breaks it is left out, and stops no other.
func Make(in Input) Plan {
	broken := maps.Clone(in.Broken)
	if broken == nil {
		broken = map[review.Key]error{}
	}
	for {
		if p, err := in.make(broken); err == nil {
			return p
		}
	}
}

// looksAt notes which review is at hand.
func (p *planner) looksAt(r *Review) *Review {
	p.at = r
	return r
}

// contain adds the review at hand to the broken ones where the planning panics.
func (p *planner) contain(broken map[review.Key]error, err *error) {
	cause := recover()
	if cause == nil {
		return
	}
	if p.at == nil {
		panic(cause) // nobody's: it would break again
	}
	*err = panics.Of(cause)
	broken[p.at.Key] = *err
}

// leaveOut takes the broken reviews out of the plan.
func (p *planner) leaveOut(broken map[review.Key]error) {
	p.plan.Reviews = slices.DeleteFunc(p.plan.Reviews, func(r Review) bool {
		err := broken[r.Key]
		if err != nil {
			p.plan.Broken = append(p.plan.Broken, Broken{r, err})
		}
		return err != nil
	})
}
