package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/mapping"
)

// longestTeam is how many characters the name of a team has that is proposed: it
// stands in tables.
const longestTeam = 60

// name gives a new team a name that is nobody else's, and claims it: as it is most
// often written, without what says that it is a team. "": there is none.
func (r *reading) name(one *group, c *claims) string {
	counts := map[string]int{}
	for _, k := range one.known {
		counts[r.plain(k.Name)]++
	}
	for _, w := range one.texts {
		if w.kind != person || w.name {
			counts[r.plain(w.Text.Text)] += w.Count
		}
	}
	candidates := make([]string, 0, len(counts))
	for name := range counts {
		if nameable(name) {
			candidates = append(candidates, name)
		}
	}
	slices.SortFunc(candidates, func(a, b string) int {
		return cmp.Or(cmp.Compare(legible(b), legible(a)), cmp.Compare(counts[b], counts[a]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	for _, name := range candidates {
		if c.of(mapping.Form(name)) == "" && c.claim(name, mapping.Form(name)) {
			return name
		}
	}
	return ""
}

// plain is a text without its handle's organisation, its address's domain, and the
// words for a team at its ends.
func (r *reading) plain(text string) string {
	text = strings.TrimPrefix(core(text), "@")
	said := false
	cut := func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '_' || r == '.' }
	for {
		fields := strings.FieldsFunc(text, cut)
		if len(fields) < 2 {
			return text
		}
		first, last := fields[0], fields[len(fields)-1]
		switch {
		case r.team[folded(last)]:
			text = strings.TrimRightFunc(strings.TrimSuffix(text, last), cut)
		case r.team[folded(first)], folded(first) == "the", said && r.filler[folded(first)]: // Equipo de Pagos
			said = true
			text = strings.TrimLeftFunc(strings.TrimPrefix(text, first), cut)
		default:
			return text
		}
		if utf8.RuneCountInString(text) < 2 { // "Team 1"
			return strings.Join(fields, " ")
		}
	}
}

// nameable tells a text that can be a team's name: one line, no brackets or bars.
func nameable(name string) bool {
	return name != "" && utf8.ValidString(name) && utf8.RuneCountInString(name) <= longestTeam && !strings.ContainsAny(name, "()[]{}<>|`\"\\@:") &&
		strings.TrimSpace(name) == name && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) })
}

// legible tells how much a text looks as people write a name: 2, with a capital
// and no sign between words; 1, one of both.
func legible(name string) (n int) {
	if strings.ContainsFunc(name, unicode.IsUpper) {
		n++
	}
	if !strings.ContainsAny(name, "-_./") {
		n++
	}
	if n == 2 && strings.ToUpper(name) == name && utf8.RuneCountInString(name) > 5 { // PAYMENTS
		n = 1
	}
	return n
}
