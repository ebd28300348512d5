package show

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
)

// StepIndent is how far what stands below a step is indented.
const StepIndent = "            "

// sign is a step's sign, and the word beside it.
func sign(op plan.Op) (mark, word string) {
	switch op {
	case plan.OpCreate:
		return "+", "create"
	case plan.OpLink:
		return "=", "link"
	case plan.OpWriteBack:
		return "~", "write"
	}
	return "…", "wait"
}

// Step is a step in a line, what does not fit and why below it.
func Step(e terminal.Env, s plan.Step) string {
	mark, word := sign(s.Op)
	arrow := "→ "
	if e.Plain {
		arrow, mark = "-> ", strings.ReplaceAll(mark, "…", ".")
	}
	what := s.Title
	if s.Action == "" {
		what = "the review"
	}
	lead := fmt.Sprintf("  %s %-7s ", mark, word)
	what = terminal.Clean(terminal.Cut(what, e.Width-lipgloss.Width(lead)))
	line := terminal.Like(e, mark, strings.TrimRight(lead, " ")) + lead[len(strings.TrimRight(lead, " ")):] + what
	var below []string
	if s.Op == plan.OpCreate || s.Op == plan.OpLink {
		to := terminal.Clean(arrow + strings.Trim(s.Team+" ("+s.Tracker+" "+s.Project+")", " "))
		if lipgloss.Width(lead+what+" "+to) <= e.Width {
			line += " " + to
		} else {
			below = append(below, to)
		}
	}
	if s.Why != "" {
		below = append(below, terminal.Clean(e.Moments(s.Why)))
	}
	for _, text := range below {
		line += "\n" + Below(e, text)
	}
	return line
}

// Below is a text as it stands below a step.
func Below(e terminal.Env, text string) string {
	return terminal.Wrap(text, e.Width-len(StepIndent), StepIndent)
}
