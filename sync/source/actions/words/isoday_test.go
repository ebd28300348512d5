package words

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

func TestIsoDayIsThePattern(t *testing.T) {
	pattern := regexp.MustCompile(`(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})`)
	same := func(t rapid.TB, text string) {
		want := [4]string{}
		copy(want[:], pattern.FindStringSubmatch(text))
		y, m, d := isoDay(text)
		if got := [3]string{y, m, d}; got != [3]string(want[1:]) {
			t.Fatalf("%q: got %v, want %v", text, got, want[1:])
		}
	}
	for _, text := range []string{
		"", "2026-12-01", "on 2026年 12 月1日", "12026/1/2", "2026-1-", "2026--1", "20 26-12-01", "2026-123-1", "1999-2026-12-01", "2026 - 1 - 2", "2026  -1-2", "2026.12.01.3",
	} {
		same(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		same(t, rapid.StringOfN(rapid.SampledFrom([]rune("0129-/. 年月\nx")), 0, 30, -1).Draw(t, "text"))
	})
}
