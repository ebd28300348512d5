package fields

import (
	"regexp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestKeyValueIsThePattern(t *testing.T) {
	pattern := regexp.MustCompile(`^\s*[-*•]?\s*([\p{L}][\p{L} /()?#'_-]{0,30}?)\s*[:：]\s*(\S.*)$`)
	same := func(t rapid.TB, text string) {
		if got, want := KeyValue(text), pattern.FindStringSubmatchIndex(text); !slices.Equal(got, want) {
			t.Fatalf("%q: got %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{
		"", ":", "Owner: x", " - Due date : 2026", "•Größe：ok ", "10:05 down", "a:\nb", "a: b\nc", "a\t: b", "a\tb: c", "Key:", "Key: ", "- * x: y", "*: y", "ab\u00a0c: d",
		"abcdefghijklmnopqrstuvwxyzabcde: x", "abcdefghijklmnopqrstuvwxyzabcdef: x", "abcdefghijklmnopqrstuvwxyzabcde \t\n: x", "a: :", "a::b", "x\xff: y", "x: \xff",
	} {
		same(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		same(t, rapid.StringOfN(rapid.SampledFrom([]rune("ab é中:： \t\n\f\r\v-*•/?#1.\u00a0")), 0, 45, -1).Draw(t, "text"))
	})
}
