package report

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
)

// SharedItem is an item that actions of several reviews have.
type SharedItem struct {
	Tracker string
	Key     string
	URL     string // "": none that a browser can open
	Reviews int
	Actions int
}

// shared are the items of several reviews, by key. What only one review names
// that is not restricted is named nowhere: it would be told that a restricted one
// has it, too.
func shared(reviews []Review, o Options) []SharedItem {
	type uses struct {
		of      []review.Key
		actions int
	}
	found := map[Item]*uses{}
	for i := range reviews {
		if reviews[i].Restricted {
			continue
		}
		for j := range reviews[i].Actions {
			item := reviews[i].Actions[j].Shared
			if item == nil {
				continue
			}
			if found[*item] == nil {
				found[*item] = &uses{}
			}
			u := found[*item]
			u.of = appendNew(u.of, reviews[i].Key)
			u.actions++
		}
	}
	var out []SharedItem
	for item, u := range found {
		if len(u.of) > 1 {
			out = append(out, SharedItem{item.Tracker, o.words(cmp.Or(item.Key, item.URL)), webOnly(item.URL), len(u.of), u.actions})
		}
	}
	slices.SortFunc(out, func(a, b SharedItem) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Tracker, b.Tracker), cmp.Compare(a.URL, b.URL))
	})
	return out
}
