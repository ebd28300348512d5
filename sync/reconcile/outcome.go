package reconcile

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Outcome is what a pass came to.
type Outcome struct {
	Steps    []execute.Done
	Reviews  []plan.Review
	Failures []gather.Failure
	// Late are the sources and trackers that have not answered all yet.
	Late []gather.Late
	// Opened counts the documents that were read.
	Opened int
	// Early are the items that a new store may not make yet.
	Early []plan.Early
}

// Then is what a pass and the next one came to together: each thing once, as it
// was in the end. What was done stays done, and what failed is not forgotten,
// though a later pass had nothing to do with it.
func (o Outcome) Then(next Outcome) Outcome {
	stay := slices.DeleteFunc(slices.Clone(o.Failures), func(f gather.Failure) bool { return f.Late })
	out := Outcome{
		Steps: next.Steps, Failures: once(slices.Concat(stay, next.Failures)), Late: next.Late, Opened: o.Opened + next.Opened, Early: next.Early,
	}
	later := map[review.Key]bool{}
	for _, r := range next.Reviews {
		later[r.Key] = true
	}
	told := map[thing]execute.Result{}
	for _, d := range next.Steps {
		told[thingOf(d)] = d.Result
	}
	out.Reviews = slices.Concat(slices.DeleteFunc(slices.Clone(o.Reviews), func(r plan.Review) bool { return later[r.Key] }), next.Reviews)
	out.Steps = slices.Concat(slices.DeleteFunc(slices.Clone(o.Steps), func(d execute.Done) bool {
		return over(d, told, later)
	}), next.Steps)
	out.sort()
	return out
}

// thing is what a step is about.
type thing struct {
	review, action review.Key
	op             plan.Op
}

func thingOf(d execute.Done) thing { return thing{d.Review, d.Action, d.Op} }

// over tells whether a later pass said what became of a step: what waited counts
// only while its review was not looked at again, and what was done is not undone
// by what failed after it.
func over(d execute.Done, told map[thing]execute.Result, lookedAt map[review.Key]bool) bool {
	waited := d.Op == plan.OpWait || d.Result == execute.ResultWaiting
	result, again := told[thingOf(d)]
	return waited && lookedAt[d.Review] || again && (d.Result != execute.ResultDone || result == execute.ResultDone)
}

// sort brings reviews and steps into the order of one pass: by source and path,
// the actions as the review has them, its report last.
func (o *Outcome) sort() {
	places := map[review.Key]int{}
	for _, r := range o.Reviews {
		for i, k := range r.Actions {
			places[k.Key] = i + 1
		}
	}
	place := func(d execute.Done) int {
		if d.Action == "" {
			return len(places) + 1
		}
		return places[d.Action]
	}
	slices.SortStableFunc(o.Reviews, func(a, b plan.Review) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Key, b.Key))
	})
	slices.SortStableFunc(o.Steps, func(a, b execute.Done) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Review, b.Review), cmp.Compare(place(a), place(b)))
	})
}

// once are failures without those that were met again.
func once(all []gather.Failure) []gather.Failure {
	type said struct{ source, path, tracker, words string }
	seen := map[said]bool{}
	return slices.DeleteFunc(all, func(f gather.Failure) bool {
		this := said{f.Source, f.Path, f.Tracker, f.Err.Error()}
		again := seen[this]
		seen[this] = true
		return again
	})
}
