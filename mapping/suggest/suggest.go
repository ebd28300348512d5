package suggest

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/mapping"
)

// Make proposes what the mapping lacks. Equal inputs give equal suggestions.
func Make(in Input) Suggestion {
	r := read(in)
	g := r.group()
	g.correct()
	b := &builder{r: r, g: g, claims: newClaims(in.Mapping), spots: r.newSpots(), teams: map[*group]*Team{}}
	humans := g.humans(r.vocabulary)
	services := r.services(g)
	b.name(services)
	b.aliases()
	b.members(humans)
	b.whole()
	b.resolve()
	b.services(services)
	b.backlogs()
	b.unsure()
	b.out.Counts = r.sum()
	for _, one := range g.all {
		if t := b.teams[one]; t != nil && (!t.There || t.lacks()) {
			b.out.Teams = append(b.out.Teams, *t)
		}
	}
	in.onDisk(b.out)
	return b.out
}

// lacks tells whether there is anything to add.
func (t *Team) lacks() bool {
	return len(t.Aliases)+len(t.Maybe)+len(t.Members)+len(t.Services)+len(t.MaybeServices) > 0
}

// sum counts what was read.
func (r *reading) sum() Counts {
	c := r.counts
	c.Reviews = len(r.in.Reviews)
	for _, rev := range r.in.Reviews {
		c.Actions += len(rev.Owners)
		for _, o := range rev.Owners {
			if cleaned(o.Text) == "" {
				continue
			}
			c.Owned++
			if o.Led != "" {
				c.Led++
			}
		}
	}
	return c
}

// builder puts a suggestion together.
type builder struct {
	r      *reading
	g      *groups
	claims *claims
	spots  *spots
	teams  map[*group]*Team
	order  []*group // of those in teams, as they are proposed
	out    Suggestion
}

// name makes a team of each group that is sure and of which something is missing:
// names of all first, so that no alias takes one. A team that only a catalogue
// knows is proposed where a review names a service of its.
func (b *builder) name(services []*service) {
	serves := map[*group]bool{}
	for _, s := range services {
		if at, _, _ := s.owner(b.g.all); at != nil {
			serves[at] = true
		}
	}
	for _, one := range b.g.all {
		t := &Team{Count: one.count, Maybe: one.maybe, Why: one.why()}
		t.First = one.first
		switch {
		case one.there != nil:
			t.Name, t.There = one.there.Name, true
		case one.sure() && one.count == 0 && !serves[one] && !b.r.in.All:
			b.r.counts.Unmentioned++
			continue
		case !one.sure() || one.count > 0 && !missing(one.texts):
			continue
		default:
			if t.Name = b.r.name(one, b.claims); t.Name == "" {
				continue
			}
		}
		b.teams[one] = t
		b.order = append(b.order, one)
	}
}

// aliases are the texts that would not lead to their team by its name.
func (b *builder) aliases() {
	for _, one := range b.order {
		t := b.teams[one]
		for _, w := range one.texts {
			text := w.Text
			switch b.claims.leads(text.Text) {
			case t.Name:
				t.Also = append(t.Also, text)
			case "":
				if b.claims.claim(t.Name, mapping.Form(text.Text)) {
					t.Aliases = append(t.Aliases, text)
				}
			default:
				b.elsewhere(t, text)
			}
		}
	}
}

// elsewhere leaves a text that leads to another team for a person to look at.
func (b *builder) elsewhere(t *Team, text Text) {
	text.Why = "leads to " + b.claims.leads(text.Text)
	t.Maybe = append(t.Maybe, text)
}

// resolve makes aliases of what led to its team by its parts, until another team
// claimed one of them.
func (b *builder) resolve() {
	for changed := true; changed; {
		changed = false
		for _, one := range b.order {
			t := b.teams[one]
			t.Also = slices.DeleteFunc(t.Also, func(text Text) bool {
				if b.claims.leads(text.Text) == t.Name {
					return false
				}
				changed = true
				if b.claims.claim(t.Name, mapping.Form(text.Text)) {
					t.Aliases = append(t.Aliases, text)
				} else {
					b.elsewhere(t, text)
				}
				return true
			})
		}
	}
}

// members are the people of whom what stands beside them tells the team.
func (b *builder) members(humans []human) {
	for _, h := range humans {
		if !missing(h.texts) {
			continue
		}
		at, why := b.g.teamOf(h)
		t := b.teams[at]
		p := Person{Count: h.count(), Why: why}
		for _, w := range h.texts {
			text := w.Text
			switch {
			case t != nil && b.claims.claim(t.Name, mapping.MemberForms(text.Text)...):
				text.Why = "written beside " + t.Name
				t.Members = append(t.Members, text)
			case b.claims.leads(text.Text) == "":
				text.Why = w.why
				p.Texts = append(p.Texts, text)
			}
		}
		if len(p.Texts) > 0 {
			b.out.People = append(b.out.People, p)
		}
	}
	slices.SortStableFunc(b.out.People, func(a, b Person) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Texts[0].Text, b.Texts[0].Text))
	})
}

// services goes to the teams that something tells them to be of.
func (b *builder) services(all []*service) {
	for _, s := range all {
		at, why, maybe := s.owner(b.order)
		if t := b.teams[at]; t != nil && b.claims.claimService(t.Name, s.Text.Text) {
			text := s.Text
			text.Why = why
			t.Services = append(t.Services, text)
			continue
		}
		out := Service{Text: s.Text}
		for _, one := range maybe {
			if t := b.teams[one]; t != nil {
				out.Maybe = append(out.Maybe, t.Name)
			}
		}
		if len(out.Maybe) == 1 {
			t := b.teams[maybe[0]]
			t.MaybeServices = append(t.MaybeServices, s.Text)
			continue
		}
		b.out.Services = append(b.out.Services, out)
	}
}

// backlogs finds places for the new teams.
func (b *builder) backlogs() {
	var all []wanting
	for _, one := range b.order {
		t := b.teams[one]
		if t.There {
			continue
		}
		all = append(all, wanting{t, b.fits(one, t)})
	}
	assign(all)
	b.r.found(all)
}

// fits are those that a catalogue names, else those that a name fits.
func (b *builder) fits(one *group, t *Team) []Fit {
	byName := b.spots.fits(t.Name)
	out := b.spots.claimed(one.known, byName)
	for _, f := range byName {
		if !slices.ContainsFunc(out, func(o Fit) bool { return o.Tracker == f.Tracker && o.Project == f.Project }) {
			out = append(out, f)
		}
	}
	b.spots.sort(out)
	return out
}

// unsure are the groups of which nobody tells what they are.
func (b *builder) unsure() {
	for _, one := range b.g.all {
		if b.teams[one] != nil || one.count == 0 || !missing(one.texts) {
			continue
		}
		u := Unsure{Count: one.count, Why: one.texts[0].why}
		if one.sure() {
			u.Why = "a team, of which no name can be made"
		}
		for _, w := range one.texts {
			u.Texts = append(u.Texts, w.Text)
		}
		fits := b.spots.fits(one.texts[0].Text.Text)
		u.Fits = fits[:min(len(fits), mostFits)]
		b.out.Unsure = append(b.out.Unsure, u)
	}
}
