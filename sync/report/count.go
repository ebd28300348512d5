package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// counting is a report in the making.
type counting struct {
	placing
	o       Options
	total   tally
	tallies map[groupKey]*tally
	was     int // how many groups were folded
}

func (c *counting) tally(k groupKey) *tally {
	t := c.tallies[k]
	if t == nil {
		t = &tally{}
		c.tallies[k] = t
	}
	return t
}

// fold finds the groups that have actions, and fewer than min_group.
func (c *counting) fold(reviews []Review) map[groupKey]bool {
	if c.o.MinGroup <= 1 || c.o.By == ByReview {
		return nil
	}
	sizes := map[groupKey]int{}
	for i := range reviews {
		r := &reviews[i]
		for _, k := range c.ofReview(r) {
			sizes[k] += len(r.Actions)
		}
		for j := range r.Actions {
			if c.by == ByTeam {
				sizes[c.ofAction(&r.Actions[j])]++
			}
		}
	}
	small := map[groupKey]bool{}
	for k, n := range sizes {
		if k.rest == Named && n > 0 && n < c.o.MinGroup {
			small[k] = true
			c.was++
		}
	}
	return small
}

func (c *counting) review(r *Review) {
	c.total.review(r)
	c.total.figures.TakenOut += len(r.TakenOut)
	for i := range r.Actions {
		c.total.action(r, &r.Actions[i], c.o)
	}
	for _, k := range c.ofReview(r) {
		t := c.tally(k)
		t.review(r)
		for i := range r.Actions {
			t.action(r, &r.Actions[i], c.o)
		}
		if c.by != ByTeam {
			t.figures.TakenOut += len(r.TakenOut)
		}
	}
	if c.by == ByTeam {
		c.teams(r)
	}
}

// teams counts a review for the teams of its actions, those taken out too,
// once for each.
func (c *counting) teams(r *Review) {
	var seen []groupKey
	of := func(k groupKey) *tally {
		if more := appendNew(seen, k); len(more) > len(seen) {
			seen = more
			c.tally(k).review(r)
		}
		return c.tally(k)
	}
	for i := range r.Actions {
		of(c.ofAction(&r.Actions[i])).action(r, &r.Actions[i], c.o)
	}
	for _, t := range r.TakenOut {
		of(c.place(named(t.Team))).figures.TakenOut++
	}
}

// groups are the tallies in their order, with what people call them.
func (c *counting) groups(reviews []Review) []Group {
	if c.by == ByReview {
		return c.eachReview(reviews)
	}
	c.fillMonths()
	labels := c.labels(reviews)
	out := make([]Group, 0, len(c.tallies))
	for k, t := range c.tallies {
		g := Group{Rest: k.rest, Name: k.name, Label: labels[k.name], Figures: t.done()}
		if c.by == ByService { // what the reviews say is told as it may be shown
			g.Name = folded(g.Label)
		}
		if k.rest != Named {
			g.Label = restLabel(k.rest, c.by, c.was)
		}
		if k.rest == Folded {
			g.Groups = c.was
		}
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(restOrder(a.Rest), restOrder(b.Rest)),
			cmp.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label)), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func restOrder(r Rest) int {
	return slices.Index([]Rest{Named, Folded, None, Restricted, NoActions}, r)
}

func (c *counting) eachReview(reviews []Review) []Group {
	out := make([]Group, 0, len(reviews))
	for i := range reviews {
		r := &reviews[i]
		ref := c.o.ref(r)
		out = append(out, Group{
			Name: string(r.Key), Label: ref.Title, Review: &ref, Figures: c.tallies[groupKey{name: string(r.Key)}].done(),
		})
	}
	return out
}

// fillMonths adds the months between the first and the last: a time in which
// nothing was published is part of the picture.
func (c *counting) fillMonths() {
	if c.by != ByMonth {
		return
	}
	var months []string
	for k := range c.tallies {
		if k.rest == Named {
			months = append(months, k.name)
		}
	}
	if len(months) == 0 {
		return
	}
	first, last := slices.Min(months), slices.Max(months)
	for m := first; m < last; m = nextMonth(m) {
		if !c.folded[groupKey{name: m}] {
			c.tally(groupKey{name: m})
		}
	}
}

// labels are the groups' names as people read them.
func (c *counting) labels(reviews []Review) map[string]string {
	out := map[string]string{}
	for k := range c.tallies {
		out[k.name] = k.name
	}
	switch c.by {
	case ByKind:
		out[string(review.NearMiss)] = nearMiss
	case ByService:
		for name, spelt := range spellings(reviews) {
			out[name] = c.o.words(spelt)
		}
	}
	return out
}

// spellings are the services as they are written: of several ways the first
// in the alphabet.
func spellings(reviews []Review) map[string]string {
	out := map[string]string{}
	for i := range reviews {
		if reviews[i].Restricted {
			continue
		}
		for _, s := range reviews[i].Services {
			k := folded(s)
			if have, ok := out[k]; !ok || s < have {
				out[k] = s
			}
		}
	}
	return out
}
