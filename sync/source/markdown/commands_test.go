package markdown_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// A command in a reason stands in our block as code and whole, however long the
// reason is; what only looks like one is words.
func TestACommandInTheBlockIsCode(t *testing.T) {
	command := review.Command("sync", "sre:2026/an outage of the checkout, and what came of it (1).md", "--yes")
	for reason, want := range map[string]string{
		"waits for the yes of team payments (create: ask): " + command: "held: waits for the yes of team payments (create: ask): " + command + " |",
		"look *there*, then " + command + ", or `x`":                   `look \*there\*, then ` + command + ", or \\`x\\` |",
		"`followthrough a|b`":                                          "held: \\`followthrough a\\|b\\` |",
		"`followthrough sync":                                          "held: \\`followthrough sync |",
		strings.Repeat("long ", 60) + command:                          "long…",
	} {
		doc, _, err := markdown.Annotate([]byte("# A\n\n- [ ] B\n"), review.WriteBack{
			Review: "0123456789ab", Digest: "012345", Modes: []review.Mode{review.ModeBlock},
			Rows: []review.Row{{Action: "0123456789ab", Title: "B", State: review.Held, Reason: reason}},
		}, markdown.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(doc), want) {
			t.Errorf("%s\nis written\n%s", reason, doc)
		}
	}
}
