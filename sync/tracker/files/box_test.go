package files

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/referee/gfm"
	"github.com/followthrough/followthrough/sync/review"
)

// A tick counts where both of GitHub's readers show a ticked box, and nowhere
// else. Where they differ, neither is asked.
func TestATickCountsWhereGitHubShowsOne(t *testing.T) {
	const marker = ` <!-- followthrough: {"instance":"test","review":"0123456789ab","action":"3f9a2c000000","generation":1,"number":1,"key":"payments\u002d3f9a2c"} -->`
	var docs []string
	for _, before := range []string{"", "> ", ">", "  ", "- a\n  ", "1. a\n   ", "- a\n\n  ", "a\n\n", "> > "} {
		for _, bullet := range []string{"- ", "* ", "+ ", "1. ", "2) ", "-  ", "-   ", "-    ", "-     ", "-\t", "1.\t", "- - ", "1. * ", "-", "", "1234567890. ", "•", "– "} {
			for _, box := range []string{"[x] ", "[X] ", "[x]\t", "[x]", "[x]  ", "[ ] ", "[x]: ", "[x](u) ", "[x][u] ", "[ x] ", "[xx] ", "[x]\u00a0", "`[x]` ", "**[x]** ", "[x]\n  ", "a [x] "} {
				if bullet == "2) " && strings.HasSuffix(strings.TrimSpace(before), "a") {
					continue // a number but 1 begins no list below words: not looked at
				}
				docs = append(docs, before+bullet+box+"Alert"+marker+"\n")
			}
		}
	}
	readers := gfm.Readers()[:2]
	micromark, cmark := readers[0].HTML(t, docs), readers[1].HTML(t, docs)
	wrong, agreed := 0, 0
	for i, doc := range docs {
		one, other := ticked(micromark[i]), ticked(cmark[i])
		if one != other {
			continue
		}
		agreed++
		found := lines("payments.md", doc)
		if len(found) == 0 {
			if one {
				t.Errorf("%q: no item", doc[:len(doc)-len(marker)])
			}
			continue
		}
		if got := found[0].state == review.Done; got != one {
			if wrong++; wrong <= 20 {
				t.Errorf("%q: done %v, and GitHub shows a tick: %v", doc[:len(doc)-len(marker)], got, one)
			}
		}
	}
	t.Logf("%d lines, %d on which both agree, %d wrong", len(docs), agreed, wrong)
}

func ticked(page string) bool {
	for _, b := range gfm.Blocks(page) {
		if b.Box == "[x]" {
			return true
		}
	}
	return false
}
