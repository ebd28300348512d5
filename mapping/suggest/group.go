package suggest

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/mapping"
)

// group are the texts that people take for one team.
type group struct {
	key   string
	there *mapping.Team // that the mapping has; nil: none
	known []*Known
	texts []*written // the most frequent first
	maybe []Text     // that may mean it
	count int
	first Where
	order int // of its first text
}

// sure tells whether it is a team, whatever else it might be.
func (g *group) sure() bool {
	return g.there != nil || len(g.known) > 0 || slices.ContainsFunc(g.texts, func(w *written) bool { return w.kind == team })
}

// why is what makes it a team.
func (g *group) why() string {
	if len(g.known) > 0 {
		return "known to " + g.known[0].From
	}
	for _, w := range g.texts {
		if w.kind == team {
			return w.why
		}
	}
	return ""
}

// byCount puts first what is written most often.
func byCount(a, b *written) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text.Text, b.Text.Text))
}

// missing tells whether any of the texts leads nowhere.
func missing(texts []*written) bool {
	return slices.ContainsFunc(texts, func(w *written) bool { return w.owned < w.Count })
}

// groups are all of them, by likeness, and by the team that is there.
type groups struct {
	all     []*group
	byKey   map[string]*group
	byTeam  map[string]*group
	byText  map[string]*group
	persons []*written
}

// gather groups what was read.
func (r *reading) group() *groups {
	g := &groups{byKey: map[string]*group{}, byTeam: map[string]*group{}, byText: map[string]*group{}}
	g.there(r)
	for i := range r.in.Known {
		k := &r.in.Known[i]
		if at := g.at(r.likeness(k.Name)); at != nil {
			at.known = append(at.known, k)
			for _, h := range k.Handles {
				if key := r.likeness(h); g.byKey[key] == nil {
					g.byKey[key] = at
				}
			}
		}
	}
	for _, w := range r.order {
		g.put(r, w)
	}
	g.join()
	for _, one := range g.all {
		slices.SortStableFunc(one.texts, byCount)
	}
	g.all = slices.DeleteFunc(g.all, func(one *group) bool { return one.count == 0 && len(one.known) == 0 && one.there == nil })
	slices.SortStableFunc(g.all, func(a, b *group) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.key, b.key)) })
	return g
}

// there makes a group of each team that is there, by all names that it has. A
// likeness that two teams have is nobody's.
func (g *groups) there(r *reading) {
	taken := map[string]string{}
	for _, t := range r.in.Mapping.Teams() {
		one := &group{key: r.likeness(t.Name), there: &t}
		g.all, g.byTeam[t.Name] = append(g.all, one), one
		for _, name := range append(append([]string{t.Name}, t.Formerly...), t.Aliases...) {
			key := r.likeness(name)
			if other, is := taken[key]; is && other != t.Name {
				g.byKey[key] = nil
				continue
			}
			g.byKey[key], taken[key] = one, t.Name
		}
	}
}

// at is the group of a likeness, made where there is none; nil: it is nobody's.
func (g *groups) at(key string) *group {
	one, is := g.byKey[key]
	if !is && key != "" {
		one = &group{key: key}
		g.all, g.byKey[key] = append(g.all, one), one
	}
	return one
}

func (g *groups) put(r *reading, w *written) {
	if w.kind == nobody {
		return
	}
	if t := r.in.Mapping.Leads(w.Text.Text); t != nil {
		if c := r.in.Mapping.Claimant(w.Text.Text); w.kind == person && c != nil { // a member, or called so
			g.byText[w.Text.Text] = g.byTeam[t.Name]
			return
		}
		g.add(g.byTeam[t.Name], w)
		return
	}
	if w.kind == person {
		g.persons = append(g.persons, w)
		return
	}
	if at := g.at(w.key); at != nil {
		g.add(at, w)
	}
}

func (g *groups) add(to *group, w *written) {
	if len(to.texts) == 0 || w.order < to.order {
		to.first, to.order = w.First, w.order
	}
	to.texts, to.count = append(to.texts, w), to.count+w.Count
	g.byText[w.Text.Text] = to
}

// join takes those for a team's who are written as it is: a name of two words
// that others call a team, and, to be looked at, a handle.
func (g *groups) join() {
	g.persons = slices.DeleteFunc(g.persons, func(w *written) bool {
		at := g.byKey[w.key]
		switch {
		case at == nil || !at.sure():
			return false
		case w.name:
			g.add(at, w)
			return true
		}
		t := w.Text
		t.Why = w.why + ": the team's, or a person's?"
		at.maybe = append(at.maybe, t)
		return true
	})
}
