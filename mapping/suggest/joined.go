package suggest

import (
	"maps"
	"slices"

	"github.com/followthrough/followthrough/mapping"
)

// joined is a text that names a team and somebody else in a way in which people
// read two, and the mapping one: "Payments - Quill Marsh", "Payments: Quill".
type joined struct {
	Text
	pieces []*written
}

func (r *reading) join(text string, at Where, pieces []*written) {
	if r.joined[text] == nil {
		r.joined[text] = &joined{Text: Text{Text: text, First: at}, pieces: pieces}
	}
	r.joined[text].Count++
}

// whole leads such texts to the one team that is named in them: as its members
// where they may name a person, since members are never shown.
func (b *builder) whole() {
	for _, text := range slices.Sorted(maps.Keys(b.r.joined)) {
		j := b.r.joined[text]
		teams := map[*Team]bool{}
		people := false
		for _, w := range j.pieces {
			if t := b.teams[b.g.byText[w.Text.Text]]; t != nil && w.kind != person {
				teams[t] = true
			} else {
				people = true
			}
		}
		if len(teams) != 1 || b.claims.leads(text) != "" {
			continue
		}
		for t := range teams {
			switch {
			case people && b.claims.claim(t.Name, mapping.MemberForms(text)...):
				t.Members = append(t.Members, j.Text)
			case !people && b.claims.claim(t.Name, mapping.Form(text)):
				t.Aliases = append(t.Aliases, j.Text)
			}
		}
	}
}
