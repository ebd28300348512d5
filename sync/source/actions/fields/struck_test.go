package fields

import (
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

// A struck text with a task behind it asks: neither is given up in silence.
func TestATaskBehindAStruckTextAsks(t *testing.T) {
	for behind, want := range map[string]struct {
		asks bool
		mark review.State
	}{
		" Build a better probe": {asks: true}, " → add one to the router instead": {asks: true},
		" covered by the new one": {mark: review.Declined}, " done last week": {mark: review.Done}, "": {mark: review.Declined},
	} {
		const struck = "Build a probe"
		got := Read(document.Rich{Text: struck + behind, Spans: []document.Span{{From: 0, To: len(struck), Kind: document.Strike}}}, "")
		if (got.Unclear != "") != want.asks || got.Mark != want.mark {
			t.Errorf("%q: asks %q, %q", behind, got.Unclear, got.Mark)
		}
	}
}
