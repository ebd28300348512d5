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
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(e.Moments(r.about())), e.Width-2, "  "))
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
	for _, text := range doc.answers() {
		fmt.Fprintln(e.Out, "\n"+terminal.Wrap(text, e.Width, ""))
	}
}

// answers say what a person can do about lines and documents that the reader is
// not sure of, where there are any.
func (x Extracts) answers() []string {
	alone, unclear, unknown := 0, 0, 0
	for _, r := range x.Reviews {
		alone += r.alone()
		unclear += r.unclear()
		if r.NotUnderstood {
			unknown++
		}
	}
	var out []string
	if alone > 0 {
		out = append(out, "? may be an action, and nothing is made of it: `(action)` or `(no action)` behind the line says which it is, "+
			"`read.sections.take` in the configuration names a heading above actions. `followthrough extract --why` shows what speaks for and against each line.")
	}
	if unclear > 0 {
		out = append(out, "! asks before anything is made of it: mend the line as it says.")
	}
	if unknown > 0 {
		out = append(out, Count(unknown, "document")+": "+review.NothingUnderstood+". If there are actions, `read.sections.take` in the configuration names the heading above them, "+
			"and `Action item:` before a line makes it one. `followthrough extract --why` says of each line what it was taken for.")
	}
	return out
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
		switch {
		case l.Doubtful:
			sign = "?"
		case l.Action > 0:
			sign = "○"
		}
		fmt.Fprintf(e.Out, "  %4d %s %s\n", l.Number, sign, terminal.Clean(terminal.Cut(strings.TrimSpace(l.Text), e.Width-len(indent))))
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean("→ "+l.What), e.Width-len(indent)-2, indent+"  "))
	}
}
