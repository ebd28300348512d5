package github

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/scalar"
	"github.com/followthrough/followthrough/sync/tracker"
)

// The steps of a creation that its request can't carry, or that it lost, as
// Outcome.Left names them: the first word says which, the rest is for people.
// Fields of a project are named by themselves.
const (
	stepParent    = "parent"    // parent acme/pay#100
	stepProject   = "project"   // project 42
	stepLabels    = "labels"    // labels reliability, post-mortem
	stepMilestone = "milestone" // milestone Q4
	stepType      = "type"      // type Task
)

// The fields of a project that an item's own priority and due date are set in.
const (
	fieldPriority = "Priority"
	fieldDue      = "Due date" // or one of dueNames
)

// dueNames are what a project's field for due dates may be called: the first
// that is there counts.
func dueNames() []string { return []string{fieldDue, "Due", "Target date"} }

// leftOver are the steps that no creation carries, each by the name that
// Finish knows and a review shows: "parent acme/pay#100", "project 42",
// "Status: Todo", "Priority: High", "Due date: 2026-12-01".
func leftOver(item tracker.NewItem, b Backlog) []string {
	var out []string
	if p, ok := b.parentIn(item.Backlog.Project); ok {
		out = append(out, stepParent+" "+p.String())
	}
	if b.Board == 0 {
		return out
	}
	out = append(out, stepProject+" "+strconv.Itoa(b.Board))
	for _, f := range b.Fields {
		if !own(item, f.Name) {
			out = append(out, stepField(f))
		}
	}
	if item.Priority != "" {
		out = append(out, stepField(Value{Name: fieldPriority, Value: item.Priority}))
	}
	if !item.Due.IsZero() {
		out = append(out, stepField(Value{Name: fieldDue, Value: item.Due.Format(time.DateOnly)}))
	}
	return out
}

// own tells a field whose value the item brings itself: that of the backlog
// does not count then.
func own(item tracker.NewItem, name string) bool {
	return item.Priority != "" && strings.EqualFold(name, fieldPriority) || !item.Due.IsZero() && strings.EqualFold(name, fieldDue)
}

// stepField is the name of the step that sets a field.
func stepField(v Value) string {
	text, _ := scalar.Written(v.Value)
	return mdedit.Line(v.Name) + ": " + mdedit.Line(text)
}

// shortened is a value as earlier versions named it, whose steps may still
// be left: its number without the digits that change nothing.
func shortened(v Value) Value {
	if n, ok := v.Value.(json.Number); ok {
		if f, err := n.Float64(); err == nil {
			v.Value = f
		}
	}
	return v
}

// fieldOf is the field and value that a step sets; false: it is no such step.
// Values are those of the backlog, as they were given; priority and due date
// are in the step alone.
func fieldOf(step string, b Backlog) (Value, bool) {
	for _, f := range b.Fields {
		if stepField(f) == step || stepField(shortened(f)) == step {
			return f, true
		}
	}
	for _, name := range []string{fieldPriority, fieldDue} {
		if value, ok := strings.CutPrefix(step, name+": "); ok && b.Board != 0 {
			return Value{Name: name, Value: value}, true
		}
	}
	return Value{}, false
}
