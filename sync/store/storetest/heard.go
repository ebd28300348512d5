package storetest

import (
	"context"
	"testing"

	"github.com/followthrough/followthrough/sync/store"
)

// Heard is what was delivered to a process that stands by.
type Heard interface {
	Hear(ctx context.Context, all []store.Heard) error
	TakeHeard(ctx context.Context) ([]store.Heard, error)
}

func testHeard(t *testing.T, s Store) {
	ctx := t.Context()
	one := store.Heard{Name: "jira", IDs: []string{"1", "2\x00"}}
	same(t, "hear", nil, s.Hear(ctx, []store.Heard{one}), nil)
	got, err := s.TakeHeard(ctx)
	same(t, "take", []store.Heard{one}, got, err)
	got, err = s.TakeHeard(ctx)
	same(t, "take again", nil, got, err)
	soon := store.Heard{Name: "sre", Soon: true}
	same(t, "hear that it is to be soon", nil, s.Hear(ctx, []store.Heard{soon}), nil)
	got, err = s.TakeHeard(ctx)
	same(t, "take that", []store.Heard{soon}, got, err)
}
