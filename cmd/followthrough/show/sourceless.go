package show

import (
	"fmt"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Sourceless says of the reviews whose source is configured no more what is to be
// known, source by source: a review's key is made of its source's name, so under
// another one it is a new review.
func Sourceless(records []plan.Review, configured []string) []Strand {
	reviews, items, known := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, r := range records {
		known[r.Source] = true
		if slices.Contains(configured, r.Source) {
			continue
		}
		reviews[r.Source]++
		for _, k := range r.Actions {
			if openItem(k) {
				items[r.Source]++
			}
		}
	}
	var fresh []string // sources that no review is known of
	for _, name := range configured {
		if !known[name] {
			fresh = append(fresh, name)
		}
	}
	var out []Strand
	for _, name := range slices.Sorted(maps.Keys(reviews)) {
		out = append(out, sourceless(name, reviews[name], items[name], fresh))
	}
	return out
}

func sourceless(name string, reviews, items int, fresh []string) Strand {
	if items == 0 && len(fresh) == 0 {
		return Strand{What: fmt.Sprintf("%s of source %s, which is configured no more, %s still known: none has an open item", Count(reviews, "review"), name, Are(reviews))}
	}
	s := Strand{What: fmt.Sprintf("the store knows %s of source %s, which is configured no more", Count(reviews, "review"), name)}
	if items > 0 {
		s.What += fmt.Sprintf(", and %s of theirs", Count(items, "open item"))
	}
	switch len(fresh) {
	case 0:
		s.Next = "they are followed no more; give the source its old name back, and they are again"
	case 1:
		s.Next = "was it renamed to " + fresh[0] + "? give it its old name back before a sync: under the new one each review is a new one, and what has an item asks whether it is a copy"
	default:
		s.Next = "was it renamed? give it its old name back before a sync: under a new one each review is a new one, and what has an item asks whether it is a copy"
	}
	return s
}

// openItem tells whether an action has an item that is not settled.
func openItem(k plan.Action) bool {
	return k.Item != nil && !k.State.Settled() && k.State != review.Withdrawn
}

// Teamless says of the open items whose team is configured no more what is to be
// known, team by team. team is an item's team by the place where it is, or else by
// its name; "": none is.
func Teamless(records []plan.Review, team func(plan.Action) string) []Strand {
	items := map[string]int{}
	for _, r := range records {
		for _, k := range r.Actions {
			if k.Team != "" && openItem(k) && team(k) == "" {
				items[k.Team]++
			}
		}
	}
	var out []Strand
	for _, name := range slices.Sorted(maps.Keys(items)) {
		out = append(out, Strand{
			What: fmt.Sprintf("%s %s of team %s, which is configured no more", Count(items[name], "open item"), Are(items[name]), name),
			Next: "they stay in its backlog and are followed there; was it renamed? `formerly: [" + name + "]` in the team that it is now says so",
		})
	}
	return out
}
