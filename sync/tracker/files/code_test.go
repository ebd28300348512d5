package files

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/referee/gfm"
)

// blockRE is what could begin a fence, or HTML.
var blockRE = regexp.MustCompile("\\n *(?:``|<b)")

// A marker counts unless GitHub's readers show it as code.
func TestCodeIsWhereGitHubShowsIt(t *testing.T) {
	const marker = `<!-- followthrough: {"instance":"test","review":"0123456789ab","action":"3f9a2c000000","generation":1,"number":1,"key":"payments\u002d3f9a2c"} -->`
	pieces := []string{"`", "``", "```", "\\", "\\`", "a", " ", "b ` c", "<b>", "<b title='`'>", "<!-- ` -->", "<https://x.example/`a>", "&grave;", "~", "[a`](b)", "\n  ", marker, marker}
	r := rand.New(rand.NewPCG(7, 0))
	var docs []string
	for range 4000 {
		var b strings.Builder
		b.WriteString("- [x] a")
		for range 1 + r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		b.WriteString(" " + marker + " z\n")
		if doc := b.String(); !blockRE.MatchString(doc) {
			docs = append(docs, doc)
		}
	}
	for _, reader := range gfm.Readers()[:1] {
		wrong := 0
		for i, page := range reader.HTML(t, docs) {
			inCode := 0
			for _, b := range gfm.Blocks(strings.ReplaceAll(page, marker, "")) {
				for _, c := range b.Code {
					inCode += strings.Count(c, "followthrough:")
				}
			}
			if got, want := len(lines("payments.md", docs[i])), strings.Count(docs[i], marker)-inCode; got != want {
				if wrong++; wrong <= 10 {
					t.Errorf("%s: %d items, and %d of its markers are no code: %q", reader.Name, got, want, strings.ReplaceAll(docs[i], marker, "M"))
				}
			}
		}
		t.Logf("%s: %d lines, %d wrong", reader.Name, len(docs), wrong)
	}
}
