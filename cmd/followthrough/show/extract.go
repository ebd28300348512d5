package show

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// Extract prints what was read from documents, an action a line.
func Extract(e terminal.Env, doc Extracts) {
	for i, r := range doc.Reviews {
		if i > 0 {
			fmt.Fprintln(e.Out)
		}
		fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(terminal.Cut(cmp.Or(r.Title, r.File), e.Width-2))))
		fmt.Fprintln(e.Out, "  "+terminal.Clean(terminal.Cut(r.about(), e.Width-4)))
		for _, a := range r.Actions {
			title := strings.TrimSpace(terminal.Wrap(terminal.Clean(a.Title), e.Width-11, "         "))
			fmt.Fprintf(e.Out, "  %4d %s %s\n", a.Line, a.sign(), title)
			if facts := a.facts(); facts != "" {
				fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(facts), e.Width-11, "         "))
			}
		}
	}
}
