package actions

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Reading is what was read from a document.
type Reading struct {
	Review review.Review
	// Found are its actions, each with where it stands.
	Found []Found
}

// Read reads what a document says of itself, its actions and our own block.
func Read(d *document.Document, s Settings) Reading {
	o := newOutline(d, s)
	out := Reading{Review: o.record()}
	if !o.template {
		out.Found, out.Review.Doubts = newReader(d, s).judged(o)
		out.Found = together(out.Found)
	}
	o.above(out.Found)
	out.Review.Actions = slices.Grow(out.Review.Actions, len(out.Found))
	for i := range out.Found {
		if p := &out.Found[i].Place; p.Form == FormItem && d.IsForeign(p.From) {
			p.Form = formListed
		}
		out.Found[i].DueDate, _ = words.Day(out.Found[i].Due)
		out.Review.Actions = append(out.Review.Actions, out.Found[i].Action)
	}
	out.Review.Block = blockOf(d.Marks)
	out.Review.BlockProblem = d.Marks.Problem
	return out
}

// inOrder sorts by place; one place is one action.
func inOrder(all []Found) []Found {
	slices.SortStableFunc(all, func(a, b Found) int {
		return cmp.Or(cmp.Compare(a.Place.From, b.Place.From), cmp.Compare(a.Place.To, b.Place.To))
	})
	return slices.CompactFunc(all, func(a, b Found) bool {
		return a.Place.From == b.Place.From && a.Place.From >= 0
	})
}
