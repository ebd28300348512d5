package jira

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestSummariesFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringOfN(rapid.RuneFrom([]rune("🔥a é👩‍💻")), 0, 600, -1), rapid.String(),
		).Draw(t, "text")
		got := summary(text)
		if n := len(utf16.Encode([]rune(got))); n == 0 || n > maxSummary || strings.ContainsAny(got, "\r\n") {
			t.Fatalf("%q becomes %q, %d units", text, got, n)
		}
		if line := mdedit.Line(text); line != "" && !strings.HasPrefix(line, strings.TrimSuffix(got, "…")) {
			t.Fatalf("%q becomes %q", text, got)
		}
	})
	if got := summary(strings.Repeat("🔥", 300)); got != strings.Repeat("🔥", 126)+"…" {
		t.Errorf("300 emoji become %q", got)
	}
}

func TestADescriptionKeepsCodeAndAddresses(t *testing.T) {
	w, err := newWords("")
	if err != nil {
		t.Fatal(err)
	}
	text, err := w.write(tracker.NewItem{
		Title: "Follow the runbook", Addressed: "Follow the runbook (https://wiki.example/run_book)",
		Detail: "Try this first:\n" + review.Code("sql", []string{"select *", "  from orders -- {noformat} [~ana]"}) + "\nthen see the notes (https://wiki.example/notes)",
		Review: tracker.ReviewRef{Title: "Outage"}, Marker: tracker.Marker{Instance: "ops", Review: "0123456789ab", Action: "ba9876543210", Generation: 1, Number: 1},
	})
	want := "Follow the runbook (https://wiki.example/run_book)\n\nTry this first:\n\n{noformat}\nselect *\n  from orders -- {\u200bnoformat} [~ana]\n{noformat}\n\nthen see the notes (https://wiki.example/notes)\n\nFrom the review Outage."
	if err != nil || !strings.HasPrefix(text, want) {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestDescription(t *testing.T) {
	w, err := newWords("")
	if err != nil {
		t.Fatal(err)
	}
	n := tracker.NewItem{
		Title: strings.Repeat("long title ", 40), Detail: "First {code}\n\nsecond line",
		Review: tracker.ReviewRef{Title: "Queue [outage]", URL: "https://reviews.example/outage"},
		Marker: tracker.Marker{Instance: "ops", Review: "0123456789ab", Action: "ba9876543210", Generation: 2, Number: 1},
	}
	text, err := w.write(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"long title long", "First \\{code\\}\n\nsecond line", `From the review Queue \[outage\] (https://reviews.example/outage).`, "ordinary work", "won't touch it again"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q: %s", want, text)
		}
	}
	if !strings.HasSuffix(text, "\n\nfollowthrough/ops/0123456789ab/ba9876543210/2/1") {
		t.Errorf("ends in %q", text[len(text)-80:])
	}
	for _, much := range []string{"🔥{code}", "{", "\\ a", "https://x.example/ü ", "https://x.example/日本/" + strings.Repeat("日本", 400) + "|x ", "[a|b] \n"} {
		much = strings.Repeat(much, 60_000/len(much))
		n.Detail, n.Title, n.Review.Title = much, "["+much, "|"+much
		text, err := w.write(n)
		if size := len(utf16.Encode([]rune(text))); err != nil || size > 32767 || size < 2000 || !strings.HasSuffix(text, "/2/1") || !strings.Contains(text, "ordinary work") {
			t.Errorf("a huge detail of %.20q makes %d units, %v", much, size, err)
		}
	}
	for _, bad := range []string{"{{.Nothing}}", "{{", "{{.Title.X}}"} {
		if _, err := newWords(bad); err == nil {
			t.Errorf("template %q is taken", bad)
		}
	}
}
