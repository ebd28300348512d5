package store

import (
	"context"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// markers are what items say of themselves: ours of the action that they were
// made for, others' of the one that they claim.
type markers struct{ c conn }

// ItemsOf are the items whose markers name these reviews, by tracker and id.
func (m markers) ItemsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error) {
	return itemsWith(ctx, m.c, "ItemsOf", "marker_review IN ", nil, texts(reviews))
}

// ClaimsOf are the items that bear these reviews' markers and were made by
// others, by tracker and id.
func (m markers) ClaimsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error) {
	return itemsWith(ctx, m.c, "ClaimsOf", "claim_review IN ", nil, texts(reviews))
}

// Orphans are the items of ours of whose reviews nothing is known, by tracker
// and id.
func (m markers) Orphans(ctx context.Context) ([]plan.ItemRow, error) {
	return itemsWhere(ctx, m.c, "Orphans", "orphan = 1")
}

// Claims are all of them.
func (m markers) Claims(ctx context.Context) ([]plan.ItemRow, error) {
	return itemsWhere(ctx, m.c, "Claims", "claim_review IS NOT NULL")
}

func texts(keys []review.Key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = string(k)
	}
	return out
}
