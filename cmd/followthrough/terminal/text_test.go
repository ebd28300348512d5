package terminal_test

import (
	"strings"
	"testing"
	"time"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

func TestWrapKeepsToTheWidth(t *testing.T) {
	for _, text := range []string{
		"", "one", strings.Repeat("word ", 40), strings.Repeat("x", 200), strings.Repeat("待ち行列", 30),
		"held: more than max_new (25) items in 24 hours: sync sre:2026-11-01-checkout-outage.md --yes",
	} {
		for _, line := range strings.Split(terminal.Wrap(text, 40, "    "), "\n") {
			if lipgloss.Width(line) > 44 {
				t.Errorf("%d columns: %q", lipgloss.Width(line), line)
			}
			if strings.TrimRight(line, " ") != line && strings.TrimSpace(line) != "" {
				t.Errorf("spaces at the end: %q", line)
			}
		}
	}
}

func TestWrapBreaksNoPathThatFits(t *testing.T) {
	const path = "sre:2026-11-01-checkout-outage.md"
	if got := terminal.Wrap("more than max_new items in 24 hours: sync "+path+" --yes", 40, ""); !strings.Contains(got, path) {
		t.Errorf("%s is broken:\n%s", path, got)
	}
}

func TestWrapBreaksLongPathsAtSlashes(t *testing.T) {
	got := terminal.Wrap("can't write /srv/reviews/of-the-whole-company/checkout/2026-11-01-outage.md: it is read-only", 40, "")
	want := "can't write\n/srv/reviews/of-the-whole-company/\ncheckout/2026-11-01-outage.md: it is\nread-only"
	if got != want {
		t.Errorf("\n%s\nnot\n%s", got, want)
	}
}

func TestCutCountsColumns(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"longer than that", 8, "longer…"},
		{"待ち行列の深さ", 7, "待ち行…"},
		{"", 5, ""},
	} {
		if got := terminal.Cut(tt.in, tt.n); got != tt.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

// A title may be as long as the longest document that is read.
func TestCutIsQuick(t *testing.T) {
	for name, text := range map[string]string{
		"one word": strings.Repeat("x", 1<<20), "accents": "e" + strings.Repeat("\u0301", 1<<19), "wide": strings.Repeat("待", 1<<18),
	} {
		got := make(chan string, 1)
		go func() { got <- terminal.Cut(text, 72) + terminal.Wrap(terminal.Cut(text, 72), 72, "") }()
		select {
		case short := <-got:
			if lipgloss.Width(short) > 2*72 {
				t.Errorf("%s: %d columns", name, lipgloss.Width(short))
			}
		case <-time.After(20 * time.Second):
			t.Errorf("%s: not cut after 20 s", name)
		}
	}
}

// A title from somebody else's document must not drive the terminal.
func TestCleanObeysNothing(t *testing.T) {
	for _, hostile := range []string{"\x1b[2J", "\x07", "a\u202eb", "a\u200bb", "\x9b31m", "a\rb", "\u2066x", "a\u2028b", "a\u2029b", "\u0085x"} {
		if got := terminal.Clean(hostile); strings.ContainsAny(got, "\x1b\x07\r\u202e\u200b\u009b\u2066\u2028\u2029\u0085") {
			t.Errorf("Clean(%q) = %q", hostile, got)
		}
	}
	if got := terminal.CleanLines("a\nb\x1bc"); got != "a\nb\ufffdc" {
		t.Errorf("cleanLines: %q", got)
	}
}
