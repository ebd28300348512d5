package showplan

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/tracker"
)

// widestName is how many columns the names of an item's fields take.
const widestName = 16

// printItem prints an item field by field, as it would be asked for.
func printItem(e terminal.Env, p *tracker.Preview) {
	wide := 0
	for _, f := range p.Fields {
		wide = max(wide, lipgloss.Width(terminal.Clean(f.Name)))
	}
	wide = min(wide, widestName)
	for _, f := range p.Fields {
		text := f.Text
		if f.ID == "" {
			text += " (set after the creation)"
		}
		printField(e, terminal.Clean(f.Name), text, wide)
	}
}

func printField(e terminal.Env, name, text string, wide int) {
	const indent = show.StepIndent
	name += strings.Repeat(" ", max(0, wide-lipgloss.Width(name)))
	room := e.Width - len(indent) - wide - 2
	if one := terminal.Clean(text); !strings.Contains(text, "\n") && lipgloss.Width(one) <= room {
		fmt.Fprintln(e.Out, strings.TrimRight(indent+name+"  "+one, " "))
		return
	}
	fmt.Fprintln(e.Out, strings.TrimRight(indent+name, " "))
	for _, line := range lines(text) {
		line = terminal.Clean(line)
		if strings.TrimSpace(line) == "" {
			fmt.Fprintln(e.Out, indent+"  |")
			continue
		}
		fmt.Fprintln(e.Out, terminal.Wrap(line, e.Width-len(indent)-4, indent+"  | "))
	}
}
