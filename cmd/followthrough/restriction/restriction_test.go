package restriction

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/review"
)

// Who may see a review does not hang on how a system writes an accent.
func TestRestrictedInEveryForm(t *testing.T) {
	for _, typed := range []func(string) string{norm.NFC.String, norm.NFD.String} {
		restricted := Of(&config.Restricted{
			Include: []string{typed("sécu/**"), typed("**/s[ée]cret?.md")},
			When:    map[string][]string{typed("Visibilité"): {typed("Réservé"), "true"}},
		})
		for _, found := range []func(string) string{norm.NFC.String, norm.NFD.String} {
			for path, want := range map[string]bool{"sécu/a/b.md": true, "a/sécreté.md": true, "a/secret1.md": true, "secu/a.md": false, "a.md": false} {
				if restricted(found(path), review.Review{}) != want {
					t.Errorf("%+q restricted: %v", found(path), !want)
				}
			}
			for value, want := range map[string]bool{"réservé": true, "RÉSERVÉ": true, "TRUE": true, "public": false, "reserve": false} {
				r := review.Review{Meta: map[string][]string{"a": {"b"}, found("visibilité"): {"x", found(value)}}}
				if restricted("a.md", r) != want {
					t.Errorf("%+q restricted: %v", found(value), !want)
				}
			}
		}
	}
}
