package files

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/referee/gfm"
)

// struckItemRE is an item in HTML that begins with what is struck through.
var struckItemRE = regexp.MustCompile(`^<ul>\s*<li>(?:<input[^>]*>)?\s*<del>`)

// An item begins with struck words where both of GitHub's readers strike them.
func TestTildesStrikeWhereGitHubShowsThem(t *testing.T) {
	pieces := []string{"~", "~~", "~", "~~", "~~~", "a", "b c", " ", " ", "`~`", "`", "\\~", "\\", ".", "(", ")", "日", "**", "<b>"}
	r := rand.New(rand.NewPCG(8, 0))
	var docs []string
	for range 4000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		docs = append(docs, "- [ ] ~"+b.String()+" reason\n")
	}
	readers := gfm.Readers()[:2]
	micromark, cmark := readers[0].HTML(t, docs), readers[1].HTML(t, docs)
	agreed, wrong := 0, 0
	for i, doc := range docs {
		one, other := struckItemRE.MatchString(micromark[i]), struckItemRE.MatchString(cmark[i])
		if one != other {
			continue
		}
		agreed++
		body := strings.TrimSuffix(strings.TrimPrefix(doc, "- [ ] "), "\n")
		if got := struck(body) > 0; got != one {
			if wrong++; wrong <= 10 {
				t.Errorf("%q: struck %v, and GitHub shows that it is: %v\n%s", body, got, one, micromark[i])
			}
		}
	}
	t.Logf("%d lines, %d on which both agree, %d wrong", len(docs), agreed, wrong)
}
