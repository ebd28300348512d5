package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
)

// otherPriorities is the key of due.after for what has no key of its own.
const otherPriorities = "default"

func (s dueShape) due() mapping.Due {
	out := mapping.Due{FromReview: s.FromReview}
	for name, after := range s.After {
		if strings.EqualFold(name, otherPriorities) {
			out.Default = time.Duration(after)
			continue
		}
		if out.After == nil {
			out.After = map[string]time.Duration{}
		}
		out.After[name] = time.Duration(after)
	}
	return out
}

// checkPriorities judges the keys that go by a review's priority, which
// compares without case: two that differ in nothing else are one.
func checkPriorities(all *tree.Node, s issueBacklogShape) {
	if n := all.Get("priority"); n != nil {
		sameWords(n, slices.Sorted(maps.Keys(s.Priority)))
		for _, name := range slices.Sorted(maps.Keys(s.Priority)) {
			if !printable(s.Priority[name]) {
				n.FailAt(name, "must be the priority's name as the tracker shows it, on one line")
			}
		}
	}
	if n := all.Get("due"); n != nil && n.Get("after") != nil {
		sameWords(n.Get("after"), slices.Sorted(maps.Keys(s.Due.After)))
	}
}

// sameWords reports keys that differ from an earlier one only in case.
func sameWords(n *tree.Node, words []string) {
	first := map[string]string{}
	for _, name := range words {
		folded := names.Folded(strings.TrimSpace(name))
		if other, ok := first[folded]; ok {
			n.FailAt(name, "%s", fmt.Sprintf("is %s as well, for priorities compare without case: keep one of the two", other))
			continue
		}
		first[folded] = name
	}
}
