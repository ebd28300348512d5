package store

import (
	"context"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Find are the reviews that a person means by name: a key, source:path, a
// path, or the last parts of one. The first of these that fits any decides;
// more than one record: the name is not clear.
func (s *Store) Find(ctx context.Context, name string) ([]plan.Review, error) {
	tries := []Filter{{Keys: []review.Key{review.Key(name)}}}
	if source, path, ok := strings.Cut(name, ":"); ok && source != "" {
		tries = append(tries, Filter{Source: source, Paths: []string{path}})
	}
	tries = append(tries, Filter{Paths: []string{name}})
	for _, f := range tries {
		if got, err := s.Records(ctx, f); err != nil || len(got) > 0 {
			return got, err
		}
	}
	keys, err := s.endingIn(ctx, "/"+strings.TrimLeft(name, "/"))
	if err != nil {
		return nil, err
	}
	return s.Reviews(ctx, keys)
}

// endingIn are the reviews whose path ends like this.
func (s *Store) endingIn(ctx context.Context, end string) ([]review.Key, error) {
	return values[review.Key](ctx, s, s.db, statement{"Find", "reviews",
		"SELECT key FROM reviews WHERE length(path) > length($1) AND substr(path, length(path) - length($1) + 1) = $1"}, end)
}
