package match

import (
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestClaimBringsNoForgottenWordsBack(t *testing.T) {
	claim := func(generation int, text string) *tracker.Claim {
		return &tracker.Claim{Marker: tracker.Marker{Instance: "a", Review: "r", Action: "k", Generation: generation, Text: text}, By: "somebody"}
	}
	for name, c := range map[string]struct {
		shown, known *tracker.Claim
		want         string
	}{
		"forgotten":      {claim(1, "words"), claim(1, ""), ""},
		"known":          {claim(1, "words"), claim(1, "words"), "words"},
		"of another one": {claim(2, "words"), claim(1, ""), "words"},
		"new":            {claim(1, "words"), nil, "words"},
	} {
		now := plan.ItemRow{Item: tracker.Item{Claim: c.shown}}
		wordless(&now, plan.ItemRow{Item: tracker.Item{Claim: c.known}})
		if now.Claim.Marker.Text != c.want || now.Claim.By != "somebody" || c.shown.Marker.Text != "words" {
			t.Errorf("%s: %q, want %q", name, now.Claim.Marker.Text, c.want)
		}
	}
}
