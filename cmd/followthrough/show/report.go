package show

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/report"
)

// Report prints a report for people.
func Report(e terminal.Env, s report.Sheet) {
	fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(s.Title)))
	fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(s.About), e.Width, ""))
	if s.Empty != "" {
		fmt.Fprintln(e.Out, "\n"+terminal.Wrap(s.Empty, e.Width, ""))
	}
	for _, section := range s.Sections {
		printSection(e, section, "")
	}
	for _, note := range s.Notes {
		fmt.Fprintln(e.Out, "\n"+terminal.Wrap(terminal.Clean(note), e.Width, ""))
	}
}

func printSection(e terminal.Env, s report.Section, indent string) {
	fmt.Fprintln(e.Out)
	if indent == "" {
		fmt.Fprintln(e.Out, terminal.Bold(e, terminal.Clean(s.Title)))
	} else {
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(s.Title), e.Width-len(indent), indent))
	}
	for _, note := range s.Notes {
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(note), e.Width-len(indent)-2, indent+"  "))
	}
	switch {
	case len(s.Table.Rows) == 0:
	case len(s.Table.Head) == s.Table.Texts:
		printList(e, s.Table)
	default:
		printTable(e, s.Table)
	}
	for _, part := range s.Parts {
		printSection(e, part, indent+"  ")
	}
}

// printList prints rows of words, each row one entry: what it is, and below it
// the rest.
func printList(e terminal.Env, t report.Table) {
	for _, row := range t.Rows {
		fmt.Fprintln(e.Out, "    · "+terminal.Clean(terminal.Cut(row[0].Text, e.Width-8)))
		var rest []string
		for i, c := range row[1 : len(row)-1] {
			if t.Head[i+1] == "Item" && c.URL != "" && c.URL != c.Text {
				c.Text += " " + c.URL
			}
			rest = append(rest, c.Text)
		}
		below := strings.Join(NonEmpty(rest...), " · ")
		if why := row[len(row)-1].Text; why != "" {
			below += ": " + why
		}
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(below), e.Width-8, "      "))
	}
}

// How few columns the words of a table may be cut to before its rows are
// printed one below the other: a name, and a title.
const (
	narrowest      = 12
	narrowestTitle = 36
)

// printTable prints words at the left and figures at the right; where that
// does not fit, each row as a sentence.
func printTable(e terminal.Env, t report.Table) {
	widths := tableWidths(t)
	if t.Head == nil {
		printPairs(e, t, widths)
		return
	}
	rest := e.Width - 2
	for _, w := range widths[1:] {
		rest -= w + 2
	}
	least := narrowest
	if t.Texts > 1 {
		least = narrowestTitle
	}
	if rest < min(least, widths[0]) {
		printSentences(e, t)
		return
	}
	widths[0] = min(widths[0], rest)
	var head []report.Cell
	for _, h := range t.Head {
		head = append(head, report.Cell{Text: h})
	}
	printRow(e, head, t.Texts, widths)
	for i, row := range t.Rows {
		if t.Total && i == len(t.Rows)-1 {
			fmt.Fprintln(e.Out, "  "+strings.Repeat("─", sum(widths)+2*(len(widths)-1)))
		}
		printRow(e, row, t.Texts, widths)
	}
}

// tableWidths are how many columns each column of a table wants.
func tableWidths(t report.Table) []int {
	out := make([]int, max(len(t.Head), len(t.Rows[0])))
	for i, h := range t.Head {
		out[i] = lipgloss.Width(h)
	}
	for _, row := range t.Rows {
		for i, c := range row {
			out[i] = max(out[i], lipgloss.Width(terminal.Clean(c.Text)))
		}
	}
	return out
}

func printRow(e terminal.Env, row []report.Cell, texts int, widths []int) {
	var b strings.Builder
	for i, c := range row {
		text := terminal.Clean(terminal.Cut(c.Text, widths[i]))
		pad := strings.Repeat(" ", max(0, widths[i]-lipgloss.Width(text)))
		if b.WriteString("  "); i < texts {
			b.WriteString(text + pad)
		} else {
			b.WriteString(pad + text)
		}
	}
	fmt.Fprintln(e.Out, strings.TrimRight(b.String(), " "))
}

// printPairs prints what is said of each thing beside it, or below.
func printPairs(e terminal.Env, t report.Table, widths []int) {
	for _, row := range t.Rows {
		if e.Width-widths[0]-4 < 2*narrowest {
			fmt.Fprintln(e.Out, "  "+row[0].Text)
			fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(row[1].Text), e.Width-6, "    "))
			continue
		}
		label := row[0].Text + strings.Repeat(" ", widths[0]-lipgloss.Width(row[0].Text))
		text := terminal.Wrap(terminal.Clean(row[1].Text), e.Width-widths[0]-4, strings.Repeat(" ", widths[0]+4))
		fmt.Fprintln(e.Out, "  "+label+"  "+strings.TrimLeft(text, " "))
	}
}

// printSentences prints the rows one below the other, without the figures that
// are none; where all are, it says so.
func printSentences(e terminal.Env, t report.Table) {
	for _, row := range t.Rows {
		fmt.Fprintln(e.Out, "  "+terminal.Clean(terminal.Cut(row[0].Text, e.Width-4)))
		var parts []string
		for i, c := range row[1:] {
			if text := c.Text; i+1 < t.Texts {
				parts = append(parts, text)
			} else if text != "0" && text != report.Nothing {
				parts = append(parts, said(t.Head[i+1], text))
			}
		}
		if !slices.ContainsFunc(row[t.Texts:], func(c report.Cell) bool { return c.Text != "0" && c.Text != report.Nothing }) {
			parts = append(parts, "no actions")
		}
		fmt.Fprintln(e.Out, terminal.Wrap(terminal.Clean(strings.Join(NonEmpty(parts...), " · ")), e.Width-6, "    "))
	}
}

// said is a figure under a head in words: "1 review", "2 reviews", "oldest open
// 30 days".
func said(head, figure string) string {
	head = strings.ToLower(head)
	if _, err := strconv.Atoi(figure); err != nil {
		return head + " " + figure
	}
	if slices.Contains([]string{"reviews", "actions", "incidents"}, head) && figure == "1" {
		head = strings.TrimSuffix(head, "s")
	}
	return figure + " " + head
}

func sum(all []int) int {
	n := 0
	for _, v := range all {
		n += v
	}
	return n
}
