package restriction

import (
	"testing"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/review"
)

// A value is found among the words and signs that people put around it.
func TestValuesAmongWords(t *testing.T) {
	restricted := Of(&config.Restricted{When: map[string][]string{"visibility": {"restricted", "need to know", "***"}, "level": {"1"}, "private": {"true"}, "open": {"false"}, "Share with": {"few"}}})
	for _, c := range []struct {
		key, value string
		want       bool
	}{
		{"visibility", "restricted", true}, {"visibility", "RE\u00adSTRICTED.", true}, {"visibility", "restricted#x", true},
		{"visibility", "restricted (until the fix)", true}, {"visibility", "internal, restricted", true}, {"visibility", "‘restricted’", true},
		{"visibility", "**restricted**", true}, {"visibility", "restricted/internal", true}, {"visibility", "Need  to Know", true}, {"visibility", "***", true},
		{"visibility", "restricted-internal", true}, {"visibility", "internal_restricted", true}, {"visibility", "internal.restricted", true},
		{"visibility", "🔒restricted", true}, {"visibility", "„restricted“", true}, {"visibility", "【restricted】", true}, {"visibility", "need-to-know", true},
		{"visibility", "acme:restricted", true}, {"visibility", "restricted\\internal", true}, {"visibility", "semi-restricted", true}, {"visibility", "restrıcted", true},
		{"private", "yes", true}, {"private", "On", true}, {"private", "1", true}, {"open", "no", true}, {"private", "no", false}, {"open", "yes", false},
		{"share_with", "few", true}, {"share-with", "few", true}, {"shareWith", "few", true}, {"page.share with", "few", true}, {"sharewithout", "few", false},
		{"level", "1,5", false}, {"level", "level 1", true}, {"visibility", "nonrestricted", false}, {"visibility", "un-restricted", false}, {"visibility", "anon-restricted", true},
		{"params.visibility", "restricted", true}, {"Visibility", "restricted!", true}, {"level", "1", true},
		{"visibility", "unrestricted", false}, {"visibility", "non-restricted", false}, {"visibility", "know", false}, {"visibility", "", false},
		{"visibilities", "restricted", false}, {"x-visibility", "restricted", false}, {"level", "1.5", false}, {"level", "10", false}, {"title", "restricted", false},
	} {
		if got := restricted("a.md", review.Review{Meta: map[string][]string{c.key: {c.value}}}); got != c.want {
			t.Errorf("%s: %q: restricted %v", c.key, c.value, got)
		}
	}
	if !restricted("a.md", review.Review{Flaws: []review.Flaw{{Line: 1}}}) || restricted("a.md", review.Review{Flaws: []review.Flaw{{Line: 1, Text: true}}}) {
		t.Error("what can't be read whole is restricted, and what was taken as text is not")
	}
	if Of(&config.Restricted{}) != nil {
		t.Error("a source that restricts nothing has restricted reviews")
	}
}
