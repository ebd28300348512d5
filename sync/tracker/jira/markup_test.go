package jira

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// active finds what wiki markup would take for more than words: a sign that no
// backslash stands before, or two backslashes. It knows nothing of how plain
// escapes.
func active(line string) string {
	in := []rune(line)
	for i := 0; i < len(in); i++ {
		var next rune
		if i+1 < len(in) {
			next = in[i+1]
		}
		switch r := in[i]; {
		case r == '\\' && next == '\\':
			return "a line break at " + string(in[i:])
		case r == '\\' && next != 0 && !unicode.IsLetter(next) && !unicode.IsDigit(next):
			i++ // what is escaped is plain
		case strings.ContainsRune("{}[]|!", r):
			return "an active " + string(in[i:])
		case strings.ContainsRune("*_-+^~?#", r):
			before, after := around(in, i)
			if !(inWord(before) && inWord(after)) {
				return "an active " + string(in[i:])
			}
		case r == '\n':
			return "two lines"
		}
	}
	return ""
}

// said takes the escapes out again.
func said(line string) string {
	var b strings.Builder
	in := []rune(line)
	for i := 0; i < len(in); i++ {
		if in[i] == gap {
			continue
		}
		if in[i] == '\\' && i+1 < len(in) && in[i+1] != gap {
			i++
		}
		b.WriteRune(in[i])
	}
	return b.String()
}

func TestPlainWordsStayWords(t *testing.T) {
	signs := rapid.StringOfN(rapid.RuneFrom([]rune(`{}[]|!*_-+^~?#@\()&%:;.,/h1bq <>="'~ab é`+"\n\t\u200b")), 0, 40, -1)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(signs, rapid.String()).Draw(t, "text")
		line := plain(text)
		if what := active(line); what != "" {
			t.Fatalf("%q becomes %q, which holds %s", text, line, what)
		}
		want := mdedit.Line(strings.ReplaceAll(text, string(gap), ""))
		if got := said(line); got != want {
			t.Fatalf("%q becomes %q, which says %q", text, line, got)
		}
	})
}

func TestHostileMarkup(t *testing.T) {
	for text, want := range map[string]string{
		"{code}rm -rf{code}":                  `\{code\}rm \-rf\{code\}`,
		"{panel:title=x}":                     `\{panel:title=x\}`,
		"[~accountid:5b10]":                   `\[\~accountid:5b10\]`,
		"see [here|javascript:alert(1)]":      `see \[here\|javascript:alert(1)\]`,
		"!https://tracker.example/pixel.png!": `\!https://tracker.example/pixel.png\!`,
		"h1. Heading":                         "h1\u200b. Heading",
		"bq. quoted":                          "bq\u200b. quoted",
		"follow-up of snake_case_name":        "follow-up of snake_case_name",
		`C:\\temp`:                            "C:\\\u200b\\\u200btemp",
		`\{code}`:                             "\\\u200b\\{code\\}",
		"(x) &lt;b&gt;":                       "(\u200bx) &\u200blt;b&\u200bgt;",
		"----":                                `\-\-\-\-`,
		"two\nlines":                          "two lines",
	} {
		if got := plain(text); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
}

func TestLinksGoWhereTheyShould(t *testing.T) {
	for address, want := range map[string]string{
		"https://reviews.example/a|b]c": "[Queue outage|https://reviews.example/a%7Cb%5Dc]",
		"javascript:alert(1)":           "Queue outage",
		"":                              "Queue outage",
		"/srv/reviews/outage.md":        "Queue outage",
		"https://reviews.example/x y":   "[Queue outage|https://reviews.example/x%20y]",
	} {
		if got := link("Queue outage", address); got != want {
			t.Errorf("%q becomes %q, not %q", address, got, want)
		}
	}
}

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

func TestTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := tracker.Marker{
			Instance:   rapid.StringMatching(`[^\pC]{1,30}`).Draw(t, "instance"),
			Review:     review.Key(rapid.StringMatching(`[0-9a-f]{12}`).Draw(t, "review")),
			Action:     review.Key(rapid.StringMatching(`[0-9a-f]{12}`).Draw(t, "action")),
			Generation: rapid.IntRange(1, 999).Draw(t, "generation"), Number: rapid.IntRange(1, 999).Draw(t, "number"),
		}
		text := token(m)
		if what := active(text); what != "" {
			t.Fatalf("%s holds %s", text, what)
		}
		got := fromToken("words\r\n\r\n" + text + " \r\n")
		if got == nil || *got != m {
			t.Fatalf("%s reads as %+v", text, got)
		}
	})
	for _, text := range []string{"", "followthrough", "followthrough/x/123/456/1/1", "followthrough/%zz/0123456789ab/0123456789ab/1/1"} {
		if got := fromToken(text); got != nil {
			t.Errorf("%q reads as %+v", text, got)
		}
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
	for _, want := range []string{"long title long", "First \\{code\\}\n\nsecond line", `[Queue \[outage\]|https://reviews.example/outage]`, "ordinary work", "won't touch it again"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q: %s", want, text)
		}
	}
	if !strings.HasSuffix(text, "\n\nfollowthrough/ops/0123456789ab/ba9876543210/2/1") {
		t.Errorf("ends in %q", text[len(text)-80:])
	}
	n.Detail = strings.Repeat("🔥{code}", 20000)
	if text, _ = w.write(n); len(utf16.Encode([]rune(text))) > 32767 || !strings.HasSuffix(text, "/2/1") || !strings.Contains(text, "ordinary work") {
		t.Errorf("a huge detail makes %d units", len(utf16.Encode([]rune(text))))
	}
	for _, bad := range []string{"{{.Nothing}}", "{{", "{{.Title.X}}"} {
		if _, err := newWords(bad); err == nil {
			t.Errorf("template %q is taken", bad)
		}
	}
}
