package review

import (
	"regexp"
	"strings"
)

// Commands stand in reasons, which people read in a terminal and in reviews: in
// backticks, so that Markdown shows them as they are, and such that a shell takes
// them as they stand.

var (
	plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%+=,][A-Za-z0-9_./:@%+=,-]*$|^--[a-z-]+$`)
	// unquotable is what a shell's quotes, a code span or a table's cell can't hold.
	unquotable = regexp.MustCompile("[`'|\\\\\\pC]")
)

// Command is a command of ours, in backticks.
func Command(words ...string) string {
	out := []string{"followthrough"}
	for _, w := range words {
		if !plainWord.MatchString(w) {
			w = "'" + w + "'"
		}
		out = append(out, w)
	}
	return "`" + strings.Join(out, " ") + "`"
}

// Pasteable tells whether a name can stand in a command as it is.
func Pasteable(name string) bool { return !unquotable.MatchString(name) }
