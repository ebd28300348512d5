package main

import (
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
)

// clean makes a text from elsewhere harmless on a terminal: control and
// direction-changing characters are shown, not obeyed.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) {
			return '�'
		}
		return r
	}, s)
}

// cleanLines is clean for a text of several lines.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = clean(line)
	}
	return strings.Join(lines, "\n")
}

// cut shortens a text to n columns.
func cut(s string, n int) string {
	if lipgloss.Width(s) <= n {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && lipgloss.Width(string(r)) > n-1 {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ") + "…"
}

// wrap breaks a text between words into lines of at most width columns, each
// indented. A word is broken only where it is longer than a line, so that a
// command or a path in it can be copied.
func wrap(s string, width int, indent string) string {
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
		parts := strings.Split(lipgloss.Wrap(word, width, ""), "\n")
		lines = append(lines, parts[:len(parts)-1]...)
		line = parts[len(parts)-1]
	}
	return indent + strings.Join(append(lines, line), "\n"+indent)
}

// coloured is a sign in its colour; colour only adds to what it says.
func coloured(e env, sign string) string {
	colours := map[string]string{"✓": "2", "–": "8", "●": "4", "!": "3"}
	colour, ok := colours[sign]
	if !e.outTerminal || !ok {
		return sign
	}
	return lipgloss.NewStyle().Foreground(lipgloss.Color(colour)).Render(sign)
}

// bold stands out on a terminal, and nowhere else.
func bold(e env, s string) string {
	if !e.outTerminal {
		return s
	}
	return lipgloss.NewStyle().Bold(true).Render(s)
}
