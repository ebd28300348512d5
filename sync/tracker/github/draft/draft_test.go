package draft_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

func marker(number int) tracker.Marker {
	return tracker.Marker{Instance: "ops", Review: "0123456789ab", Action: "ba9876543210", Generation: 1, Text: "alert on depth", Number: number}
}

func item(words string) tracker.NewItem {
	n := tracker.NewItem{
		Marker: marker(1), Title: words, Detail: words,
		Review: tracker.ReviewRef{Title: words, URL: "https://reviews.example/checkout", Date: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)},
	}
	n.Marker.Text = words
	return n
}

func TestWhatAnIssueSays(t *testing.T) {
	n := item("")
	n.Title, n.Detail, n.Review.Title = "Alert on queue depth", "Before it is full.\n\nAt 80%.", "Checkout outage"
	title, body := draft.Compose(n, "")
	want := `Before it is full.

At 80%.

From the review [Checkout outage](https://reviews.example/checkout) of 2026-11-20.

This is ordinary work, to be weighed with everything else in this backlog. Deciding against it is fine: close it as not planned, and the review will show it as declined. It may be transferred to another repository, and is followed there. followthrough won't touch it again.

<!-- followthrough: {"instance":"ops","review":"0123456789ab","action":"ba9876543210","generation":1,"number":1} -->`
	if title != "Alert on queue depth" || body != want {
		t.Errorf("%s\n%s", title, body)
	}
	n.Title = strings.Repeat("depth ", 100)
	title, body = draft.Compose(n, "")
	if utf8.RuneCountInString(title) > 256 || !strings.HasSuffix(title, "dep…") || !strings.HasPrefix(body, strings.TrimSpace(n.Title)+"\n\nBefore") {
		t.Errorf("%s\n%s", title, body)
	}
	n.Review.Title = ""
	if _, body = draft.Compose(n, ""); !strings.Contains(body, "From the review [linked here](https://reviews.example/checkout) of") {
		t.Error(body)
	}
	n.Review.Title, n.Review.URL, n.Review.Date, n.Detail, n.Title = "Checkout outage", "javascript:alert(1)", time.Time{}, "", "x"
	if _, body = draft.Compose(n, ""); !strings.HasPrefix(body, "From the review Checkout outage.\n") {
		t.Error(body)
	}
}

// Each text as the body holds it. What a reader sees of it is what it says.
func TestCopiedWords(t *testing.T) {
	for words, want := range map[string]string{
		"ask @ana, @acme/payments.":                    "ask @&#8203;ana, @&#8203;acme/payments.",
		"fixes #12, GH-13 and acme/pay#14":             "fixes #&#8203;12, GH-&#8203;13 and acme/pay#&#8203;14",
		"see https://github.com/acme/pay/issues/12.":   "see `https://github.com/acme/pay/issues/12`.",
		"(www.example.com/a_b_c), C# and gh-pages":     "(`www.example.com/a_b_c`), C# and gh-pages",
		"since 0123456789abcdef0123456789abcdef012345": "since `0123456789abcdef0123456789abcdef012345`",
		"1234567 requests, decades effaced, 1a2b3c4":   "1234567 requests, decades effaced, `1a2b3c4`",
		"550e8400-e29b-41d4-a716-446655440000":         "`550e8400-e29b-41d4-a716-446655440000`",
		"# Done":                                       `\# Done`,
		"- [x] done?":                                  `\- \[x\] done?`,
		"1. first":                                     `1\. first`,
		"a\n===\nb\n---":                               "a\n\\===\nb\n\\---",
		"> quote":                                      `\> quote`,
		" ```\ncode":                                   "&#96;&#96;&#96;\ncode",
		"    indented":                                 "indented",
		"/close":                                       `\/close`,
		"![x](http://evil.example/p)":                  "\\!\\[x\\](`http://evil.example/p`)",
		"<img src=x> <!-- a -->":                       `&lt;img src=x\> &lt;!-- a --\>`,
		"&lt; &#64;ana":                                `&amp;lt; &amp;#&#8203;64;ana`,
		"a | b":                                        `a \| b`,
		"snake_case and _em_ **b**":                    `snake_case and \_em\_ \*\*b\*\*`,
		"\u202eright\u202c to left":                    "right to left",
		"zero\u200bwidth\ufeff \U000e0041tag 👩‍💻":      "zerowidth tag 👩‍💻",
		"costs $5 and ~7~":                             `costs \$5 and \~7\~`,
		"[^1] [a]: https://x.example/":                 "\\[^1\\] \\[a\\]: `https://x.example/`",
		"one\r\n\r\n\r\ntwo\x00three\xff":              "one\n\ntwo three\uFFFD",
	} {
		n := item("")
		n.Detail = words
		_, body := draft.Compose(n, "")
		if got, _, _ := strings.Cut(body, "\n\nFrom the review"); got != want {
			t.Errorf("%q\nis written %s\nand not     %s", words, got, want)
		}
	}
}

// Titles know no Markdown.
func TestTitles(t *testing.T) {
	for words, want := range map[string]string{
		"fix *this*\nand <that>":       "fix *this* and <that>",
		"see #12 and gh-3":             "see #\u200b12 and gh-\u200b3",
		"ask @acme/payments":           "ask @\u200bacme/payments",
		"x/acme/pay/issues/12":         "x/acme/pay/issues/\u200b12",
		"":                             "Follow-up without words",
		" \u200b\u3000\u2028\u200d":    "Follow-up without words",
		strings.Repeat("🔥", 300):       strings.Repeat("🔥", 249) + "…",
		"\u202eevil\u202c \u2066bidi ": "evil bidi",
	} {
		if got, _ := draft.Compose(tracker.NewItem{Marker: marker(1), Title: words}, ""); got != want {
			t.Errorf("%q becomes %q", words, got)
		}
	}
}

// pieces are what copied words are put together from to do harm.
func pieces() []string {
	return append([]string{
		"@ana", "@", "acme/payments", "#", "12", "GH-", "gh", "-", "acme/pay", "fixes ", "https://", "github.com/acme/pay/issues/12", "www.",
		"http://127.0.0.1/acme/pay/pull/3", "0123456789abcdef0123456789abcdef01234567", "<!--", "-->", "<", ">", "`", "```\n", "~~~", "\\", "&", "&#64;",
		"&commat;", "\n", "\n\n", "\r", "    ", "\t", "*", "_", "[", "](", ")", "!", "|", "| - |\n", "- ", "1. ", "[ ] ", "> ", "=== ", "$", ":", "/close",
		"followthrough:", draft.Comment(marker(9)), "<a href=\"https://github.com/acme/pay/issues/12\">", "</a>", "<pre>", "<details>", "\u200b", "\u200d", "\u202e",
		"\ufeff", "\x00", "\xff", "é", "日本", "👩‍💻", " ", "a", "Z", "0", "_a", ".", ",",
	}, trackertest.Hostile...)
}

// Whatever the words are: nothing in the issue acts on anything, there is one
// marker, it reads back, and people see what the words say.
func TestAnyWords(t *testing.T) {
	f := githubfake.New(t, githubfake.Options{})
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces()), rapid.String()), 0, 12).Draw(t, name), "")
		}
		n := item("")
		n.Title, n.Detail, n.Review.Title, n.Marker.Text, n.Marker.Instance = text("title"), text("detail"), text("review"), text("text"), "i"+text("instance")
		n.Marker.Text, n.Marker.Instance = strings.ToValidUTF8(n.Marker.Text, "?"), strings.ToValidUTF8(n.Marker.Instance, "?")
		title, body := draft.Compose(n, "")
		if got := append(f.ReferencesIn(body), f.ReferencesIn(strings.ReplaceAll(title, "&", "&amp;"))...); len(got) != 0 {
			t.Fatalf("acts on %v:\n%s\n%s", got, title, body)
		}
		if strings.Count(body, "<!-- followthrough:") != 1 {
			t.Fatalf("not one marker:\n%s", body)
		}
		if got, ok := draft.Marker(body); !ok || *got != n.Marker {
			t.Fatalf("%+v reads back as %+v", n.Marker, got)
		}
		if len(title) == 0 || utf8.RuneCountInString(title) > 256 || utf8.RuneCountInString(body) > 65536 || strings.Contains(title, "\n") {
			t.Fatalf("%d and %d characters", utf8.RuneCountInString(title), utf8.RuneCountInString(body))
		}
		if saw, said := seen(body), said(n.Detail); !strings.Contains(saw, said) {
			t.Fatalf("%q is shown as %q:\n%s", said, saw, body)
		}
	})
}

// said is what a detail says, on one line.
func said(detail string) string {
	detail = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n").Replace(bare(detail))
	var out []string
	for _, p := range review.Pieces(detail) {
		out = append(out, p.Text)
	}
	return mdedit.Line(strings.Join(out, "\n"))
}

// bare is words without what is never shown.
func bare(words string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u200b\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u2800", r) || r >= 0x202a && r <= 0x202e || r >= 0xe000 && r <= 0xf8ff || invisible(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(words, "\uFFFD"))
}

// seen is what a reader sees of Markdown, on one line.
func seen(markdown string) string {
	src := []byte(markdown)
	var b strings.Builder
	_ = ast.Walk(goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock {
			b.WriteByte(' ')
		}
		if fence, ok := n.(*ast.FencedCodeBlock); ok && entering {
			for i := range fence.Lines().Len() {
				at := fence.Lines().At(i)
				b.Write(at.Value(src))
			}
		}
		x, isText := n.(*ast.Text)
		if !entering || !isText {
			return ast.WalkContinue, nil
		}
		value := x.Segment.Value(src)
		if _, code := n.Parent().(*ast.CodeSpan); !code {
			value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
		}
		b.Write(value)
		if x.SoftLineBreak() || x.HardLineBreak() {
			b.WriteByte(' ')
		}
		return ast.WalkContinue, nil
	})
	return mdedit.Line(strings.ReplaceAll(b.String(), "\u200b", ""))
}

func TestCodeStaysCodeAndAddressesStay(t *testing.T) {
	n := item("")
	n.Title, n.Addressed = "Follow the runbook", "Follow the runbook (https://wiki.example/run_book)"
	n.Detail = "Try this first:\n" + review.Code("sql", []string{"select *", "\tfrom @orders -- #12", "```", "<!-- followthrough: {} -->"}) + "\nthen that:\n" + review.Code("mermaid", []string{"a --> b"})
	title, body := draft.Compose(n, "")
	want := "Follow the runbook (`https://wiki.example/run_book`)\n\nTry this first:\n\n````sql\nselect *\n    from @orders -- #12\n```\n<!--\u200b followthrough: {} -->\n````\n\nthen that:\n\n```\na --> b\n```\n\nFrom the review"
	if title != "Follow the runbook" || !strings.HasPrefix(body, want) {
		t.Errorf("%s\n%s", title, body)
	}
	if got, ok := draft.Marker(body); !ok || *got != n.Marker {
		t.Errorf("reads back as %+v", got)
	}
}

// The one reference that may be is that of a review which is an issue itself.
func TestTheReviewsLinkWorks(t *testing.T) {
	f := githubfake.New(t, githubfake.Options{})
	for link, want := range map[string]string{
		"https://reviews.example/a b(c)?x=1&lt;=2&copy;#d": "(https://reviews.example/a%20b%28c%29?x=1&amp;lt;=2&amp;copy;#d)",
		"https://github.com/acme/pm/issues/7":              "(https://github.com/acme/pm/issues/7)",
		"https://r.example/\u202e)@ana":                    "(https://r.example/%E2%80%AE%29@ana)",
	} {
		n := item("x")
		n.Review.URL = link
		if _, body := draft.Compose(n, ""); !strings.Contains(body, "[x]"+want) || len(f.ReferencesIn(body)) > 1 {
			t.Error(body)
		}
	}
	for _, link := range []string{"", "file:///x", "//x", "https://", "reviews/x.md", "https://x/" + strings.Repeat("a", 10000)} {
		n := item("x")
		n.Review.URL = link
		if _, body := draft.Compose(n, ""); strings.Contains(body, "](") {
			t.Errorf("%.40s makes a link", link)
		}
	}
}

func TestHugeWords(t *testing.T) {
	for name, words := range map[string]string{
		"letters": strings.Repeat("word ", 60000), "signs": strings.Repeat("@", 200000), "lines": strings.Repeat("- \n", 100000), "emoji": strings.Repeat("🔥", 100000),
	} {
		n := item(words)
		n.Review.URL = "https://reviews.example/" + strings.Repeat("a", 5000)
		title, body := draft.Compose(n, "")
		got, ok := draft.Marker(body)
		if utf8.RuneCountInString(title) > 256 || utf8.RuneCountInString(body) > 65536 || !ok || got.Action != n.Marker.Action {
			t.Errorf("%s: %d characters, marker %v", name, utf8.RuneCountInString(body), got)
		}
		if !strings.Contains(body, n.Review.URL+")") || !strings.Contains(body, "won't touch it again") || !strings.Contains(body, "(Cut short here: the review has all of it.)") {
			t.Errorf("%s: lacks what must not be cut", name)
		}
		if utf8.RuneCountInString(body) < 60000 {
			t.Errorf("%s: cut to %d characters, which is more than need be", name, utf8.RuneCountInString(body))
		}
	}
}

func TestTemplates(t *testing.T) {
	for _, good := range []string{"{{.Title}} {{.Detail}} {{.Review}} {{.Date}}", "Just words.", "cc @acme/oncall {{if .Date}}of {{.Date}}{{end}}", "```\n{{.Detail}}"} {
		if err := draft.CheckTemplate(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
		n := item("```\n<!-- followthrough: {} -->")
		_, body := draft.Compose(n, good)
		if got, ok := draft.Marker(body); !ok || *got != n.Marker {
			t.Errorf("%q hides the marker", good)
		}
	}
	for bad, why := range map[string]string{
		"{{range 1000000000}}words {{end}}": "too long",
		"{{.Nothing}}":                      "Nothing", "{{": "unclosed action", "{{.Title.X}}": "Title", "{{if .Title}}{{.Date.Nope}}{{end}}": "Nope",
		draft.Comment(marker(1)): "begins with followthrough", strings.Repeat("x", 50000): "too long", "{{template \"item\"}}": "item",
	} {
		if err := draft.CheckTemplate(bad); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%.40q: %v", bad, err)
		}
	}
	if _, body := draft.Compose(item("x"), "{{.Nothing}}"); !strings.Contains(body, "ordinary work") {
		t.Errorf("a broken template makes %s", body)
	}
}

func TestMarkersAreRead(t *testing.T) {
	one, two := draft.Comment(marker(1)), draft.Comment(marker(2))
	for body, want := range map[string]int{
		one:                                                      1,
		"words\n\n" + one:                                        1,
		"words\r\n\r\n" + one + "\r\n":                           1,
		"words\n" + one + "\nmore":                               1,
		"words " + one + " more":                                 1,
		"- a list\n" + one:                                       1,
		one + "\n\nmerged from another:\n" + two:                 1,
		"> " + two + "\n\n" + one:                                1,
		"```\n" + two + "\n```\n" + one:                          1,
		"```\nnever closed\n\n" + one:                            1,
		"<!-- never closed\n\n" + one:                            1,
		"<pre>\n" + two + "\n</pre>\n\n" + one:                   1,
		"<details>\n\n" + one + "\n\n</details>":                 1,
		"<!-- followthrough: {broken -->\n" + one:                1,
		"<!-- followthrough: {\"instance\":\"x\"} -->\n\n" + one: 1,
		"`" + one + "`":                                          0,
		"> " + one:                                               0,
		"```\n" + one + "\n```":                                  0,
		"    " + one:                                             0,
		"- " + one:                                               0,
		"<pre>\n" + one + "\n</pre>":                             0,
		`\` + one:                                                0,
		"":                                                       0,
		"followthrough: {}":                                      0,
		strings.Replace(one, "0123456789ab", "0123456789xy", 1):                           0,
		strings.Replace(one, `"generation":1`, `"generation":0`, 1):                       0,
		strings.Replace(one, `"generation":1`, `"generation":9999999`, 1):                 0,
		strings.Replace(one, `"number":1`, `"number":"1"`, 1):                             0,
		strings.Replace(one, "alert", strings.Repeat("alert", 10000), 1):                  0,
		strings.Replace(one, "ops", "\n", 1):                                              0,
		strings.Replace(one, "} -->", "}{} -->", 1):                                       0,
		strings.Replace(strings.Replace(one, "<", "&lt;", 1), ">", "&gt;", 1):             0,
		strings.Replace(one, "}", `,"later":"a version that knows more"}`, 1):             1,
		"words\n\n" + strings.Replace(one, "alert", `\u003c!\u002d\u002d @ana #1`, 1):     1,
		strings.Repeat("[", 5000) + "\n\n" + one + "\n\n" + strings.Repeat("> ", 2000):    1,
		strings.Repeat("<!-- followthrough: {} -->\n", 2000) + one:                        1,
		strings.Repeat("text\n\n", 9000) + one + strings.Repeat("\n\nadded by people", 9): 1,
	} {
		m, ok := draft.Marker(body)
		if got := number(m); got != want || ok != (want > 0) {
			t.Errorf("%.200q is read as %d", body, got)
		}
	}
}

func number(m *tracker.Marker) int {
	if m == nil {
		return 0
	}
	return m.Number
}

func TestMarkersOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := tracker.Marker{
			Instance: "i" + rapid.String().Draw(t, "instance"), Review: review.Key(rapid.StringMatching(`[0-9a-f]{12}`).Draw(t, "review")), Action: "ba9876543210",
			Generation: rapid.IntRange(1, 999999).Draw(t, "generation"), Number: rapid.IntRange(1, 999999).Draw(t, "number"), Text: rapid.String().Draw(t, "text"),
		}
		around := rapid.SliceOfN(rapid.SampledFrom([]string{"words\n", "\n", "- a\n", "# x\n", "<b>\n", "> q\n", "```\nx\n```\n", "- ```\n  x\n  ```\n", "1. a\n\n   b\n"}), 0, 8)
		above, below := strings.Join(around.Draw(t, "above"), ""), strings.Join(around.Draw(t, "below"), "")
		body := above + "\n" + draft.Comment(m) + "\n" + below
		if got, ok := draft.Marker(body); !ok || *got != m {
			t.Fatalf("%q reads as %+v", body, got)
		}
	})
	long := marker(1)
	long.Text = strings.Repeat("-", 20000)
	if got, ok := draft.Marker(draft.Comment(long)); !ok || got.Text != "" || got.Action != long.Action {
		t.Errorf("a text that is too long: %+v", got)
	}
}
