package fields

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

func TestLastBracketIsThePattern(t *testing.T) {
	pattern := regexp.MustCompile(`\s*(?:\[([^\[\]]{1,60})\]|\(([^()]{1,60})\)|（([^（）]{1,60})）|【([^【】]{1,60})】)\s*[.。]?$`)
	same := func(t rapid.TB, text string) {
		from, inside, square := lastBracket(text)
		wantFrom, wantInside, wantSquare := -1, "", false
		if m := pattern.FindStringSubmatchIndex(text); m != nil {
			wantFrom = m[0]
			wantInside, wantSquare = group(text, m)
		}
		if from != wantFrom || inside != wantInside || square != wantSquare {
			t.Fatalf("%q: got %d %q %v, want %d %q %v", text, from, inside, square, wantFrom, wantInside, wantSquare)
		}
	}
	for _, text := range []string{
		"", "a (b)", "a  [b] .", "a (b). ", "a (b)..", "(b)。", "a (b(c))", "a (b) c)", "a ()", "（x）.", "【x】", "a [b)", "a (b]c)", "a\t\n(b)\n", ". (b) .",
	} {
		same(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		same(t, rapid.StringOfN(rapid.SampledFrom([]rune("ab ()[]（）【】.。\n\v")), 0, 12, -1).Draw(t, "text"))
		same(t, "("+rapid.StringOfN(rapid.SampledFrom([]rune("aé ")), 57, 63, -1).Draw(t, "long")+")")
	})
}
