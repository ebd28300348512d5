package wiki

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/internal/mdedit"
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
		line := Plain(text)
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
		if got := Plain(text); got != want {
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
		if got := Link("Queue outage", address); got != want {
			t.Errorf("%q becomes %q, not %q", address, got, want)
		}
	}
}
