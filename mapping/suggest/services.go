package suggest

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/mapping"
)

// leastSaid is how many reviews that name a service, and all the same team, tell
// that it is the team's.
const leastSaid = 2

// service is one that reviews name, and who may have it.
type service struct {
	Text
	stems []string
	known map[*group]string // and which catalogue says so
	teams map[*group]int    // the reviews' own teams, by how often
	said  int               // reviews with a team of their own
}

// services are those that reviews name and nobody has.
func (r *reading) services(g *groups) []*service {
	byForm := map[string]*service{}
	var out []*service
	for _, rev := range r.in.Reviews {
		for _, name := range rev.Services {
			name = cleaned(name)
			form := mapping.ServiceForm(name)
			if form == "" || unfilled(name) || len(name) > longestName || r.nobody[form] || r.in.Mapping.Serves(name) != nil {
				continue
			}
			s := byForm[form]
			if s == nil {
				s = &service{Text: Text{Text: name, First: Where{Review: rev.Name}}, stems: r.placeStems(name), known: map[*group]string{}, teams: map[*group]int{}}
				byForm[form], out = s, append(out, s)
			}
			s.Count++
			if at := g.ofReview(rev); at != nil {
				s.teams[at]++
				s.said++
			}
		}
	}
	for _, one := range g.all {
		for _, k := range one.known {
			for _, name := range k.Services {
				if s := byForm[mapping.ServiceForm(cleaned(name))]; s != nil {
					s.known[one] = k.From
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *service) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text.Text, b.Text.Text))
	})
	return out
}

// ofReview is the team that a review names as its own; nil: none, or unsure.
func (g *groups) ofReview(rev Review) *group {
	for _, text := range []string{rev.Team, rev.Owner} {
		if at := g.byText[cleaned(text)]; at != nil && at.sure() {
			return at
		}
	}
	return nil
}

// owner is whose a service is, and why; nil: nothing tells. maybe are those whose
// it may be.
func (s *service) owner(all []*group) (one *group, why string, maybe []*group) {
	if len(s.known) == 1 {
		for at, from := range s.known {
			return at, "says " + from, nil
		}
	}
	key := keyOf(s.stems)
	for _, at := range all {
		switch {
		case !at.sure():
		case at.key == key:
			return at, "it is called as the team", nil
		case s.known[at] != "", s.teams[at] > 0:
			maybe = append(maybe, at)
		case slices.ContainsFunc(at.texts, func(w *written) bool { return w.key == at.key }) && s.named(at):
			maybe = append(maybe, at)
		}
	}
	if len(s.known) == 0 && len(s.teams) == 1 && s.said >= leastSaid {
		for at := range s.teams {
			return at, fmt.Sprintf("the team of %d reviews that name it", s.said), nil
		}
	}
	return nil, "", maybe
}

// named tells whether a service's name begins with a team's: payments-api.
func (s *service) named(at *group) bool {
	for n := 1; n < len(s.stems); n++ {
		if keyOf(s.stems[:n]) == at.key {
			return true
		}
	}
	return false
}
