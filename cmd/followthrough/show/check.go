package show

import (
	"fmt"
	"io"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// Finding is one result of a check.
type Finding struct {
	About   string `json:"about"`
	Problem bool   `json:"problem"` // false: a remark
	Text    string `json:"text"`
}

// FindingsJSON writes findings.
func FindingsJSON(w io.Writer, list []Finding) error {
	return JSON(w, struct {
		Findings []Finding `json:"findings"`
	}{list})
}

// Findings prints findings, and their sum.
func Findings(e terminal.Env, list []Finding) {
	last := ""
	wrong := 0
	for _, f := range list {
		if f.About != last {
			fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(f.About)))
			last = f.About
		}
		sign := "✓"
		if f.Problem {
			sign = "!"
			wrong++
		}
		text := terminal.Wrap(terminal.Clean(f.Text), e.Width-6, "    ")
		fmt.Fprintln(e.Out, "  "+terminal.Coloured(e, sign)+strings.TrimPrefix(text, "   "))
	}
	switch wrong {
	case 0:
		fmt.Fprintln(e.Out, "\nAll is well.")
	default:
		fmt.Fprintf(e.Out, "\n%s to solve.\n", Count(wrong, "problem"))
	}
}
