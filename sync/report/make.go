package report

import (
	"cmp"
	"slices"
)

// Report is follow-through for a period and a grouping.
type Report struct {
	Options
	// Known is how many reviews are known at all, in whatever time.
	Known int
	Total Figures
	// Groups stand in the order of the alphabet, or of time: never by a figure.
	Groups []Group
	// Months are the same reviews by month of publication: follow-through over
	// time, whatever the groups are.
	Months []Group
	// Open are the actions that are open or in progress.
	Open Open
	// Waits are held, unrouted, blocked and missing actions by what to do.
	Waits     []Wait
	Shared    []SharedItem
	Recurring Recurring
	// Silent are the reviews that were taken back or are gone while items of
	// theirs are followed: they are counted nowhere else.
	Silent Silent
	// LeftAlone is what the readings are not sure of. It is counted nowhere else.
	LeftAlone LeftAlone
}

// Silent counts what is followed silently.
type Silent struct {
	Reviews int `json:"reviews"`
	Items   int `json:"items"`
}

// Make works out the figures. The reviews' order does not matter.
func Make(reviews []Review, o Options) Report {
	out := Report{Options: o, Known: len(reviews)}
	o.told = map[string]string{}
	in := out.choose(reviews)
	out.Total, out.Groups = count(in, o)
	out.Months = out.Groups
	if o.By != ByMonth {
		o.By = ByMonth
		_, out.Months = count(in, o)
	}
	out.Open, out.Waits = open(in, o), waits(in, o)
	out.Shared = shared(in, o)
	out.Recurring = recurring(in, o)
	return out
}

// count is the whole and its groups.
func count(reviews []Review, o Options) (Figures, []Group) {
	c := counting{o: o, placing: placing{by: o.By}, tallies: map[groupKey]*tally{}}
	c.folded = c.fold(reviews)
	for i := range reviews {
		c.review(&reviews[i])
	}
	return c.total.done(), c.groups(reviews)
}

// choose are the reviews in scope with their actions in scope, in the order of
// time.
func (r *Report) choose(reviews []Review) []Review {
	out := make([]Review, 0, len(reviews))
	for _, v := range reviews {
		if !r.Period.Holds(v.day()) || r.Source != "" && r.Source != v.Source {
			continue
		}
		v.apart()
		v.bare = len(v.Actions)+len(v.alone)+v.MoreDoubtful == 0 && !v.NotUnderstood
		if r.Team != "" {
			v = v.ofTeam(r.Team)
			if len(v.Actions)+len(v.TakenOut)+len(v.alone) == 0 {
				continue
			}
		}
		if v.Silent {
			r.silent(v)
			continue
		}
		r.LeftAlone.add(v)
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b Review) int {
		return cmp.Or(a.day().Compare(b.day()), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Key, b.Key))
	})
	return out
}

func (r *Report) silent(v Review) {
	items := 0
	for _, a := range v.Actions {
		if a.HasItem {
			items++
		}
	}
	if items > 0 {
		r.Silent.Reviews++
		r.Silent.Items += items
	}
}

// ofTeam is the review with what in it is of one team.
func (r Review) ofTeam(team string) Review {
	of := func(all []Action) (out []Action) {
		for _, a := range all {
			if a.Team == team {
				out = append(out, a)
			}
		}
		return out
	}
	r.Actions, r.alone = of(r.Actions), of(r.alone)
	r.MoreDoubtful, r.NotUnderstood = 0, false
	var out []TakenOut
	for _, t := range r.TakenOut {
		if t.Team == team {
			out = append(out, t)
		}
	}
	r.TakenOut = out
	return r
}
