package postgres_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/store/postgres"
)

// Every text comes back as it was, whatever its bytes, and is one that PostgreSQL takes.
func FuzzTextsComeBack(f *testing.F) {
	for _, text := range []string{
		"", "a", "a\x00b\xff\xfe.md", "\U0010FFFF", "\U0010FFFF00", "\U0010FFFF\U0010FFFF", "\xf4\x8f\xbf", "\xf4\x8f\xbf\xbf\xbf", "\uFFFD", "ä\x00\x00漢", "\xed\xa0\x80", "\U0010FFFFff\xff",
	} {
		f.Add(text, text+"\x00")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		kept := postgres.Keep(a)
		if !utf8.ValidString(kept) || strings.Contains(kept, "\x00") {
			t.Errorf("%q is kept as %q", a, kept)
		}
		if got := postgres.Kept(kept); got != a {
			t.Errorf("%q came back as %q", a, got)
		}
		if (a == b) != (kept == postgres.Keep(b)) {
			t.Errorf("%q and %q are kept as %q", a, b, kept)
		}
	})
}

// What another program wrote is read as it stands.
func TestWhatWasNotKeptByUs(t *testing.T) {
	for _, text := range []string{"\U0010FFFF", "a\U0010FFFFzz", "\U0010FFFF0", "x\U0010FFFFä"} {
		if got := postgres.Kept(text); got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}
