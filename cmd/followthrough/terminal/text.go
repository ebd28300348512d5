package terminal

import (
	"sort"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
)

// Clean makes a text from elsewhere harmless on a terminal: control and
// direction-changing characters are shown, not obeyed.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
			return '�'
		}
		return r
	}, s)
}

// CleanLines is Clean for a text of several lines.
func CleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Join(lines, "\n")
}

// stacked is how many characters a column may hold: some take no room.
const stacked = 32

// Cut shortens a text to n columns.
func Cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= stacked*n && lipgloss.Width(s) <= n {
		return s
	}
	r = r[:min(len(r), stacked*n)]
	fits := sort.Search(len(r), func(i int) bool { return lipgloss.Width(string(r[:i+1])) > n-1 })
	return strings.TrimRight(string(r[:fits]), " ") + "…"
}

// CutFront shortens a text to n columns and keeps its end, which names a file
// better than its beginning.
func CutFront(s string, n int) string {
	r := []rune(s)
	if len(r) <= stacked*n && lipgloss.Width(s) <= n {
		return s
	}
	r = r[max(0, len(r)-stacked*n):]
	from := sort.Search(len(r), func(i int) bool { return lipgloss.Width(string(r[i:])) <= n-1 })
	return "…" + strings.TrimLeft(string(r[from:]), " ")
}

// Wrap breaks a text between words into lines of at most width columns, each
// indented. A word is broken only where it is longer than a line, so that a
// command or a path in it can be copied; a path then after a slash.
func Wrap(s string, width int, indent string) string {
	width = max(20, width)
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && lipgloss.Width(line)+1+lipgloss.Width(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		parts := broken(word, width)
		lines = append(lines, parts[:len(parts)-1]...)
		line = parts[len(parts)-1]
	}
	return indent + strings.Join(append(lines, line), "\n"+indent)
}

// broken is a word that is longer than a line, in lines.
func broken(word string, width int) (out []string) {
	line := ""
	for _, part := range strings.SplitAfter(word, "/") {
		if lipgloss.Width(line)+lipgloss.Width(part) <= width {
			line += part
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		parts := strings.Split(lipgloss.Wrap(part, width, ""), "\n")
		out = append(out, parts[:len(parts)-1]...)
		line = parts[len(parts)-1]
	}
	return append(out, line)
}

// Coloured is a sign in its colour; colour only adds to what it says.
func Coloured(e Env, sign string) string { return Like(e, sign, sign) }

// Like is a text in the colour of a sign.
func Like(e Env, sign, text string) string {
	colours := map[string]string{
		"✓": "2", "–": "8", "●": "4", "!": "3", "✗": "1", "x": "1",
		"+": "2", "=": "6", "~": "3", "…": "8", "-": "1", "@": "6",
	}
	colour, ok := colours[sign]
	if !e.OutTerminal || !ok {
		return text
	}
	return lipgloss.NewStyle().Foreground(lipgloss.Color(colour)).Render(text)
}

// Bold stands out on a terminal, and nowhere else.
func Bold(e Env, s string) string {
	if !e.OutTerminal {
		return s
	}
	return lipgloss.NewStyle().Bold(true).Render(s)
}
