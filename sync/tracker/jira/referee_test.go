package jira

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee"
	"github.com/followthrough/followthrough/internal/wiki"
	"github.com/followthrough/followthrough/sync/tracker"
)

// readScript is Atlassian's reader: it tells the text of each paragraph, and
// what else there is.
const readScript = `
import transformer from '@atlaskit/editor-wikimarkup-transformer'
import { createInterface } from 'node:readline'
const t = new transformer.WikiMarkupTransformer()
for await (const line of createInterface({ input: process.stdin })) {
  const out = { blocks: [], links: [], odd: [] }
  for (const block of t.parse(JSON.parse(line), {}).toJSON().content) {
    if (block.type !== 'paragraph') out.odd.push(block.type)
    let text = ''
    for (const n of block.content ?? []) {
      text += n.type === 'hardBreak' ? '\n' : n.text ?? ''
      if (n.type !== 'hardBreak' && n.type !== 'text') out.odd.push(n.type)
      for (const m of n.marks ?? []) if (m.type === 'link') out.links.push(m.attrs.href); else out.odd.push(m.type)
    }
    out.blocks.push(text)
  }
  console.log(JSON.stringify(out))
}
`

// TestAtlassianReadsDescriptions: the words of an issue, also when they are cut.
func TestAtlassianReadsDescriptions(t *testing.T) {
	longtest.Only(t)
	w, err := newWords("")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(10, 3))
	some := func(most int) string {
		var out []string
		for range 1 + r.IntN(most) {
			out = append(out, []string{
				"queue", "[SEV1]", "{code}", "h1.", "*a*", "|", "\\", "\\\\", "!x!", "??a??", ":)", "(x)", "日本語", "שלום", "🔥", "\n", "\n\n", "\r\n- a", "&amp;",
				"{{", "[~a]", "----", "https://x.example/a_(b)[1]", "https://x.example/日本|c", "http://[::1]/_a_", "(https://x.example/a).",
			}[r.IntN(26)])
		}
		return strings.Join(out, " ")
	}
	var asked []string
	var markers []string
	for i := range 600 {
		n := tracker.NewItem{
			Title: strings.Repeat("long ", 60) + some(6), Detail: some(12),
			Review: tracker.ReviewRef{Title: some(6), URL: "https://reviews.example/a_(b)?x=[1]&y=z|w", Date: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)},
			Marker: tracker.Marker{Instance: "ops-1 ü", Review: "0123456789ab", Action: "ba9876543210", Generation: 2, Number: i + 1},
		}
		if i%20 == 0 {
			n.Title, n.Detail, n.Review.Title = some(3000), some(12000), some(3000)
		}
		text, err := w.write(n)
		if err != nil || wiki.Units(text) > 32767 {
			t.Fatalf("%d units, %v", wiki.Units(text), err)
		}
		asked, markers = append(asked, text), append(markers, MarkerToken(n.Marker))
	}
	type read struct{ Blocks, Links, Odd []string }
	for i, got := range referee.Node[string, read](t, "wikimarkup", readScript, asked) {
		last := len(got.Blocks) - 1
		if len(got.Odd) > 0 {
			t.Errorf("%q holds %v", asked[i], got.Odd)
		}
		if last < 2 || got.Blocks[last] != markers[i] || markerOfToken(got.Blocks[last]) == nil || !strings.HasPrefix(got.Blocks[last-1], "This is ordinary work") {
			t.Errorf("%q ends in %q", asked[i], got.Blocks)
		}
		if !slices.Contains(got.Links, "https://reviews.example/a_(b)?x=%5B1%5D&y=z%7Cw") {
			t.Errorf("%q links to %v", asked[i], got.Links)
		}
	}
}
