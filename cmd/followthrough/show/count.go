package show

import (
	"fmt"
	"strings"
)

// Count is "1 item", "2 items".
func Count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// Are is the verb behind a Count.
func Are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// Few are the first names of a list, and how many more there are.
func Few(names []string, most int) string {
	told := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		told += fmt.Sprintf(" and %d more", more)
	}
	return told
}
