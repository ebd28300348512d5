package review

import (
	"strings"
	"testing"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// The short way for ASCII says what the long one does.
func TestFoldOfASCIIIsThatOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.Map(rapid.IntRange(0, 127), func(n int) rune { return rune(n) })).Draw(t, "text")
		long := strings.Join(strings.Fields(norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))), " ")
		if got := Fold(s); got != long {
			t.Fatalf("%q: %q, want %q", s, got, long)
		}
	})
}
