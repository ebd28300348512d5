package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// Recurring are patterns over incidents: what stands in several of them.
type Recurring struct {
	Services []Recurrence
	// Types are the types of actions, as the reviews write them.
	Types []Recurrence
}

// Recurrence is one word that stands in Incidents incidents, with so many
// actions: those of these incidents, or those of this type in them.
type Recurrence struct {
	Name      string `json:"name"`
	Incidents int    `json:"incidents"`
	Actions   int    `json:"actions"`
}

// words are counted by how they are compared.
type words struct {
	spelt map[string]string
	found map[string]*Recurrence
}

func newWords() words { return words{map[string]string{}, map[string]*Recurrence{}} }

// add counts actions of a word; incident says that it is a further incident's.
func (w words) add(word string, incidents, actions int) {
	k := folded(word)
	if k == "" {
		return
	}
	if have, ok := w.spelt[k]; !ok || word < have {
		w.spelt[k] = word
	}
	if w.found[k] == nil {
		w.found[k] = &Recurrence{}
	}
	w.found[k].Incidents += incidents
	w.found[k].Actions += actions
}

// several are the words of two incidents or more, in the order of the alphabet.
func (w words) several(o Options) []Recurrence {
	out := []Recurrence{}
	for k, r := range w.found {
		if r.Incidents > 1 {
			out = append(out, Recurrence{o.words(w.spelt[k]), r.Incidents, r.Actions})
		}
	}
	slices.SortFunc(out, func(a, b Recurrence) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Incidents, b.Incidents), cmp.Compare(a.Actions, b.Actions))
	})
	return out
}

func recurring(reviews []Review, o Options) Recurring {
	services, types := newWords(), newWords()
	for i := range reviews {
		r := &reviews[i]
		if r.Kind == review.NearMiss || r.Restricted {
			continue
		}
		var seen []string
		for _, s := range r.Services {
			if n := len(seen); len(appendNew(seen, folded(s))) > n {
				seen = append(seen, folded(s))
				services.add(s, 1, len(r.Actions))
			}
		}
		seen = seen[:0]
		for j := range r.Actions {
			t := r.Actions[j].Type
			if t == "" {
				continue
			}
			first := 0
			if n := len(seen); len(appendNew(seen, folded(t))) > n {
				seen, first = append(seen, folded(t)), 1
			}
			types.add(t, first, 1)
		}
	}
	return Recurring{services.several(o), types.several(o)}
}
