package files

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

var (
	// boxRE is a check box where GitHub shows one: behind a bullet, and not
	// directly before a word. Formatters that know no boxes escape its brackets,
	// or write a ballot box in its place.
	boxRE    = regexp.MustCompile(`^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])(?: {1,4}|\t)(?:\\?\[(\\?.)\\?\]|([☐☑☒])\x{fe0f}?)(?:[ \t]+|$)`)
	bulletRE = regexp.MustCompile(`^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+`)
)

// boxIn is the sign in the box that an item begins with, and what follows it;
// "": it has none.
func boxIn(text string) (sign, body string) {
	m := boxRE.FindStringSubmatch(text)
	if m == nil {
		return "", bulletRE.ReplaceAllString(text, "")
	}
	return strings.TrimPrefix(m[1], `\`) + m[2], text[len(m[0]):]
}

// boxState is what the sign in a box says; the same signs mean the same in
// reviews. GitLab calls a task with ~ inapplicable. A ballot box with an x is how
// pandoc writes one that is ticked, but means a no where there is a tick, too.
func boxState(sign string, ticksToo bool) review.State {
	switch sign {
	case "x", "X", "*", "✓", "✔", "☑":
		return review.Done
	case "☒":
		if ticksToo {
			return review.Declined
		}
		return review.Done
	case "-", "~":
		return review.Declined
	case "/", ">":
		return review.InProgress
	}
	return review.Open
}

// ticksIn tells of each row whether a ballot box with a tick stands under the
// same heading.
func ticksIn(rows []row) []bool {
	out := make([]bool, len(rows))
	from, ticks := 0, false
	for i := 0; i <= len(rows); i++ {
		if i == len(rows) || rows[i].kind == heading {
			for j := from; j < i && ticks; j++ {
				out[j] = true
			}
			from, ticks = i, false
			continue
		}
		if strings.Contains(rows[i].text, "☑") {
			sign, _ := boxIn(rows[i].text)
			ticks = ticks || sign == "☑"
		}
	}
	return out
}
