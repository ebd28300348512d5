package wiki

import (
	"regexp"
	"strings"
	"unicode"
)

// ends are what may end, or open, text without a format.
var ends = regexp.MustCompile(`(?i)\{(noformat|code|adf)`)

// Code writes lines that stay as they are, in the type of code. Cloud's reader
// takes the white space off the first line: what no line needs is left out.
func Code(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "    ", gap, "").Replace(text)
	text = strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return -1
		}
		return r
	}, text)
	text = dedent(strings.TrimRight(strings.TrimLeft(text, "\n"), " \n"))
	if strings.HasPrefix(text, " ") {
		text = gap + text
	}
	return "{noformat}\n" + ends.ReplaceAllString(text, "{"+gap+"$1") + "\n{noformat}"
}

// dedent takes off the white space that all lines begin with.
func dedent(text string) string {
	lines := strings.Split(text, "\n")
	least := -1
	for _, line := range lines {
		if n := len(line) - len(strings.TrimLeft(line, " ")); n < len(line) && (least < 0 || n < least) {
			least = n
		}
	}
	for i, line := range lines {
		lines[i] = line[min(max(least, 0), len(line)):]
	}
	return strings.Join(lines, "\n")
}
