package trackertest

import (
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/tracker"
)

// placesListed: whoever has items in a place finds it in the list, once and in
// order, and to list changes nothing.
func placesListed(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	l, ok := tr.(tracker.Lister)
	if !ok {
		t.Skip("lists no places")
	}
	made(t, tr, NewItem(h.Backlogs[0], Instance, 0))
	made(t, tr, NewItem(h.Backlogs[1], Instance, 1))
	was := h.Raw(t)
	places, err := l.Places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, p := range places {
		keys = append(keys, p.Key)
		if p.Name == "" || p.What == "" {
			t.Errorf("%+v says too little", p)
		}
	}
	if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Errorf("%v is in no order, or names one twice", keys)
	}
	for _, b := range h.Backlogs {
		if !slices.Contains(keys, b.Project) {
			t.Errorf("%v lacks %s", keys, b.Project)
		}
	}
	if now := h.Raw(t); now != was {
		t.Errorf("listing places changed something:\n%s\n%s", was, now)
	}
}
