package identity

import (
	"cmp"
	"context"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// byClaim finds, for actions that nobody knows, the items of others whose
// markers were made for them: by the same words, or by words as similar as a
// re-worded action's. Where the budget does not last, it is asked of each.
func (j *joining) byClaim() {
	j.claims, j.holds = map[int]int{}, map[int]bool{}
	var free, rest []int
	for i := range j.of {
		if _, held := j.meeting.Held[i]; j.free(i) && !held {
			free = append(free, i)
		}
	}
	if len(free) == 0 || len(j.meeting.Claims) == 0 {
		return
	}
	words := make([]string, len(j.meeting.Claims))
	j.claimKeys = map[review.Key]int{}
	byWords := map[string][]int{}
	for n, row := range j.meeting.Claims {
		j.claimKeys[row.Claim.Marker.Action] = n
		if words[n] = j.marked(row.Claim.Marker.Text); words[n] != "" {
			byWords[words[n]] = append(byWords[words[n]], n)
		}
	}
	for _, i := range free {
		titles := slices.Clone(j.titles(i))
		for at, title := range titles {
			titles[at] = j.marked(title)
		}
		slices.Reverse(titles) // what an earlier version read tells lines apart that read the same now
		at := slices.IndexFunc(titles, func(title string) bool { return len(byWords[title]) > 0 })
		if at < 0 {
			rest = append(rest, i)
			continue
		}
		same := byWords[titles[at]]
		j.hold(i, same[0])
		byWords[titles[at]] = same[1:]
	}
	j.bySimilarClaim(rest, words)
}

func (j *joining) hold(i, n int) { j.claims[i], j.holds[n] = n, true }

func (j *joining) bySimilarClaim(free []int, words []string) {
	var left []int
	for n, text := range words {
		if text != "" && !j.holds[n] {
			left = append(left, n)
		}
	}
	if len(free) == 0 || len(left) == 0 {
		return
	}
	ctx := j.meeting.Context
	if ctx == nil {
		ctx = context.Background()
	}
	pairs, complete := review.Similar(ctx, each(free, j.title), each(left, func(n int) string { return words[n] }), &j.left)
	if !complete {
		j.undecided = true
		return
	}
	slices.SortStableFunc(pairs, func(a, b review.Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	for _, p := range pairs {
		i, n := free[p.A], left[p.B]
		if _, held := j.claims[i]; !held && !j.holds[n] {
			j.hold(i, n)
		}
	}
}

// claim holds a new action by the item that was found for it, or by one that
// bears its very key: the marker of a restricted review holds no words.
func (j *joining) claim(i int, k *plan.Action) {
	if row, held := j.meeting.Held[i]; held {
		k.Claimed = plan.ClaimedBy(row)
		return
	}
	n, found := j.claims[i]
	if !found {
		n, found = j.claimKeys[k.Key]
		found = found && !j.holds[n]
	}
	if found {
		j.holds[n] = true
		k.Claimed = plan.ClaimedBy(j.meeting.Claims[n])
	}
}
