package campaign_test

import (
	"context"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// trap is a source in which one document makes the reading panic.
type trap struct {
	source.Source
	path string
}

func (s trap) Read(ctx context.Context, e source.Entry) (source.Document, error) {
	if e.Path == s.path {
		panic("index out of range")
	}
	return s.Source.Read(ctx, e)
}

func TestOneBadReviewStopsNoOther(t *testing.T) {
	w := newWorld(t)
	w.put("reviews/a.md", incident)
	w.put("reviews/latin1.md", "# Caf\xe9\n\n## Action items\n\n- [ ] Nobody can read this\n")
	w.put("reviews/trap.md", strings.ReplaceAll(incident, "queue", "trap"))
	w.put("reviews/huge.md", "# Huge\n\n"+strings.Repeat("All work and no play.\n", 60000))
	loop := w.open()
	loop.Gatherer.Sources[0].Source = trap{loop.Gatherer.Sources[0].Source, "trap.md"}
	o := w.pass()
	if len(o.Failures) != 3 {
		t.Errorf("%d failures, want 3: %v", len(o.Failures), o.Failures)
	}
	w.states("a.md", map[string]review.State{"Alert": review.Open})
	for path, words := range map[string]string{"latin1.md": "UTF-8", "trap.md": "report this", "huge.md": "1 MB"} {
		if r := w.records()[path]; !strings.Contains(r.Problem, words) {
			t.Errorf("%s: problem %q does not say %q", path, r.Problem, words)
		}
	}
	if o := w.pass(); len(o.Failures) != 0 || o.Opened != 0 {
		t.Errorf("what can't be read was read again: %v", o.Failures)
	}
	if o := w.run(gather.Request{Request: again(plan.Request{})}); len(o.Failures) != 3 {
		t.Errorf("a manual sync tells of %d failures, want 3", len(o.Failures))
	}
	w.put("reviews/latin1.md", "# Café\n\n## Action items\n\n- [ ] Everybody can read this\n")
	w.pass()
	w.states("latin1.md", map[string]review.State{"Everybody": review.Open})
}
