package notyaml

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

var (
	// secretKey is a word of a key below which a secret may stand.
	secretKey = regexp.MustCompile(`(?i)token|secret|passw|private|credential|bearer|authorization|api_?key|\bpat\b|-----BEGIN`)
	// secretText is a secret that stands alone: a name and password in an
	// address, or what a vendor's tokens look like.
	secretText = regexp.MustCompile(`://[^/\s]*@|\b(?:gh[a-z]_|github_pat_|ATATT|glpat-|xox[a-z]-)|[A-Za-z0-9+=]{24,}`)
	anyKey     = regexp.MustCompile(`(?:^|[\s{,-])["']?[\w.-]+["']?\s*[:=]`)
)

// mostShown is how many signs of a line are shown.
const mostShown = 70

// Show is a line of a file and a caret below its column; "": it may hold a
// secret, or is not there.
func Show(data []byte, line, column int) string {
	lines := strings.Split(string(data), "\n")
	if line < 1 || line > len(lines) || hides(lines, line) {
		return ""
	}
	text := []rune(lines[line-1])
	column = min(max(1, column), len(text)+1)
	from := max(0, min(column-1-mostShown/2, len(text)-mostShown))
	to := min(len(text), from+mostShown)
	shown, before := plain(text[from:to]), column-1-from
	if from > 0 {
		shown, before = "…"+shown, before+1
	}
	if to < len(text) {
		shown += "…"
	}
	number := fmt.Sprint(line)
	return fmt.Sprintf("  %s | %s\n  %s | %s^", number, shown, strings.Repeat(" ", len(number)), strings.Repeat(" ", before))
}

// plain is a text with a sign for each of those that can't be seen.
func plain(text []rune) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return '→'
		case IsInvisible(r):
			return '␣'
		case !unicode.IsPrint(r):
			return '·'
		}
		return r
	}, string(text))
}

// hides tells whether a line may hold a secret: by its own words, or by those
// of the last key above it, whose value may go on here.
func hides(lines []string, line int) bool {
	if text := lines[line-1]; secretKey.MatchString(text) || secretText.MatchString(text) {
		return true
	}
	for i := line - 2; i >= 0; i-- {
		if anyKey.MatchString(lines[i]) {
			return secretKey.MatchString(lines[i])
		}
	}
	return false
}
