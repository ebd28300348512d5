package show

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/finding"
)

// Finding is one result of a check: one cause, wherever and for whomever it is
// so.
type Finding struct {
	About string
	Sign  finding.Sign
	Text  string // {} in it stands for the places
	Where []string
	Next  string
	Teams []string
}

// Sentence is the finding with all its places, and what to do.
func (f Finding) Sentence() string {
	return finding.Finding{Text: f.Text, Where: strings.Join(f.Where, ", "), Next: f.Next}.String()
}

// OneCause makes one finding of those that differ only in where and for which
// team they are so. The order is that of the first of each; what is wrong comes
// first of what is said about one thing, then what is to be looked at.
func OneCause(all []Finding) []Finding {
	var out []Finding
	at := map[[4]string]int{}
	abouts := map[string]int{}
	for _, f := range all {
		if _, known := abouts[f.About]; !known {
			abouts[f.About] = len(abouts)
		}
		cause := [4]string{f.About, string(f.Sign), f.Text, f.Next}
		i, known := at[cause]
		if !known {
			i, at[cause] = len(out), len(out)
			out = append(out, Finding{About: f.About, Sign: f.Sign, Text: f.Text, Next: f.Next})
		}
		out[i].Where = append(out[i].Where, f.Where...)
		out[i].Teams = append(out[i].Teams, f.Teams...)
	}
	for i := range out {
		out[i].Where, out[i].Teams = once(out[i].Where), once(out[i].Teams)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(abouts[a.About], abouts[b.About]), cmp.Compare(weight(b.Sign), weight(a.Sign)))
	})
	return out
}

func once(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

func weight(s finding.Sign) int {
	return slices.Index([]finding.Sign{finding.Good, finding.Look, finding.Wrong}, s)
}

// FindingsJSON writes findings.
func FindingsJSON(w io.Writer, list []Finding) error {
	type one struct {
		About string       `json:"about"`
		Sign  finding.Sign `json:"sign"`
		Text  string       `json:"text"`
		Next  *string      `json:"next"`
		Where []string     `json:"where"`
		Teams []string     `json:"teams"`
	}
	all := []one{}
	for _, f := range list {
		text := finding.Finding{Text: f.Text, Where: strings.Join(f.Where, ", ")}.String()
		all = append(all, one{f.About, f.Sign, text, OrNull(f.Next), append([]string{}, f.Where...), append([]string{}, f.Teams...)})
	}
	return JSON(w, struct {
		Findings []one `json:"findings"`
	}{all})
}

// few is how many names a line holds; the JSON has all.
const few = 5

// brief are names, the first ones and how many more.
func brief(names []string) string {
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return Few(names, few-1)
}

// Findings prints findings, and their sum.
func Findings(e terminal.Env, list []Finding) {
	last := ""
	sum := map[finding.Sign]int{}
	for _, f := range list {
		if f.About != last {
			fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(f.About)))
			last = f.About
		}
		sum[f.Sign]++
		printFinding(e, f)
	}
	fmt.Fprintln(e.Out)
	switch wrong, look := sum[finding.Wrong], sum[finding.Look]; {
	case wrong == 0 && look == 0:
		fmt.Fprintln(e.Out, "All is well.")
	case wrong == 0:
		fmt.Fprintf(e.Out, "Nothing is wrong, %s to look at.\n", Count(look, "thing"))
	case look == 0:
		fmt.Fprintf(e.Out, "%s to solve.\n", Count(wrong, "problem"))
	default:
		fmt.Fprintf(e.Out, "%s to solve, %s to look at.\n", Count(wrong, "problem"), Count(look, "thing"))
	}
}

func printFinding(e terminal.Env, f Finding) {
	signs := map[finding.Sign]string{finding.Good: "✓", finding.Look: "!", finding.Wrong: "✗"}
	arrow, sign := "→ ", signs[f.Sign]
	if e.Plain {
		arrow, sign = "-> ", map[finding.Sign]string{finding.Good: "+", finding.Look: "!", finding.Wrong: "x"}[f.Sign]
	}
	text := finding.Finding{Text: f.Text, Where: brief(f.Where)}.String()
	if f.Sign != finding.Good && len(f.Teams) > 0 {
		word := "team"
		if len(f.Teams) > 1 {
			word = "teams"
		}
		text += fmt.Sprintf(" (%s %s)", word, brief(f.Teams))
	}
	text = terminal.Wrap(terminal.Clean(text), e.Width-6, "    ")
	fmt.Fprintln(e.Out, "  "+terminal.Coloured(e, sign)+strings.TrimPrefix(text, "   "))
	if f.Next != "" {
		next := terminal.Wrap(terminal.Clean(f.Next), e.Width-4-2*len([]rune(arrow)), strings.Repeat(" ", 4+len([]rune(arrow))))
		fmt.Fprintln(e.Out, "    "+arrow+strings.TrimLeft(next, " "))
	}
}
