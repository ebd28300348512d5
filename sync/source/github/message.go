package github

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// message is what a commit says: which reviews, and how many of their actions
// stand where; never an action's words, or a person's name.
func (w *writing) message(changes []change) string {
	first := fmt.Sprintf("Follow-through in %d reviews", len(changes))
	if len(changes) == 1 {
		first = "Follow-through in " + harmless(below(w.base.folder.path, changes[0].path))
	}
	if w.base.cfg.CommitSuffix != "" {
		first += " " + w.base.cfg.CommitSuffix
	}
	return first + "\n\n" + w.sums(changes, "%s: %s\n")
}

// longestList bounds, in bytes, how many reviews are named one by one: the
// text of a pull request has at most 65,536 characters.
const longestList = 16 << 10

func (w *writing) sums(changes []change, form string) string {
	var out strings.Builder
	for n, c := range changes {
		if out.Len() > longestList {
			fmt.Fprintf(&out, "and %d more\n", len(changes)-n)
			break
		}
		fmt.Fprintf(&out, form, harmless(below(w.base.folder.path, c.path)), sum(w.jobs[c.job].WriteBack))
	}
	return out.String()
}

// sum is a report in numbers.
func sum(r review.WriteBack) string {
	counts := map[review.State]int{}
	for _, row := range r.Rows {
		counts[row.State]++
	}
	var out []string
	for _, state := range review.States() {
		if counts[state] > 0 {
			out = append(out, fmt.Sprintf("%d %s", counts[state], state.Words()))
		}
	}
	if len(out) == 0 {
		return "no actions"
	}
	return strings.Join(out, ", ")
}

// acting are the signs by which GitHub would take a path for a mention, a
// number that is closed, an order to CI, or markup.
var acting = regexp.MustCompile("(?i)[@#\\[\\]%`<>|\\\\*\\x00-\\x1f\\x7f]|\\bgh-")

// harmless is a path that nothing happens by.
func harmless(path string) string {
	return acting.ReplaceAllStringFunc(path, func(sign string) string {
		if len(sign) > 1 {
			return sign[:len(sign)-1] + "%2D"
		}
		return fmt.Sprintf("%%%02X", sign[0])
	})
}
