package words

import (
	"testing"

	"pgregory.net/rapid"
)

// The short way to a numbering finds what the pattern finds.
func TestPlainNumberingIsTheNumbering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789.):- aA(\tü")), 0, 8, -1).Draw(t, "text")
		if n := plainNumbering(text); n > 0 && text[:n] != Numbering.FindString(text) {
			t.Fatalf("%q opens with %q, want %q", text, text[:n], Numbering.FindString(text))
		}
	})
	if plainNumbering("12) Add an alert") != 4 {
		t.Error("the short way is never taken")
	}
}
