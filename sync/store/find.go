package store

import (
	"context"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Find are the reviews that a person means by name: a key, source:path, a
// path, or the last parts of one. The first of these that fits any decides;
// more than one review: the name is not clear.
func (r reviews) Find(ctx context.Context, name string) ([]plan.Review, error) {
	tries := []Filter{{Keys: []review.Key{review.Key(name)}}}
	if source, path, ok := strings.Cut(name, ":"); ok && source != "" {
		tries = append(tries, Filter{Source: source, Paths: []string{path}})
	}
	tries = append(tries, Filter{Paths: []string{name}})
	for _, f := range tries {
		if got, err := r.ReviewsBy(ctx, f); err != nil || len(got) > 0 {
			return got, err
		}
	}
	keys, err := endingIn(ctx, r.c, "/"+strings.TrimLeft(name, "/"))
	if err != nil {
		return nil, err
	}
	return r.Reviews(ctx, keys)
}

// endingIn are the reviews whose path ends like this.
func endingIn(ctx context.Context, c conn, end string) ([]review.Key, error) {
	return values[review.Key](ctx, c, statement{"Find", "reviews",
		"SELECT key FROM reviews WHERE length(path) > length($1) AND substr(path, length(path) - length($1) + 1) = $1"}, end)
}

// Action is the review that has this action, with all its actions; false:
// none has it.
func (r reviews) Action(ctx context.Context, key review.Key) (plan.Review, bool, error) {
	keys, err := values[review.Key](ctx, r.c, statement{"Action", "actions",
		"SELECT review FROM actions WHERE key = $1"}, key)
	if err != nil {
		return plan.Review{}, false, err
	}
	got, err := r.Reviews(ctx, keys)
	if err != nil || len(got) == 0 {
		return plan.Review{}, false, err
	}
	return got[0], true, nil
}
