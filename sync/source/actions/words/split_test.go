package words

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Words are counted without making them.
func TestCountIsHowManyWordsThereAre(t *testing.T) {
	parts := []string{" ", "a", "Bc", "7", "é", "監視", "(", ")", "[", "]", "（", "）", "「", "」", ":", ":x:", "-", "’", ".", "{", "}"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 9).Draw(t, "text"), "")
		if got, want := Count(text), len(Split(text)); got != want {
			t.Fatalf("%q: %d, want %d: %q", text, got, want, Split(text))
		}
	})
}
