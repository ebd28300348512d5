package files_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

var item = regexp.MustCompile(`\[ \] Alert \(\[Queue outage\]\(https://reviews\.example/q\)\) <!-- followthrough: [^\n\r]*? -->`)

// TestItemsAreAppended shows where a new item goes; @ stands for its words.
func TestItemsAreAppended(t *testing.T) {
	cases := []struct{ name, was, want string }{
		{"no file", "", "## Backlog\n\n- @\n"},
		{"a list", "# B\n\n## Backlog\n\n- [ ] a\n", "# B\n\n## Backlog\n\n- [ ] a\n- @\n"},
		{"no final newline", "## Backlog\n- [ ] a", "## Backlog\n- [ ] a\n- @"},
		{"CRLF", "## Backlog\r\n\r\n- [ ] a\r\n", "## Backlog\r\n\r\n- [ ] a\r\n- @\r\n"},
		{"CRLF, no final newline", "## Backlog\r\n- [ ] a", "## Backlog\r\n- [ ] a\r\n- @"},
		{"a byte order mark", "\ufeff## Backlog\n- [ ] a\n", "\ufeff## Backlog\n- [ ] a\n- @\n"},
		{"front matter", "---\n# Backlog\n---\n# Backlog\n", "---\n# Backlog\n---\n# Backlog\n\n- @\n"},
		{"stars", "## Backlog\n* [ ] a\n* [x] b\n", "## Backlog\n* [ ] a\n* [x] b\n* @\n"},
		{"indented, wide", "## Backlog\n  -   [ ] a\n", "## Backlog\n  -   [ ] a\n  -   @\n"},
		{"numbered", "## Backlog\n9. [ ] a\n", "## Backlog\n9. [ ] a\n10. @\n"},
		{"children", "## Backlog\n- [ ] a\n  - [ ] b\n\n    more\n", "## Backlog\n- [ ] a\n  - [ ] b\n\n    more\n- @\n"},
		{"wrapped", "## Backlog\n- [ ] a\nmore\n\nprose\n", "## Backlog\n- [ ] a\nmore\n- @\n\nprose\n"},
		{"loose", "## Backlog\n\n- [ ] a\n\n- [ ] b\n", "## Backlog\n\n- [ ] a\n\n- [ ] b\n\n- @\n"},
		{"prose after", "## Backlog\n- [ ] a\n\nprose\n", "## Backlog\n- [ ] a\n- @\n\nprose\n"},
		{"a heading after", "## Backlog\n- [ ] a\n\n## Done\n- [x] b\n", "## Backlog\n- [ ] a\n- @\n\n## Done\n- [x] b\n"},
		{"a heading at once", "## Backlog\n- [ ] a\n## Done\n", "## Backlog\n- [ ] a\n- @\n## Done\n"},
		{"a heading further in", "## Backlog\n- [ ] a\n### Later\n- [ ] b\n", "## Backlog\n- [ ] a\n- @\n### Later\n- [ ] b\n"},
		{"underlined headings", "Backlog\n===\n\nDone\n----\n- [x] b\n", "Backlog\n===\n\n- @\n\nDone\n----\n- [x] b\n"},
		{"prose only", "## Backlog\nWhat we do.\n", "## Backlog\nWhat we do.\n\n- @\n"},
		{"an empty section", "## Backlog\n## Done\n", "## Backlog\n\n- @\n\n## Done\n"},
		{"an empty section, blank", "## Backlog\n\n\n## Done\n", "## Backlog\n\n- @\n\n\n## Done\n"},
		{"no section", "# Ours\n\n- [ ] a\n", "# Ours\n\n- [ ] a\n\n## Backlog\n\n- @\n"},
		{"no section, no newline", "# Ours", "# Ours\n\n## Backlog\n\n- @"},
		{"another case", "## BACKLOG:\n- [ ] a\n", "## BACKLOG:\n- [ ] a\n- @\n"},
		{"a section in a fence", "```\n## Backlog\n```\n", "```\n## Backlog\n```\n\n## Backlog\n\n- @\n"},
		{"a fence in the item", "## Backlog\n- [ ] a\n  ```\n  - [ ] no\n\n  x\n  ```\nend\n", "## Backlog\n- [ ] a\n  ```\n  - [ ] no\n\n  x\n  ```\n- @\nend\n"},
		{"a fence after", "## Backlog\n- [ ] a\n```\n- [ ] no\n```\n", "## Backlog\n- [ ] a\n- @\n```\n- [ ] no\n```\n"},
		{"plain bullets after", "## Backlog\n- [ ] a\n\ntext\n\n- b\n", "## Backlog\n- [ ] a\n- @\n\ntext\n\n- b\n"},
		{"plain bullets only", "## Backlog\n+ a\n", "## Backlog\n+ a\n+ @\n"},
		{"a divider", "## Backlog\n- [ ] a\n---\n", "## Backlog\n- [ ] a\n- @\n---\n"},
		{"a comment after", "## Backlog\n- [ ] a\n<!-- end\nof list -->\n", "## Backlog\n- [ ] a\n- @\n<!-- end\nof list -->\n"},
		{"tabs", "## Backlog\n-\t[ ] a\n\t- [ ] b\n", "## Backlog\n-\t[ ] a\n\t- [ ] b\n-\t@\n"},
		{"blank lines at the end", "## Backlog\n- [ ] a\n\n\n", "## Backlog\n- [ ] a\n- @\n\n\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			if c.was != "" {
				put(t, root, "payments.md", c.was)
			}
			create(t, open(t, root), newItem("payments", "3f9a2c", "Alert"))
			whole := text(t, root, "payments.md")
			if got := item.ReplaceAllString(whole, "@"); got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
			if n := strings.Count(html(t, whole), `type="checkbox"> Alert (`); n != 1 {
				t.Errorf("rendered, the item is there %d times:\n%s", n, html(t, whole))
			}
		})
	}
}

func html(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.HasPrefix(text, "---\n") {
		_, text, _ = strings.Cut(text[4:], "---\n")
	}
	must(t, goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(text), &b))
	return b.String()
}

func TestOtherSections(t *testing.T) {
	root := t.TempDir()
	put(t, root, "payments.md", "## Next up!\n- [ ] a\n\n## Backlog\n- [ ] b\n")
	n := newItem("payments", "3f9a2c", "Alert")
	n.Backlog.Settings = []byte(`{"section":"next up"}`)
	create(t, open(t, root), n)
	if got := item.ReplaceAllString(text(t, root, "payments.md"), "@"); got != "## Next up!\n- [ ] a\n- @\n\n## Backlog\n- [ ] b\n" {
		t.Errorf("got %q", got)
	}
}

// TestOneNewHeadingForMany: where a section can't take an item so that it
// shows, all of them go under one new heading, also those made later.
func TestOneNewHeadingForMany(t *testing.T) {
	root := t.TempDir()
	was := "## Backlog\n<pre>\n## Other\n</pre>\n"
	put(t, root, "payments.md", was)
	tr := open(t, root)
	create(t, tr, newItem("payments", "111111", "Alert"), newItem("payments", "222222", "Alert"))
	create(t, tr, newItem("payments", "333333", "Alert"))
	if got := item.ReplaceAllString(text(t, root, "payments.md"), "@"); got != was+"\n## Backlog\n\n- @\n- @\n- @\n" {
		t.Errorf("got\n%s", got)
	}
	if n := strings.Count(html(t, text(t, root, "payments.md")), `type="checkbox"> Alert (`); n != 3 {
		t.Errorf("%d shown", n)
	}
}

func TestNoPlaceForAnItem(t *testing.T) {
	for name, was := range map[string]string{
		"an open fence":           "# B\n```\ncode\n",
		"an open comment":         "# B\n<!-- \n text\n",
		"an open fence, section":  "## Backlog\n\n```\ncode\n",
		"not UTF-8":               "## Backlog\n\xff\xfe\n",
		"too large":               strings.Repeat("x", 4<<20+1),
		"nothing but a zero byte": "\x80",
	} {
		root := t.TempDir()
		put(t, root, "payments.md", was)
		out := open(t, root).Create(t.Context(), []tracker.NewItem{newItem("payments", "3f9a2c", "Alert")})
		if out[0].Err == nil || tracker.KindOf(out[0].Err) != tracker.Rejected || !strings.Contains(out[0].Err.Error(), "payments.md") {
			t.Errorf("%s: %v", name, out[0].Err)
		}
		if got := text(t, root, "payments.md"); got != was {
			t.Errorf("%s: the file became %.80q", name, got)
		}
	}
}

// TestHostileWordsStayWords renders what was written: one item, one link, no
// other markup.
func TestHostileWordsStayWords(t *testing.T) {
	for _, title := range trackertest.Hostile {
		root := t.TempDir()
		n := newItem("payments", "3f9a2c", title)
		n.Review.Title, n.Marker.Text = title, title
		it := create(t, open(t, root), n)[0]
		whole := text(t, root, "payments.md")
		if strings.Count(whole, "\n") != 3 {
			t.Errorf("%q takes more than one line:\n%s", title, whole)
		}
		got := html(t, whole)
		for _, tag := range []string{"<script", "<b>", "<em>", "<strong>", "<del>", "<code>", "<img", "<table", "<h1", "javascript:\""} {
			if strings.Contains(got, tag) {
				t.Errorf("%q renders %s:\n%s", title, tag, got)
			}
		}
		if strings.Count(got, "<li>") != 1 || strings.Count(got, "<a href=") != 1 || strings.Count(got, "<!--") > 1 {
			t.Errorf("%q renders as\n%s", title, got)
		}
		if it.Marker.Text != title {
			t.Errorf("text %q came back as %q", title, it.Marker.Text)
		}
	}
}

func TestNoItemIsSettledAsSoonAsItIsMade(t *testing.T) {
	for name, c := range map[string]struct{ file, section, want string }{
		"the section stands below Done":     {"# Done\n\n## Follow-ups\n\n- [x] a\n", "Follow-ups", ""},
		"the section is Done":               {"# Board\n\n## Done\n\n- [x] a\n", "Done", ""},
		"Done is the last, Backlog is none": {"## Done\n\n- [x] a\n", "", "## Done\n\n- [x] a\n\n## Backlog\n\n- [ ] "},
		"all of the file is Done":           {"# Done\n\n- [x] a\n", "", "# Done\n\n- [x] a\n\n## Backlog\n\n- [ ] "},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			put(t, root, "payments.md", c.file)
			tr := open(t, root)
			item := newItem("payments", "3f9a2c", "Alert")
			if c.section != "" {
				item.Backlog.Settings = []byte(`{"section":"` + c.section + `"}`)
			}
			out := tr.Create(t.Context(), []tracker.NewItem{item})[0]
			if c.want == "" {
				if out.Err == nil || !strings.Contains(out.Err.Error(), "done with") || text(t, root, "payments.md") != c.file {
					t.Errorf("%v\n%s", out.Err, text(t, root, "payments.md"))
				}
				var problems []string
				for _, f := range tracker.CheckBacklog(t.Context(), tr, item.Backlog, tracker.Use{}) {
					if f.IsWrong() {
						problems = append(problems, f.Text)
					}
				}
				if len(problems) != 1 || !strings.Contains(problems[0], "done with") {
					t.Errorf("check says %q", problems)
				}
				return
			}
			if out.Err != nil || !strings.HasPrefix(text(t, root, "payments.md"), c.want) || out.Item.State != review.Open {
				t.Errorf("%v, %s\n%s", out.Err, out.Item.State, text(t, root, "payments.md"))
			}
		})
	}
}
