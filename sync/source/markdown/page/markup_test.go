package page

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

func TestInlineLinkIsThePattern(t *testing.T) {
	pattern := regexp.MustCompile(`\[([^\[\]]*)\]\(([^()\s]*)\)`)
	same := func(t rapid.TB, text string) {
		want := [3]int{-1, -1, -1}
		if m := pattern.FindStringSubmatchIndex(text); m != nil {
			want = [3]int{m[0], m[3], m[1]}
		}
		from, mid, to := inlineLink(text)
		if got := [3]int{from, mid, to}; got != want {
			t.Fatalf("%q: got %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"", "[a](b)", "x [a](b) [c](d)", "[[a](b)", "[a]](b)", "[a](b c)", "[](", "[]()", "](a)[b](c)", "[a](b(c)d)", "[a](b [c](d)", "[a](\u00a0)"} {
		same(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		same(t, rapid.StringOfN(rapid.SampledFrom([]rune("ab[]() \né")), 0, 16, -1).Draw(t, "text"))
	})
}
