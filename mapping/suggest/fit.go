package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
)

// What fits at all, what fits well enough to be filled in, and how many others
// are shown.
const (
	leastFit = 0.5
	goodFit  = 0.8
	mostFits = 5
	// longestKey is how long, in bytes, a project's key is that is a beginning.
	longestKey = 6
)

// spot is a place with what its name says.
type spot struct {
	tracker int
	Place
	stems []string
	key   string // of the whole name
}

// spots are the places of all trackers, and those that share a word, or a key.
type spots struct {
	r      *reading
	all    []spot
	byWord map[string][]int
	byKey  map[string][]int
	// byProject are those of one key, in several trackers perhaps.
	byProject map[string][]int
}

// newSpots leaves out where nothing can be made, what is for incidents, and the
// backlogs of teams that are there.
func (r *reading) newSpots() *spots {
	s := &spots{r: r, byWord: map[string][]int{}, byKey: map[string][]int{}, byProject: map[string][]int{}}
	for i, t := range r.in.Trackers {
		for _, p := range t.Places {
			if p.Closed != "" || mapping.SaysIncidents(p.Project) || mapping.SaysIncidents(p.Name) || r.in.Mapping.Backlog(t.Name, p.Project) {
				continue
			}
			name := p.Name
			if strings.Contains(p.Project, "/") { // of a repository or a file only the last part
				name = name[strings.LastIndexByte(name, '/')+1:]
			}
			stems := r.placeStems(name)
			at := spot{tracker: i, Place: p, stems: stems, key: keyOf(stems)}
			for _, w := range slices.Compact(slices.Sorted(slices.Values(stems))) {
				s.byWord[w] = append(s.byWord[w], len(s.all))
			}
			for _, key := range slices.Compact(slices.Sorted(slices.Values([]string{at.key, folded(p.Project)}))) {
				s.byKey[key] = append(s.byKey[key], len(s.all))
			}
			s.byProject[names.Folded(p.Project)] = append(s.byProject[names.Folded(p.Project)], len(s.all))
			s.all = append(s.all, at)
		}
	}
	return s
}

// placeStems are the words of a place's name that tell it from others: not those
// that any place may have.
func (r *reading) placeStems(name string) []string {
	words := wordsOf(name)
	ordinary := strings.Fields("project board backlog kanban scrum work tasks todo md issues")
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(ordinary, w) })
	if len(kept) == 0 {
		kept = words
	}
	return r.stems(kept)
}

// fits are the places whose names fit that of a team, the best first.
func (s *spots) fits(name string) []Fit {
	stems := s.r.stems(wordsOf(core(name)))
	key := keyOf(stems)
	best := map[int]Fit{}
	for _, i := range s.near(stems, key) {
		if score, why := s.all[i].score(stems, key); score >= leastFit && score > best[i].Score {
			best[i] = Fit{
				Tracker: s.r.in.Trackers[s.all[i].tracker].Name, Project: s.all[i].Project, Name: s.all[i].Name, Score: score, Why: why,
			}
		}
	}
	out := make([]Fit, 0, len(best))
	for _, f := range best {
		out = append(out, f)
	}
	s.sort(out)
	return out
}

// near are the places that share a word with a name, or its key with its beginning.
func (s *spots) near(stems []string, key string) []int {
	out := slices.Concat(s.byKey[key], s.byKey[initials(stems)])
	for _, w := range stems {
		out = append(out, s.byWord[w]...)
	}
	for n := range key {
		if n >= 2 && n <= longestKey {
			out = append(out, s.byKey[key[:n]]...)
		}
	}
	return out
}

// score tells how well a place's name fits, and why.
func (p spot) score(stems []string, key string) (float64, string) {
	code := folded(p.Project)
	switch {
	case p.key == key:
		return 1, "it is called so"
	case code == key:
		return 0.95, "its key is the name"
	case len(stems) > 2 && code == initials(stems):
		return 0.85, "its key is the initials"
	}
	shared := 0
	for _, w := range stems {
		if slices.Contains(p.stems, w) {
			shared++
		}
	}
	score := 2 * float64(shared) / float64(len(stems)+len(p.stems))
	if score >= leastFit {
		return min(score, 0.9), fmt.Sprintf("%d of its %d words", shared, len(p.stems))
	}
	if len(code) >= 2 && len(code) < len(key) && !strings.Contains(code, "/") && strings.HasPrefix(key, code) {
		return leastFit, "its key begins so"
	}
	return 0, ""
}

func initials(stems []string) string {
	var b strings.Builder
	for _, w := range stems {
		first, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(first)
	}
	return b.String()
}

// sort puts the best first; of equals, by the trackers' order.
func (s *spots) sort(fits []Fit) {
	order := map[string]int{}
	for i, t := range s.r.in.Trackers {
		order[t.Name] = i
	}
	slices.SortFunc(fits, func(a, b Fit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(order[a.Tracker], order[b.Tracker]), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Component, b.Component))
	})
}
