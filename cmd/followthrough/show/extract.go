package show

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// Extract prints what was read from documents, an action a line.
func Extract(e terminal.Env, doc Extracts) {
	for i, r := range doc.Reviews {
		if i > 0 {
			fmt.Fprintln(e.Out)
		}
		fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(terminal.Cut(cmp.Or(r.Title, r.File), e.Width-2))))
		fmt.Fprintln(e.Out, "  "+terminal.Clean(terminal.Cut(e.Moments(r.about()), e.Width-4)))
		printFlaws(e, r.flaws)
		for _, a := range r.Actions {
			title := strings.TrimSpace(terminal.Wrap(terminal.Clean(a.Title), e.Width-11, "         "))
			fmt.Fprintf(e.Out, "  %4d %s %s\n", a.Line, a.sign(), title)
			if facts := a.facts(); facts != "" {
				fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(facts), e.Width-11, "         "))
			}
		}
		if r.MoreDoubtful > 0 {
			fmt.Fprintln(e.Out, terminal.Wrap(fmt.Sprintf("and %d more that may be actions: `followthrough extract --why` shows every line", r.MoreDoubtful), e.Width-6, "    "))
		}
	}
}

// printFlaws prints what of a review's front matter can't be read, and what was
// taken as plain text.
func printFlaws(e terminal.Env, flaws []review.Flaw) {
	for _, f := range flaws {
		sign := "! "
		if f.Text {
			sign = "· "
		}
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(sign+f.String()), e.Width-4, "  "))
	}
}

// Why prints what became of every line of a document.
func Why(e terminal.Env, file string, lines []markdown.Line) {
	const indent = "         "
	fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(file)))
	for _, l := range lines {
		sign := " "
		if l.Action > 0 {
			sign = "○"
		}
		fmt.Fprintf(e.Out, "  %4d %s %s\n", l.Number, sign, terminal.Clean(terminal.Cut(strings.TrimSpace(l.Text), e.Width-len(indent))))
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean("→ "+l.What), e.Width-len(indent)-2, indent+"  "))
	}
}
