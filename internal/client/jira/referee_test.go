package jira

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/referee"
	"github.com/followthrough/followthrough/internal/wiki"
)

// writeScript is Atlassian's writer: of a document as the editor holds it, it
// makes the wiki markup that the interface gives.
const writeScript = `
import transformer from '@atlaskit/editor-wikimarkup-transformer'
import { createInterface } from 'node:readline'
const t = new transformer.WikiMarkupTransformer()
for await (const line of createInterface({ input: process.stdin })) {
  const doc = t.schema.nodeFromJSON(JSON.parse(line))
  console.log(JSON.stringify(t.encode(doc, {})))
}
`

// TestAtlassianWritesReasons: a reason is read back whole from each document
// that the editor can hold.
func TestAtlassianWritesReasons(t *testing.T) {
	longtest.Only(t)
	r := documents{rand.New(rand.NewPCG(2, 10))}
	var asked []adf
	var want []string
	for range 20_000 {
		doc, words := r.comment()
		asked, want = append(asked, doc), append(want, words)
	}
	start, wrong := time.Now(), 0
	for i, markup := range referee.Node[adf, string](t, "wikimarkup", writeScript, asked) {
		story := Story{Comments: []string{"looks hard", markup}, By: wiki.Exported}
		expected := "Won't Do"
		if want[i] != "" {
			expected += ": " + mdedit.Cut(want[i], maxReason)
		}
		if got := story.Reason("Won't Do"); got != expected && wrong < 20 {
			wrong++
			t.Errorf("%q\nsays  %q,\nnot   %q", markup, got, expected)
		} else if strings.Contains(got, "Quill") || strings.Contains(got, "5b10") || strings.Contains(got, "6b2c") {
			t.Errorf("%q names somebody: %q", markup, got)
		}
	}
	t.Logf("%d comments read in %v", len(asked), time.Since(start))
}
