package trackertest

import (
	"context"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// probed asks for what can't be made, before and after something was made.
func probed(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	p, ok := tr.(tracker.Prober)
	if !ok {
		t.Skip("it can't be probed")
	}
	made(t, tr, NewItem(h.Backlogs[0], Instance, 1))
	before := h.Raw(t)
	for _, b := range h.Backlogs {
		if err := p.Probe(t.Context(), b); err != nil {
			t.Errorf("a probe of %s: %v", b.Project, err)
		}
	}
	late, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	if err := p.Probe(late, h.Backlogs[0]); err == nil {
		t.Error("a probe after its deadline counts as answered")
	}
	if after := h.Raw(t); after != before {
		t.Errorf("a probe made something:\n%s\nwas:\n%s", after, before)
	}
}
