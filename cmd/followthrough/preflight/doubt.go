package preflight

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/restriction"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// mostLabels is how many labels are told of those that were not understood.
const mostLabels = 3

// leftAlone tells how many lines of a source may be actions, below which labels
// most of them stand, and which setting takes these. What restricted reviews call
// their sections is not told.
func (c *Check) leftAlone(p *part, s config.Source, docs []source.Document) {
	lines, reviews := 0, 0
	labels := map[string]int{}
	var unknown []string
	hidden := restriction.Cautious(s.Restricted)
	for _, doc := range docs {
		if n := doc.Review.LeftAlone(); n > 0 {
			lines, reviews = lines+n, reviews+1
		}
		restricted := hidden.Path(doc.Path) || hidden.Review(doc.Review)
		if doc.Review.NotUnderstood {
			unknown = append(unknown, nameOf(doc.Path, restricted))
		}
		for _, label := range doc.Review.DoubtfulBelow {
			if label = strings.Join(strings.Fields(c.Config.Mapping.Anonymise(label)), " "); label != "" && !restricted {
				labels[label]++
			}
		}
	}
	if len(unknown) > 0 {
		first := unknown[:min(len(unknown), named)]
		p.look("`followthrough extract --why FILE` says of each line what it was taken for; `read: {sections: {take: […]}}` names the headings above actions",
			"%s: %s (%s)", show.Count(len(unknown), "review"), review.NothingUnderstood, listed(first, len(unknown)))
	}
	if lines > 0 {
		text, take := mostBelow(labels)
		p.look("`(action)` or `(no action)` behind a line answers"+take, "%s, in %s: each may be an action%s",
			review.LeftAlone(lines), show.Count(reviews, "review"), text)
	}
}

func nameOf(path string, restricted bool) string {
	if restricted {
		return "a restricted one"
	}
	return path
}

// listed are the first of so many names.
func listed(first []string, of int) string {
	text := strings.Join(first, ", ")
	if more := of - len(first); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// mostBelow names the labels above most of the lines, and the setting that takes
// what stands below them; "": no line has one.
func mostBelow(labels map[string]int) (text, take string) {
	order := slices.SortedFunc(maps.Keys(labels), func(a, b string) int {
		return cmp.Or(cmp.Compare(labels[b], labels[a]), cmp.Compare(a, b))
	})
	var counted, quoted []string
	for _, label := range order[:min(len(order), mostLabels)] {
		counted = append(counted, fmt.Sprintf("“%s” (%d)", label, labels[label]))
		quoted = append(quoted, fmt.Sprintf("%q", label))
	}
	if len(counted) == 0 {
		return "", ""
	}
	return ", most of them below " + strings.Join(counted, ", "),
		"; `read: {sections: {take: [" + strings.Join(quoted, ", ") + "]}}` in the source takes what stands there"
}
