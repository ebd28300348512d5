package showplan

import (
	"fmt"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// Table prints the steps by review. What waits for nobody is in the sum, and
// printed only where all is shown, or its review was asked for.
func (v View) Table(e terminal.Env) {
	last := ""
	for _, s := range v.Steps {
		if s.Quiet() && !v.Full && len(v.Scope.Reviews) == 0 {
			continue
		}
		if here := s.Source + ":" + s.Path; here != last {
			if last != "" {
				fmt.Fprintln(e.Out)
			}
			fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(here)))
			last = here
		}
		fmt.Fprintln(e.Out, show.Step(e, s.Step))
		v.below(e, s)
	}
	if last != "" {
		fmt.Fprintln(e.Out)
	}
}

// below prints what is known of how a step would be carried out.
func (v View) below(e terminal.Env, s Step) {
	if s.Err != nil {
		fmt.Fprintln(e.Out, show.Below(e, terminal.Clean(e.Moments("! would fail: "+s.Err.Error()))))
	}
	for _, note := range s.Notes {
		fmt.Fprintln(e.Out, show.Below(e, terminal.Clean("note: "+note)))
	}
	switch {
	case !v.Full:
	case s.Hidden:
		fmt.Fprintln(e.Out, show.Below(e, show.ErrHidden.Error()))
	case s.Item != nil && s.Err == nil:
		printItem(e, s.Item)
	case s.Diff != "":
		if s.Where != "" {
			fmt.Fprintln(e.Out, show.Below(e, "in "+s.Where+":"))
		}
		printDiff(e, s.Diff)
	}
}
