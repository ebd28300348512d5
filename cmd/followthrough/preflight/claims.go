package preflight

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// account is whose items they are that bear a marker of ours and are not ours.
type account struct {
	tracker, by string
	unproven    bool
}

// claims sums up, by account, what bears a marker of ours and was made by
// somebody else, as far as it is not known to be gone.
func claims(ctx context.Context, p *part, s *store.Store) {
	rows, err := s.Claims(ctx)
	if err != nil {
		p.wrong("", "%v", err)
		return
	}
	all, holding := map[account]int{}, map[account]int{}
	for _, row := range rows {
		if !row.Gone.IsZero() {
			continue
		}
		who := account{row.Tracker, row.Claim.By, row.Unproven}
		all[who]++
		if row.Holds && !hasItem(ctx, s, row.Claim.Marker.Action) {
			holding[who]++
		}
	}
	for _, who := range slices.SortedFunc(maps.Keys(all), func(a, b account) int {
		return cmp.Or(cmp.Compare(a.tracker, b.tracker), cmp.Compare(a.by, b.by), order(a.unproven, b.unproven))
	}) {
		claimed(p, who, all[who], holding[who])
	}
}

// hasItem tells whether an action is known with an item: nothing else holds it.
func hasItem(ctx context.Context, s *store.Store, action review.Key) bool {
	r, ok, err := s.Action(ctx, action)
	return err == nil && ok && slices.ContainsFunc(r.Actions, func(k plan.Action) bool { return k.Key == action && k.Item != nil })
}

// order puts what is not so before what is.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func claimed(p *part, who account, all, holding int) {
	items := show.Count(all, "item")
	var found finding.List
	switch {
	case who.unproven:
		found.Look("marker_secret signs them", "markers of ours, unsigned and in no backlog of their teams, were seen on %s, of which %d may hold an action", items, holding)
	case holding > 0:
		found.Look("if it was followthrough's account, name "+cmp.Or(who.by, "it")+" under `accounts`",
			"markers of ours were seen on %s made by %s, of which %d may hold an action", items, plan.Account(who.by), holding)
	default:
		found.Good("markers of ours were seen on %s made by %s: copies, which count for nothing", items, plan.Account(who.by))
	}
	p.of("tracker "+who.tracker, "", found...)
}
