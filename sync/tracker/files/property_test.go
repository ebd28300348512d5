package files_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/sync/tracker"
)

// pieces are what backlog files are made of, in any order.
var pieces = []string{
	"# Team\n", "## Backlog\n", "## Backlog\n\n", "## Doing\n", "Backlog\n=======\n", "Done\n---\n", "\n", "\n\n", "prose\n", "more prose  \n",
	"- [ ] a\n", "- [x] b\n", "* [ ] c\n", "  - [ ] nested\n", "    - deeper\n", "1. [ ] first\n", "2) [x] second\n", "-\t[ ] tab\n",
	"   continued\n", "> quote\n", "> - [ ] quoted\n", "```\n", "~~~\n", "  ```\n", "    code\n", "<!-- remark -->\n", "<!--\n", "-->\n",
	"---\n", "***\n", "| a | b |\n", "| --- | --- |\n", "<div>\n", "</div>\n", "- \n", "-\n", "+ [ ] plus\n", "\\- no item\n", "[x]: y\n",
}

// TestEverythingElseStays: whatever a file holds, an item is either refused or
// added as one run of bytes, as a task that Markdown shows once and that is
// read back as open or in progress.
func TestEverythingElseStays(t *testing.T) {
	root := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		was := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(r, "pieces"), "")
		if rapid.Bool().Draw(r, "crlf") {
			was = strings.ReplaceAll(was, "\n", "\r\n")
		}
		if rapid.Bool().Draw(r, "no final newline") {
			was = strings.TrimRight(was, "\r\n")
		}
		put(t, root, "payments.md", was)
		out := open(t, root).Create(t.Context(), []tracker.NewItem{newItem("payments", "3f9a2c", "Alert")})
		now := text(t, root, "payments.md")
		if out[0].Err != nil {
			if now != was {
				r.Fatalf("refused, and yet %q became %q", was, now)
			}
			return
		}
		head := 0
		for head < len(was) && was[head] == now[head] {
			head++
		}
		tail := 0
		for tail < len(was)-head && was[len(was)-1-tail] == now[len(now)-1-tail] {
			tail++
		}
		if head+tail != len(was) {
			r.Fatalf("%q became %q", was, now)
		}
		if !item.MatchString(now) {
			r.Fatalf("no item in %q", now)
		}
		if strings.HasPrefix(was, "---") {
			return // front matter is not Markdown's
		}
		if n := strings.Count(html(t, now), `type="checkbox"> Alert (`); n != 1 {
			r.Fatalf("shown %d times in %q:\n%s", n, now, html(t, now))
		}
	})
}
