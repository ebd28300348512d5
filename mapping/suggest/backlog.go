package suggest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
)

// What a place counts for that a team has to do with, beyond its name; and what it
// counts for where it is the only one.
const (
	concerned = 0.2
	onlyOne   = 0.9
)

// claimed are places that catalogues name as a team's. Of several backlogs the one
// counts that most is said of; of other places that whose name fits.
func (s *spots) claimed(known []*Known, byName []Fit) []Fit {
	type place struct{ tracker, project, component string }
	counts, others := map[place]int{}, map[place]bool{}
	found := map[place]Fit{}
	for _, k := range known {
		for _, n := range k.Places {
			for _, at := range s.of(n.Project) {
				p := place{s.r.in.Trackers[at.tracker].Name, at.Project, n.Component}
				if n.Backlog {
					counts[p]++
				} else {
					p.component = ""
					others[p] = true
				}
				if _, is := found[p]; !is {
					found[p] = Fit{Tracker: p.tracker, Project: p.project, Name: at.Name, Component: p.component, Why: n.Why}
				}
			}
		}
	}
	out := make([]Fit, 0, len(found))
	for p, f := range found {
		if n := counts[p]; n > 0 {
			f.Score = 1 + float64(min(n, 1000))/1000
		} else {
			f.Score = leastFit
			if i := slices.IndexFunc(byName, func(b Fit) bool { return b.Tracker == f.Tracker && b.Project == f.Project }); i >= 0 {
				f.Score = min(byName[i].Score+concerned, 1)
			}
			if len(others) == 1 {
				f.Score = max(f.Score, onlyOne)
			}
		}
		out = append(out, f)
	}
	s.sort(out)
	return out
}

// of are the places that a catalogue means by a project's name, in any tracker.
func (s *spots) of(project string) (out []spot) {
	for _, i := range s.byProject[names.Folded(project)] {
		out = append(out, s.all[i])
	}
	return out
}

// wanting is a team that may get a backlog.
type wanting struct {
	team *Team
	fits []Fit
}

// assign gives each team the place that fits best, no place to two teams: the best
// fit first, and of equals the more frequent team. What fits two alike is filled
// in for neither by its name alone.
func assign(all []wanting) {
	type pair struct {
		to  *Team
		fit Fit
	}
	var pairs []pair
	for _, w := range all {
		for n, f := range w.fits {
			if f.Score >= goodFit && !w.alike(n) {
				pairs = append(pairs, pair{w.team, f})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.fit.Score, a.fit.Score) })
	taken := parts{}
	for _, p := range pairs {
		if p.to.Backlog == nil && taken.take(p.fit) {
			p.to.Backlog = &p.fit
		}
	}
	for _, w := range all {
		for _, f := range w.fits {
			if (w.team.Backlog == nil || f != *w.team.Backlog) && len(w.team.Fits) < mostFits {
				w.team.Fits = append(w.team.Fits, f)
			}
		}
	}
}

// alike tells whether another place in the same tracker fits as well.
func (w wanting) alike(n int) bool {
	same := func(f Fit) bool { return f.Tracker == w.fits[n].Tracker && f.Score == w.fits[n].Score }
	return slices.ContainsFunc(w.fits[:n], same) || slices.ContainsFunc(w.fits[n+1:], same)
}

// parts are the places that teams have, with their components: without one a place
// is one team's alone.
type parts map[[2]string][]string

func (p parts) take(f Fit) bool {
	at := [2]string{f.Tracker, names.Folded(f.Project)}
	have, is := p[at]
	if is && (f.Component == "" || slices.Contains(have, "") || slices.Contains(have, f.Component)) {
		return false
	}
	p[at] = append(have, f.Component)
	return true
}

// found proposes new places for teams without one, in the first tracker whose
// files are made with their first item.
func (r *reading) found(all []wanting) {
	i := slices.IndexFunc(r.in.Trackers, func(t Tracker) bool { return t.Ending != "" })
	if i < 0 {
		return
	}
	t := r.in.Trackers[i]
	taken := map[string]bool{}
	for _, p := range t.Places {
		taken[names.Folded(t.bare(p.Project))] = true
	}
	for _, team := range r.in.Mapping.Teams() {
		taken[names.Folded(t.bare(team.Backlog.Project))] = true
	}
	for _, w := range all {
		slug := slugOf(w.team.Name)
		if w.team.Backlog != nil || len(w.team.Fits) > 0 || slug == "" || taken[slug] || mapping.SaysIncidents(slug) {
			continue
		}
		taken[slug] = true
		w.team.Backlog = &Fit{Tracker: t.Name, Project: slug, Name: slug, Score: 1, Why: "the file is made with the first item"}
	}
}

// slugOf is a name as a file is called: letters and digits with hyphens.
func slugOf(name string) string { return strings.Join(wordsOf(name), "-") }
