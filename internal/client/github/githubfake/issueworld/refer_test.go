package issueworld_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
)

func TestReferences(t *testing.T) {
	w, _ := begin(t)
	w.Host = func() string { return "http://127.0.0.1:4000" }
	tests := []struct {
		text string
		want []string
	}{
		{"ask @ada and @acme/payments.", []string{"mention @ada", "mention @acme/payments"}},
		{"(@ada), *@ben*", []string{"mention @ada", "mention @ben"}},
		{"mail ada@example.com or @_x, @", nil},
		{"a decorator @before_each or @org.example is none", nil},
		{"`@ada` and `#12`", nil},
		{"```\n@ada fixes #12\n```\n\n    @ada #12\n", nil},
		{"<!-- @ada fixes #12 -->", nil},
		{"a <!-- @ada #12 --> b", nil},
		{"@<!-- -->ada and #<!-- -->12", nil},
		{`\@ada and &#64;ben and \#12`, []string{"mention @ada", "mention @ben", "link #12"}},
		{"see #12, acme/pay#13 and GH-14", []string{"link #12", "link acme/pay#13", "link GH-14"}},
		{"item#x, C#, &#35;12 and a/b", []string{"link #12"}},
		{"Fixes #12", []string{"close #12"}},
		{"closes: acme/pay#13, and prefix #14", []string{"close acme/pay#13", "link #14"}},
		{"resolved https://github.com/acme/pay/issues/12", []string{"close https://github.com/acme/pay/issues/12"}},
		{"http://127.0.0.1:4000/acme/pay/pull/3", []string{"link http://127.0.0.1:4000/acme/pay/pull/3"}},
		{"https://redirect.github.com/acme/pay/pull/3 https://tracker.example/acme/pay/issues/3", nil},
		{"[#12](https://github.com/acme/pay/issues/12)", []string{"link https://github.com/acme/pay/issues/12"}},
		{"[@ada #12](https://example.com)", nil},
		{"<https://github.com/acme/pay/issues/12>", []string{"link https://github.com/acme/pay/issues/12"}},
		{"| a |\n| - |\n| @ada |\n", []string{"mention @ada"}},
		{"<p>@ada</p>", []string{"mention @ada"}},
		{"<pre>@ada</pre>", nil},
		{"x <code>@ada</code> @ben", []string{"mention @ben"}},
		{"# @ada\n\n- [ ] #12", []string{"mention @ada", "link #12"}},
		{"fix\n\n#12", []string{"link #12"}},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range w.References(tt.text) {
			got = append(got, string(r.Kind)+" "+r.Text)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

func TestReferencesShowOnTheOtherTimeline(t *testing.T) {
	w, _ := begin(t)
	bot := person(w, "writer")
	bot.OverHTTP = true
	_ = must(bot.Create(pay, issueworld.Draft{Title: "x"}))(t)
	_ = must(bot.Create(ledger, issueworld.Draft{Title: "y", Body: "see acme/pay#1 and acme/pay#99"}))(t)
	_ = must(bot.Comment(ledger, 1, "and acme/pay#1 again, and https://github.com/acme/pay/issues/1"))(t)
	i := must(bot.Get(pay, 1))(t)
	if !slices.Equal(kinds(i), []string{"cross-referenced"}) {
		t.Errorf("told as %v", kinds(i))
	}
	if acted := w.Acted(); len(acted) != 4 {
		t.Errorf("acted on %v", acted)
	}
	_ = must(person(w, "reader").Create(pay, issueworld.Draft{Title: "z", Body: "@ada"}))(t)
	if acted := w.Acted(); len(acted) != 4 {
		t.Errorf("what people write counts as ours: %v", acted)
	}
}

// What stands between ticks or in a comment is no reference, whatever else is
// in the text; and nothing panics.
func FuzzReferences(f *testing.F) {
	for _, seed := range []string{"@a #1", "<!-- `", "```\n@a", "<pre>", "[x](https://github.com/a/b/issues/1", "&#64;a \\@b", "| @a |\n|-|\n"} {
		f.Add(seed)
	}
	w := issueworld.New(&site{}, func() time.Time { return start })
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range w.References("`" + strings.ReplaceAll(strings.ReplaceAll(text, "`", ""), "\n", "") + "`") {
			if strings.TrimSpace(text) != "" {
				t.Errorf("%q: %v", text, r)
			}
		}
		w.References(text)
	})
}
