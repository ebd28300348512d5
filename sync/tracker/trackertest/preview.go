package trackertest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

func previewMakesNothing(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	p, ok := tr.(tracker.Previewer)
	if !ok {
		t.Skip("the tracker can't say what it would send")
	}
	items := []tracker.NewItem{
		NewItem(h.Backlogs[0], Instance, 1),
		NewItem(tracker.Backlog{Project: "../no such/project\x00"}, Instance, 2),
		NewItem(h.Backlogs[1], Instance, 3),
		NewItem(h.Backlogs[0], Instance, 4),
	}
	items[3].Due, items[3].Detail = time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC), "More of it.\n\n- and a list"
	before := h.Raw(t)
	first := p.Preview(t.Context(), items)
	again := p.Preview(t.Context(), items)
	if len(first) != len(items) || asJSON(t, first) != asJSON(t, again) {
		t.Fatalf("twice the same items, and two previews:\n%s\n%s", asJSON(t, first), asJSON(t, again))
	}
	if h.Raw(t) != before {
		t.Error("a preview changed something")
	}
	for i, o := range tr.Create(t.Context(), items) {
		said := first[i]
		switch {
		case (o.Err == nil) != (said.Err == nil), o.Err != nil && o.Err.Error() != said.Err.Error():
			t.Errorf("item %d: the preview says %v, the creation %v", i, said.Err, o.Err)
		case o.Err != nil:
		case !said.Guessed && (said.Item.Key != o.Item.Key || said.Item.URL != o.Item.URL):
			t.Errorf("item %d is %s at %s, and not %s at %s", i, o.Item.Key, o.Item.URL, said.Item.Key, said.Item.URL)
		case said.Guessed && !strings.HasPrefix(o.Item.Key, strings.TrimSuffix(said.Item.Key, tracker.Ungiven)):
			t.Errorf("item %d is %s, and not like %s", i, o.Item.Key, said.Item.Key)
		case !tells(said.Fields, items[i].Title):
			t.Errorf("item %d: no field tells of %q:\n%s", i, items[i].Title, asJSON(t, said.Fields))
		}
	}
}

// tells tells whether the words stand in a field.
func tells(fields []tracker.PreviewField, words string) bool {
	for _, f := range fields {
		if strings.Contains(f.Text, words) {
			return true
		}
	}
	return false
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
