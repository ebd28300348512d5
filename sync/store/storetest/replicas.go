package storetest

import (
	"context"
	"testing"

	"github.com/followthrough/followthrough/sync/store"
)

// Replicas are the processes that run on the store.
type Replicas interface {
	Appear(ctx context.Context, r store.Replica) (others []store.Replica, err error)
	Disappear(ctx context.Context, id string) error
}

func testReplicas(t *testing.T, s Store) {
	ctx := t.Context()
	one := store.Replica{ID: "1", Host: "b", PID: 1, Version: "v1", Likeness: "x"}
	two := store.Replica{ID: "2", Host: "a", PID: 2, Version: "v2", Likeness: "y"}
	others, err := s.Appear(ctx, one)
	same(t, "alone", nil, others, err)
	others, err = s.Appear(ctx, two)
	one.Seen = Made()
	same(t, "beside one", []store.Replica{one}, others, err)
	others, err = s.Appear(ctx, store.Replica{ID: "3"})
	two.Seen = Made()
	same(t, "beside two", []store.Replica{two, one}, others, err)
	one.Likeness = "y"
	_, err = s.Appear(ctx, one)
	same(t, "again", nil, err, nil)
	same(t, "one ends", nil, s.Disappear(ctx, "3"), nil)
	others, err = s.Appear(ctx, two)
	same(t, "with another configuration", []store.Replica{one}, others, err)
}
