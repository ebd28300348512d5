package mapping

import (
	"maps"
	"math/bits"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
)

// How an owner is spoken of, who may be a person: by the team, and in the words
// that were written only where they read like a team's.

// nobodyKnown stands for an owner who leads to no team and may be a person.
const nobodyKnown = "one that no team knows"

// whom is an owner as it may be told.
func (m *Mapping) whom(owner string) string {
	var out []string
	parts := []string{owner}
	if _, whole := m.owners[ownerForm(owner)]; !whole {
		parts = ownerParts(owner)
	}
	for _, part := range parts {
		if strings.TrimSpace(part) == "" {
			continue
		}
		if words := m.whomOne(part); !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return strings.Join(out, " and ")
}

func (m *Mapping) whomOne(part string) string {
	switch c, ok := m.lookUp(part); {
	case ok && c.how == "member":
		return "a member of " + c.team.Name
	case ok:
		return c.team.Name
	case TeamLike(part):
		return m.quoted(part)
	}
	return nobodyKnown
}

// whoms are owners as they may be told.
func (m *Mapping) whoms(owners []string, between string) string {
	var out []string
	for _, owner := range owners {
		if words := m.whom(owner); words != "" && !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return strings.Join(out, between)
}

// quoted is a text of a review in a sentence: on one line, cut, and with teams in
// the place of people.
func (m *Mapping) quoted(text string) string {
	runes := []rune(mdedit.Line(strings.TrimSpace(m.Anonymise(text))))
	if len(runes) > mostQuoted {
		runes = append(runes[:mostQuoted], '…')
	}
	return string(runes)
}

// mostQuoted is how many signs are quoted of a text.
const mostQuoted = 60

// nearly is the team that a mistyped owner most likely means, and the part of the
// text that does; nil: none. Whoever may be a mistyped member means none.
func (m *Mapping) nearly(text string) (team *Team, part string) {
	if len(text) > mostTyped {
		return nil, ""
	}
	for _, part := range append([]string{text}, ownerParts(text)...) {
		for _, form := range partForms(part) {
			if team := m.nearForm(form); team != nil {
				return team, strings.TrimSpace(part)
			}
		}
	}
	return nil, ""
}

// nearForm is the team one of whose names is near to a form; of several the
// nearest, then the first by the alphabet.
func (m *Mapping) nearForm(form string) (best *Team) {
	limit, signs := slips(form), signsOf(form)
	bestAt := limit + 1
	for _, known := range m.spellings {
		if diff := len(known.form) - len(form); diff > limit || -diff > limit || bits.OnesCount64(known.signs^signs) > 2*limit {
			continue
		}
		d := review.Edits([]byte(form), []byte(known.form))
		switch {
		case d > limit:
		case known.how == "member":
			return nil
		case d < bestAt || d == bestAt && known.team.Name < best.Name:
			best, bestAt = known.team, d
		}
	}
	return best
}

// spelling is a form that leads to a team, with a bit for each sign that it has:
// forms that differ in more signs than letters were mistyped need no closer look.
type spelling struct {
	claim
	form  string
	signs uint64
}

// spelled lists all forms, in their order.
func (m *Mapping) spelled() []spelling {
	out := make([]spelling, 0, len(m.owners))
	for _, form := range slices.Sorted(maps.Keys(m.owners)) {
		out = append(out, spelling{m.owners[form], form, signsOf(form)})
	}
	return out
}

func signsOf(form string) (signs uint64) {
	for i := range len(form) {
		signs |= 1 << (form[i] % 64)
	}
	return signs
}

// slips is how many letters of an owner's form are only mistyped.
func slips(form string) int {
	switch n := len(form); {
	case n < shortestWord:
		return 0
	case n < 8:
		return 1
	}
	return 2
}
