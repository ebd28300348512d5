package suggest

import (
	"maps"
	"slices"
	"strings"
)

// human is one person, as far as names and addresses tell that they are one.
type human struct {
	key   string
	texts []*written
}

// humans are the persons among those who own something, and who of the unsure
// bears the name of one: "Anna" beside "Anna Smith". Texts are one person's whose
// words are equal: Anna Smith, anna.smith@acme.test.
func (g *groups) humans(v vocabulary) []human {
	byKey, byWord := map[string]*human{}, map[string]map[string]bool{}
	for _, w := range g.persons {
		key := personKey(w.Text.Text)
		h := byKey[key]
		if h == nil {
			h = &human{key: key}
			byKey[key] = h
		}
		h.texts = append(h.texts, w)
		for word := range strings.FieldsSeq(key) {
			if byWord[word] == nil {
				byWord[word] = map[string]bool{}
			}
			byWord[word][key] = true
		}
	}
	g.doubt(v, byWord)
	g.all = slices.DeleteFunc(g.all, func(one *group) bool {
		if one.sure() || len(byWord[one.key]) == 0 {
			return false
		}
		for _, w := range one.texts {
			w.why = "the name of somebody who owns something"
			key := one.key
			if keys := slices.Collect(maps.Keys(byWord[one.key])); len(keys) == 1 {
				key = keys[0]
			}
			if byKey[key] == nil {
				byKey[key] = &human{key: key}
			}
			byKey[key].texts = append(byKey[key].texts, w)
		}
		return true
	})
	out := make([]human, 0, len(byKey))
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		h := *byKey[key]
		slices.SortStableFunc(h.texts, byCount)
		out = append(out, h)
	}
	return out
}

// doubt takes away that a text is a team's where only its words say so and one of
// the others is somebody's name: "Quill Payments", "Quill SRE".
func (g *groups) doubt(v vocabulary, names map[string]map[string]bool) {
	for _, one := range g.all {
		if one.there != nil || len(one.known) > 0 {
			continue
		}
		for _, w := range one.texts {
			named := slices.ContainsFunc(wordsOf(core(w.Text.Text)), func(word string) bool {
				return len(names[word]) > 0 && !v.strong[word] && !v.weak[word] && !v.team[word]
			})
			if named && w.kind == team && w.why == saidByWords {
				w.judged = judged{why: "somebody's name is in it"}
			}
		}
	}
}

// personKey is equal for a name, however its words are ordered and marked, and an
// address or a handle that is made of it.
func personKey(text string) string {
	if mailboxRE.MatchString(text) {
		text, _, _ = strings.Cut(text, "<")
	}
	words := wordsOf(core(text))
	long := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(w) < 2 })
	if len(long) == 0 {
		long = words
	}
	slices.Sort(long)
	return strings.Join(slices.Compact(long), " ")
}

// teamOf is the one team of which what stood beside a person tells; why says what
// is known where that is none, or several.
func (g *groups) teamOf(h human) (one *group, why string) {
	found := map[*group]int{}
	for _, w := range h.texts {
		for text, n := range w.beside {
			if at := g.byText[text]; at != nil && at.sure() {
				found[at] += n
			}
		}
	}
	if len(found) > 1 {
		return nil, "written beside several teams"
	}
	for at := range found {
		one = at
	}
	return one, ""
}

func (h human) count() (n int) {
	for _, w := range h.texts {
		n += w.Count
	}
	return n
}
