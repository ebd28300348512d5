package github

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// A step that an earlier version named, which took digits away, is still known.
func TestStepsOfEarlierVersions(t *testing.T) {
	b := Backlog{Board: 1, Fields: []Value{{Name: "Version", Value: json.Number("1.10")}, {Name: "Points", Value: json.Number("3")}}}
	for step, want := range map[string]any{"Version: 1.10": json.Number("1.10"), "Version: 1.1": json.Number("1.10"), "Points: 3": json.Number("3"), "Version: 1": nil} {
		if v, _ := fieldOf(step, b); v.Value != want {
			t.Errorf("%s: got %v", step, v.Value)
		}
	}
}

// What is left is named for people, in the order in which it is done, and each
// name is known again.
func TestWhatIsLeftOver(t *testing.T) {
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	all := Backlog{Parent: "#100", Board: 42, Fields: []Value{{Name: "Status", Value: "Todo"}, {Name: "Points", Value: 3.0}, {Name: "priority", Value: "Low"}, {Name: "Note", Value: "two\nlines"}}}
	for name, c := range map[string]struct {
		item tracker.NewItem
		own  Backlog
		want []string
	}{
		"nothing":            {tracker.NewItem{}, Backlog{Type: "Task", Milestone: "Q4"}, nil},
		"a parent":           {tracker.NewItem{}, Backlog{Parent: "acme/sto#7"}, []string{"parent acme/sto#7"}},
		"all":                {tracker.NewItem{}, all, []string{"parent acme/pay#100", "project 42", "Status: Todo", "Points: 3", "priority: Low", "Note: two lines"}},
		"the item's own":     {tracker.NewItem{Priority: "High", Due: day}, all, []string{"parent acme/pay#100", "project 42", "Status: Todo", "Points: 3", "Note: two lines", "Priority: High", "Due date: 2026-12-01"}},
		"nowhere to be set":  {tracker.NewItem{Priority: "High", Due: day}, Backlog{}, nil},
		"only a due date":    {tracker.NewItem{Due: day}, Backlog{Board: 1}, []string{"project 1", "Due date: 2026-12-01"}},
		"a due date of ours": {tracker.NewItem{Due: day}, Backlog{Board: 1, Fields: []Value{{Name: "due date", Value: "2026-01-01"}}}, []string{"project 1", "Due date: 2026-12-01"}},
	} {
		c.item.Backlog.Project = "acme/pay"
		got := leftOver(c.item, c.own)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
		for _, step := range got {
			_, field := fieldOf(step, c.own)
			if other := strings.HasPrefix(step, stepParent+" ") || strings.HasPrefix(step, stepProject+" "); field == other {
				t.Errorf("%s: %q is not known again", name, step)
			}
		}
	}
}
