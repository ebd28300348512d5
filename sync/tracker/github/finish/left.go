package finish

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/scalar"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
)

// The steps of a creation that its request can't carry, or that it lost, as
// Outcome.Left names them: the first word says which, the rest is for people.
// Fields of a project are named by themselves.
const (
	StepParent    = "parent"    // parent acme/pay#100
	StepProject   = "project"   // project 42
	StepLabels    = "labels"    // labels reliability, post-mortem
	StepMilestone = "milestone" // milestone Q4
	StepType      = "type"      // type Task
)

// kindOf is which step a name of one means.
func kindOf(step string) string {
	kind, _, _ := strings.Cut(step, " ")
	return kind
}

// The fields of a project that an item's own priority and due date are set in.
const (
	FieldPriority = "Priority"
	FieldDue      = "Due date" // or one of dueNames
)

// dueNames are what a project's field for due dates may be called: the first
// that is there counts.
func dueNames() []string { return []string{FieldDue, "Due", "Target date"} }

// Left are the steps that no creation carries, each by the name that
// Finish knows and a review shows: "parent acme/pay#100", "project 42",
// "Status: Todo", "Priority: High", "Due date: 2026-12-01".
func Left(item tracker.NewItem, b backlog.Backlog) []string {
	var out []string
	if p, ok := b.ParentIn(item.Backlog.Project); ok {
		out = append(out, StepParent+" "+p.String())
	}
	if b.Board == 0 {
		return out
	}
	out = append(out, StepProject+" "+strconv.Itoa(b.Board))
	for _, f := range b.Fields {
		if !own(item, f.Name) {
			out = append(out, stepField(f))
		}
	}
	if item.Priority != "" {
		out = append(out, stepField(backlog.Value{Name: FieldPriority, Value: item.Priority}))
	}
	if !item.Due.IsZero() {
		out = append(out, stepField(backlog.Value{Name: FieldDue, Value: item.Due.Format(time.DateOnly)}))
	}
	return out
}

// own tells a field whose value the item brings itself: that of the backlog
// does not count then.
func own(item tracker.NewItem, name string) bool {
	return item.Priority != "" && strings.EqualFold(name, FieldPriority) || !item.Due.IsZero() && strings.EqualFold(name, FieldDue)
}

// stepField is the name of the step that sets a field.
func stepField(v backlog.Value) string {
	return mdedit.Line(v.Name) + ": " + mdedit.Line(written(v.Value))
}

// written is a value as a person writes it.
func written(value any) string {
	if text, ok := scalar.Text(value); ok {
		return text
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return "" // what was read from JSON always marshals
	}
	return string(raw)
}

// shortened is a value as earlier versions named it, whose steps may still
// be left: its number without the digits that change nothing.
func shortened(v backlog.Value) backlog.Value {
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
func fieldOf(step string, b backlog.Backlog) (backlog.Value, bool) {
	for _, f := range b.Fields {
		if stepField(f) == step || stepField(shortened(f)) == step {
			return f, true
		}
	}
	for _, name := range []string{FieldPriority, FieldDue} {
		if value, ok := strings.CutPrefix(step, name+": "); ok && b.Board != 0 {
			return backlog.Value{Name: name, Value: value}, true
		}
	}
	return backlog.Value{}, false
}
