package jira

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/internal/wiki"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := tracker.Marker{
			Instance:   rapid.StringMatching(`[^\pC]{1,30}`).Draw(t, "instance"),
			Review:     review.Key(rapid.StringMatching(`[0-9a-f]{12}`).Draw(t, "review")),
			Action:     review.Key(rapid.StringMatching(`[0-9a-f]{12}`).Draw(t, "action")),
			Generation: rapid.IntRange(1, 999).Draw(t, "generation"), Number: rapid.IntRange(1, 999).Draw(t, "number"),
		}
		text := MarkerToken(m)
		if text != wiki.Plain(text) {
			t.Fatalf("%s means something to wiki markup", text)
		}
		got := markerOfToken("words\r\n\r\n" + text + " \r\n")
		if got == nil || *got != m {
			t.Fatalf("%s reads as %+v", text, got)
		}
	})
	for _, text := range []string{"", "followthrough", "followthrough/x/123/456/1/1", "followthrough/%zz/0123456789ab/0123456789ab/1/1"} {
		if got := markerOfToken(text); got != nil {
			t.Errorf("%q reads as %+v", text, got)
		}
	}
}
