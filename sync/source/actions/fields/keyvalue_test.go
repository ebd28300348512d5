package fields

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A key and its value stand where the pattern that says what they are finds them.
func TestKeyValue(t *testing.T) {
	form := regexp.MustCompile(`^\s*[-*•]?\s*([\p{L}][\p{L}\p{M} /()?#'_-]{0,30}?)\s*[:：]\s*(\S.*)$`)
	parts := []string{" ", "\t", "\n", "-", "*", "•", ":", "：", "Owner", "Éric", "d'équipe", "(s)", "/", "#", "_", "7", ".", "担当", "e\u0301", "\xff", "x", "Due date of the whole action item"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 8).Draw(t, "text"), "")
		if got, want := KeyValue(text), form.FindStringSubmatchIndex(text); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
}
