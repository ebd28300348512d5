package execute

import (
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// tidy lets the places in which we write remove what a killed process of ours
// left there.
func (x *execution) tidy() {
	for _, name := range slices.Sorted(maps.Keys(x.Sources)) {
		s := x.Sources[name]
		if t, ok := s.Writer.(source.Tidier); ok && len(s.Modes) > 0 && x.ctx.Err() == nil {
			t.Tidy(x.ctx)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(x.Trackers)) {
		if t, ok := x.Trackers[name].Tracker.(tracker.Tidier); ok && x.ctx.Err() == nil {
			t.Tidy(x.ctx)
		}
	}
}
