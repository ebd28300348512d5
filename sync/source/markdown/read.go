package markdown

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
)

// reading is a document, read.
type reading struct {
	page   *page
	found  []found
	review review.Review
}

// Read reads a document. It never fails: what can't be read as a review has
// no actions, and BlockProblem says why nothing can be written to it.
func Read(doc []byte, s Settings) review.Review {
	return read(doc, s).review
}

func read(doc []byte, s Settings) *reading {
	if err := Decodable(doc); err != nil {
		return &reading{review: review.Review{Kind: review.Incident, BlockProblem: err.Error()}}
	}
	p := newPage(doc)
	o := newOutline(p, s)
	rd := &reading{page: p}
	rd.review = record(o)
	r := &reader{p: p, set: s}
	if !isTemplate(o, rd.review) {
		rd.found = inOrder(r.actions(o))
	}
	for _, f := range rd.found {
		rd.review.Actions = append(rd.review.Actions, f.Action)
	}
	rd.review.Block = p.block()
	rd.review.BlockProblem = p.marks.problem
	return rd
}

// inOrder sorts by place; one place is one action.
func inOrder(all []found) []found {
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.place.from, b.place.from), cmp.Compare(a.place.to, b.place.to))
	})
	return slices.CompactFunc(all, func(a, b found) bool {
		return a.place.from == b.place.from && a.place.from >= 0
	})
}
