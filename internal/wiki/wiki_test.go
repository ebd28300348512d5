package wiki

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// meaning finds what wiki markup would take for more than words: a sign that no
// backslash stands before, or two backslashes. It knows nothing of how plain
// escapes.
func meaning(line string) string {
	in := []rune(line)
	var before rune
	for i := 0; i < len(in); i++ {
		var next rune
		if i+1 < len(in) {
			next = in[i+1]
		}
		switch r := in[i]; {
		case r == '\\' && next == '\\':
			return "a line break at " + string(in[i:])
		case r == '\\' && next != 0 && strings.ContainsRune(escapable, next):
			i++ // what is escaped is plain
		case strings.ContainsRune("{}[]|!", r):
			return "an active " + string(in[i:])
		case strings.ContainsRune("*_-+^~#", r) && !(inWord(before) && inWord(next)):
			return "an active " + string(in[i:])
		case r == '?' && next == '?':
			return "a citation at " + string(in[i:])
		case r == '\n':
			return "two lines"
		}
		before = in[i]
	}
	return ""
}

// said takes the escapes out again.
func said(line string) string {
	var b strings.Builder
	in := []rune(strings.ReplaceAll(line, gap, "\x00"))
	for i := 0; i < len(in); i++ {
		if in[i] == 0 {
			continue
		}
		if in[i] == '\\' && i+1 < len(in) && strings.ContainsRune(escapable, in[i+1]) {
			i++
		}
		b.WriteRune(in[i])
	}
	return b.String()
}

func TestPlainWordsStayWords(t *testing.T) {
	signs := rapid.StringOfN(rapid.RuneFrom([]rune(`{}[]|!*_-+^~?#@\()&%:;.,/h1bq <>="'~ab é`+"`+\n\t\u200b")), 0, 40, -1)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(signs, rapid.String()).Draw(t, "text")
		line := Plain(text)
		if what := meaning(line); what != "" {
			t.Fatalf("%q becomes %q, which holds %s", text, line, what)
		}
		if got, want := said(line), clean(text); got != want {
			t.Fatalf("%q becomes %q, which says %q", text, line, got)
		}
	})
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"{code}rm -rf{code}":                  `\{code\}rm \-rf\{code\}`,
		"{panel:title=x}":                     `\{panel:title=x\}`,
		"[~accountid:5b10]":                   `\[\~accountid:5b10\]`,
		"see [here|javascript:alert(1)]":      `see \[here\|javascript:alert(1)\]`,
		"!https://tracker.example/pixel.png!": `\!https://tracker.example/pixel.png` + gap + `\!`,
		"h1. Heading":                         "h1" + gap + ". Heading",
		"bq. quoted":                          "bq" + gap + ". quoted",
		"follow-up of snake_case_name":        "follow-up of snake_case_name",
		`C:\temp\new`:                         `C:\temp\new`,
		`C:\\temp`:                            `C:\` + gap + `\temp`,
		`\{code}`:                             `\` + gap + `\{code\}`,
		`ends in \`:                           `ends in \` + gap,
		"----":                                `\-\-\-\-`,
		"two\nlines":                          "two lines",
		"why? what?? 100%%":                   `why? what\?\? 100\%\%`,
		// Emoticons, and what is none.
		"(x) (/) (*r) (flagoff)":        `\(x) \(/) \(\*r) \(flagoff)`,
		"(example) (info) f(x)y (note)": `(example) (info) f\(x)y (note)`,
		":) :-) ;) :( :-(":              `:\) :\-) ;\) :\( :\-(`,
		":D, :P :p. :Documents C:Drive": ":" + gap + "D, :" + gap + "P :" + gap + "p. :Documents C:Drive",
		// Entities, and what is none.
		"&lt;b&gt; &#039; &#x41;": "&" + gap + "lt;b&" + gap + `gt; &` + gap + `\#039; &` + gap + `\#x41;`,
		"R&D; a&b & &nosuch;":     "R&D; a&b & &nosuch;",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
}

func TestAddressesInWords(t *testing.T) {
	for text, want := range map[string]string{
		"https://x.example/a_b-c~d*e#f":           "https://x.example/a_b-c~d*e#f",
		"https://x.example/d?orgId=1&from=now-6h": "https://x.example/d?orgId=1&from=now-6h",
		`https://x.example/a(b)[c]{d}|e\f`:        "https://x.example/a%28b%29%5Bc%5D%7Bd%7D%7Ce%5Cf",
		"(see https://x.example/a_(b)).":          "(see https://x.example/a_%28b%29).",
		"https://x.example/a, then":               "https://x.example/a, then",
		"at https://x.example/a?":                 "at https://x.example/a?",
		"https://x.example/a: gone":               "https://x.example/a" + gap + ": gone",
		"[https://x.example/a]":                   `\[https://x.example/a` + gap + `\]`,
		"<https://x.example/a>":                   "<https://x.example/a>",
		"https://x.example/a;)":                   "https://x.example/a" + gap + `;\)`,
		"https://x.example{code}":                 "https://x.example" + gap + `\{code\}`,
		`\https://x.example/a`:                    `\` + gap + "https://x.example/a",
		"http://localhost:8080/a_b":               "http://localhost:8080/a_b",
		// What is no address of the web, or none for people.
		"http://[2001:db8::1]:8080/a_b": `http://\[2001:db8::1\]:8080/a_b`,
		"http://a:99999/_b_":            "http" + gap + `://a:99999/\_b\_`,
		"http://1.2.3.4.5/":             "http" + gap + "://1.2.3.4.5/",
		"sftp://files.example/a_b":      "sftp" + gap + "://files.example/a_b",
		"mailto:team@x.example":         "mailto" + gap + ":team@x.example",
		"http:// and https://":          "http:// and https://",
		// Other scripts.
		"https://x.example/Überlast":      `[https://x.example/Überlast|https://x.example/%C3%9Cberlast]`,
		"https://x.example/wiki/日本(a)":    `[https://x.example/wiki/日本(a)|https://x.example/wiki/%E6%97%A5%E6%9C%AC(a)]`,
		"https://bücher.example/[1]":      `[https://bücher.example/%5B1%5D|https://bücher.example/%5B1%5D]`,
		"見https://x.example/a。次":          "見https://x.example/a。次",
		"https://x.example/a的文档":          "https://x.example/a的文档",
		"راجع https://x.example/a، وبعده": "راجع https://x.example/a، وبعده",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for text, want := range map[string]string{
		"one\ntwo\n\nthree":        "one\ntwo\n\nthree",
		"one\r\ntwo\r\n\r\nthree":  "one\ntwo\n\nthree",
		"\n\n* one\n\n\n\n- two\n": "\\* one\n\n\\- two",
		"a \\\nb":                  "a \\" + gap + "\nb",
		"h1. x\n{code}":            "h1" + gap + ". x\n\\{code\\}",
	} {
		if got := Paragraphs(text); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	const a = "https://reviews.example/a"
	for _, c := range []struct{ words, address, want string }{
		{"Queue outage", a + "|b]c", "[Queue outage|https://reviews.example/a%7Cb%5Dc]"},
		{"Queue outage", a + " y_z~(1)!", "[Queue outage|https://reviews.example/a%20y_z%7E(1)%21]"},
		{"Queue outage", "https://bücher.example/ü", "[Queue outage|https://bücher.example/%C3%BC]"},
		{"*Queue* - outage!", a, `[\*Queue\* \- outage\!|https://reviews.example/a]`},
		{"h1. mailto:x", a, "[h1" + gap + ". mailto:x|https://reviews.example/a]"},
		{"mailto:x", a, "[mailto" + gap + ":x|https://reviews.example/a]"},
		{"see https://x.example/a_b", a, "[see https://x.example/a_b|https://reviews.example/a]"},
		// No backslash helps these in a link: it stands behind them.
		{"[SEV1] Queue outage", a, `\[SEV1\] Queue outage (https://reviews.example/a)`},
		{"Queue | outage", a + "_b_!", `Queue \| outage ([https://reviews.example/a_b\_%21|https://reviews.example/a_b_%21])`},
		{"Down!!!", a, `Down\!\!\! (https://reviews.example/a)`},
		{"", a, a},
		// No link can hold the brackets of a host.
		{"Queue outage", "http://[2001:db8::1]:8080/a", `Queue outage (http://\[2001:db8::1\]:8080/a)`},
		{"Queue outage", "javascript:alert(1)", "Queue outage"},
		{"Queue outage", "", "Queue outage"},
		{"Queue outage", "/srv/reviews/outage.md", "Queue outage"},
	} {
		if got := Link(c.words, c.address); got != c.want {
			t.Errorf("%q to %q becomes %q, not %q", c.words, c.address, got, c.want)
		}
	}
}
