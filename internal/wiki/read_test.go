package wiki

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// wordsOf are the words of markup, a line each.
func wordsOf(markup string, by Writer) []string {
	var out []string
	for _, l := range Read(markup, by) {
		out = append(out, l.Words)
	}
	return out
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		markup string
		want   []string
	}{
		{"use {placeholder} in [draft] form, [a|b]", []string{"use {placeholder} in [draft] form, [a|b]"}},
		{"{{a_b}} on {{2026-11-30}}, {{ x }}, {{{y}}}, {{{code}}}", []string{"a_b on 2026-11-30, {{ x }}, {y}, {code}"}},
		{"{color:#ff0000}red{color} +under+ *b* _i_ -s- H~2~O 10^6^", []string{"red under b i s H2O 106"}},
		{"[{color:#ff5630}+^*-_all_-*^+{color}|https://x.example/a]", []string{"all"}},
		{"*b**_c_* 2*3*4 snake_case_name -5 C++ __init__ **x** (C++) a - b", []string{"bc 2*3*4 snake_case_name -5 C++ __init__ **x** (C++) a - b"}},
		{"+1 {color:#ff5630}+_x_+{color} and *.log {color:#ff5630}*y* {color}", []string{"+1 x and *.log y"}},
		{"请*不要*做 東京-大阪-京都", []string{"请不要做 東京-大阪-京都"}},
		{"{color:#97A0AF}*[ BLOCKED ]*{color}: x", []string{"BLOCKED: x"}},
		{"[https://x.example/a_b_|https://x.example/a_b_|smart-link], https://x.example/~a/~b_c_", []string{"https://x.example/a_b_, https://x.example/~a/~b_c_"}},
		{"[https://x.example/a|b|https://x.example/a|b|smart-card]", []string{"https://x.example/a|b"}},
		{"[[SEV1] the plan|https://x.example/a[1]] and [the code|#x]", []string{"[SEV1] the plan and the code"}},
		{"!a.png|thumbnail! is !b.png|width=200,alt=\"x\"! wow! yes! \\!c!d\\!", []string{"is wow! yes! !c!d!"}},
		{"\\{code} \\{quote} \\[^file.txt\\] x", []string{"{code} {quote} [^file.txt] x"}},
		{"[^file.txt] x", []string{"x"}},
		{"??said?? what??", []string{"— said what??"}},
		{"C:\\_tmp \\\\share\\a \\n", []string{"C:\\_tmp \\\\share\\a \\n"}},
		{"h3. head\n\n----\n* one\n** two\n# three\n|a|b|\n||c||", []string{"head", "one", "two", "three", "a; b", "c"}},
		{"* <> _Declined_* <> :* <>  too *dear*", []string{"Declined: too dear"}},
		{"* _Declined_* :*  * *too**  dear", []string{"Declined: too dear"}},
		{"* too * *dear* * and late\n* so * {{2}} * 3\n* 2 * 3", []string{"too dear and late", "so 2 3", "2 * 3"}},
		{"* *Declined:* too dear\r\n* 2 * 3", []string{"Declined: too dear", "2 * 3"}},
		{"{panel:bgColor=#deebff}\na\n{panel}\n\n{code:go}x := 1\n\ny{code}\n{noformat}{x}{noformat}", []string{"a", "x := 1", "y", "{x}"}},
		{"a {anchor:x}b{loremipsum} {Code} {unknown} {", []string{"a b {Code} {unknown} {"}},
		{`{adf:display=inline}{"type":"placeholder","attrs":{"text":"x"}}{adf} a`, []string{"a"}},
		{"{adf:display=block}\n" + `{"type":"layoutSection","content":[{"type":"paragraph","content":[{"type":"text","text":"*a*"},{"type":"hardBreak"},{"type":"status","attrs":{"text":"b"}},{"type":"date","attrs":{"timestamp":1795996800000}}]}]}` + "\n{adf}\nc", []string{"*a*", "b2026-11-30", "c"}},
		{"{adf}not to be read{adf} a", []string{"a"}},
		{"{adf}not to be read", nil},
		{" \n\n", nil},
	} {
		if got := wordsOf(c.markup, Exported); !slices.Equal(got, c.want) {
			t.Errorf("%q says %q, not %q", c.markup, got, c.want)
		}
	}
}

// What people type has escapes, and links with titles.
func TestReadTyped(t *testing.T) {
	for markup, want := range map[string]string{
		`\*a\* \{b\} \[c\] d\-e`:              "*a* {b} [c] d-e",
		`a\\b`:                                "a\nb",
		`\\server\share`:                      `\\server\share`,
		"[words|https://x.example|a title] x": "words x",
		"!pixel.png! x":                       "x",
		"{*}b{*}old":                          "bold",
	} {
		if got := strings.Join(wordsOf(markup, Typed), "\n"); got != want {
			t.Errorf("%q says %q, not %q", markup, got, want)
		}
	}
}

// Nobody is named, whatever stands around the name.
func TestReadNamesNobody(t *testing.T) {
	for _, markup := range []string{
		"[~accountid:5b10ac]", "[~quill]", "[~quill marsh]", `\[~accountid:5b10ac]`, "{{[~accountid:5b10ac]}}", "{code}[~accountid:5b10ac]{code}", "[~accountid:5b10ac", "accountid:5b10ac",
		"[Quill Marsh|mailto:quill@x.example]", "[*Quill* Marsh|https://acme.example/jira/people/5b10ac]", "[Quill|~accountid:5b10ac]", "[Quill|https://acme.example/secure/ViewProfile.jspa?name=quill]",
		"[https://acme.example/people/5b10ac|https://acme.example/people/5b10ac|smart-link]", "https://acme.example/jira/people/5b10ac", "mailto:quill@x.example", "{{https://acme.example/people/5b10ac}}",
		`{adf:display=inline}{"type":"mention","attrs":{"id":"5b10ac","text":"@Quill"}}{adf}`,
		`{adf}{"type":"paragraph","content":[{"type":"text","text":"Quill","marks":[{"type":"link","attrs":{"href":"mailto:quill@x.example"}}]}]}{adf}`,
		`{adf}{"type":"inlineCard","attrs":{"url":"https://acme.example/people/5b10ac"}}{adf}`,
		`{adf}{"type":"extension","attrs":{"text":"Quill","parameters":{"user":"5b10ac"}}}{adf}`,
		`{adf}{"type":"mention","attrs":{"text":"@Quill"}{adf}`,
	} {
		for _, by := range []Writer{Exported, Typed} {
			got := strings.Join(wordsOf("as "+markup+" said", by), "\n")
			if low := strings.ToLower(got); strings.Contains(low, "quill") || strings.Contains(low, "5b10ac") || !strings.HasPrefix(got, "as") {
				t.Errorf("%q says %q", markup, got)
			}
		}
	}
}

func TestReadQuotes(t *testing.T) {
	for markup, want := range map[string]Line{
		"{quote}a{quote}":       {Words: "a", Quoted: true},
		"{quote}a":              {Words: "a", Quoted: true},
		"bq. a":                 {Words: "a", Quoted: true},
		"{code}a{code}":         {Words: "a", Quoted: true},
		"{noformat}a{noformat}": {Words: "a", Quoted: true},
		"{quote}{quote}a":       {Words: "a"},
		"{code}a":               {Words: "a"},
		"* a":                   {Words: "a", Item: true},
		"h1. a":                 {Words: "a"},
		`{adf}{"type":"blockquote","content":[{"type":"text","text":"a"}]}{adf}`: {Words: "a", Quoted: true},
	} {
		if got := Read(markup, Exported); len(got) != 1 || got[0] != want {
			t.Errorf("%q is %+v, not %+v", markup, got, want)
		}
	}
}

// Texts made to be slow are written and read as fast as others.
func TestHostileTextsInTime(t *testing.T) {
	start := time.Now()
	for _, piece := range []string{
		"mailto:", "http://", "http://a:99999/", "https://x/)", "https://x.example/a((((", "(", "&", "\\", "https://a@", "[", "http://a.", "日https://x/日", "https://x/;)",
		"{", "{{", "{{a", "{{}", "{{a}} ", "{color:", "{color}", "{color:#ff5630}*[ ", "{code}", "{code:a}", "{adf}", "{adf}[", "{adf}{\"a\":", "{quote}", "[~", "[a|", "[[a|https://x]", "a]", "|https://x]", "[a|a|smart-link]",
		"*a ", "*a* ", "*", "-_", "^a", "??a ", "!", "!a|b=", "\\\\a", "\\[^", "|a", "* ", "* <> ", "a* ", "h1.", "\n", "https://x/people/", "accountid:",
	} {
		text := strings.Repeat(piece, 1<<16/len(piece))
		Link(text, "https://x.example/")
		Paragraphs(text)
		Read(text, Exported)
		Read(text, Typed)
		if took := time.Since(start); took > 60*time.Second {
			t.Fatalf("%q took %v", piece, took)
		}
	}
	t.Logf("took %v", time.Since(start))
}
