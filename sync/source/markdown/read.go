package markdown

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/extract"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// reading is a document, read.
type reading struct {
	page   *page.Page
	found  []extract.Found
	review review.Review
}

// Read reads a document. It never fails: what can't be read as a review has
// no actions, and BlockProblem says why nothing can be written to it.
func Read(doc []byte, s Settings) review.Review {
	return read(doc, s).review
}

func read(doc []byte, s Settings) *reading {
	if err := page.Decodable(doc); err != nil {
		return &reading{review: review.Review{Kind: review.Incident, BlockProblem: err.Error()}}
	}
	p := page.New(doc)
	o := extract.NewOutline(p, s)
	rd := &reading{page: p}
	rd.review = extract.Record(o)
	r := &extract.Reader{P: p, Set: s}
	if !extract.IsTemplate(o) {
		rd.found = inOrder(r.Actions(o))
	}
	rd.review.Actions = slices.Grow(rd.review.Actions, len(rd.found))
	for i := range rd.found {
		rd.found[i].DueDate, _ = words.Day(rd.found[i].Due)
		rd.review.Actions = append(rd.review.Actions, rd.found[i].Action)
	}
	rd.review.Block = blockOf(p)
	rd.review.BlockProblem = p.Marks.Problem
	return rd
}

// inOrder sorts by place; one place is one action.
func inOrder(all []extract.Found) []extract.Found {
	slices.SortStableFunc(all, func(a, b extract.Found) int {
		return cmp.Or(cmp.Compare(a.Place.From, b.Place.From), cmp.Compare(a.Place.To, b.Place.To))
	})
	return slices.CompactFunc(all, func(a, b extract.Found) bool {
		return a.Place.From == b.Place.From && a.Place.From >= 0
	})
}
