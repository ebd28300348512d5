package daemon

import (
	"path/filepath"
	"reflect"
	"testing"

	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web/hooks"
)

func opened(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.KeepTurns(store.Keep{})
	return s
}

// What is delivered to a replica that stands by reaches the one that works, and what is
// delivered to that one goes nowhere else.
func TestDeliveriesReachTheReplicaThatWorks(t *testing.T) {
	alone := opened(t, store.Options{Path: filepath.Join(t.TempDir(), "followthrough.db")})
	heard := []hooks.Heard{{Name: "jira", IDs: []string{"10001"}}, {Name: "sre", Soon: true}}
	if (&inbox{d: &daemon{Options: Options{Store: alone}}}).relay(t.Context(), heard) {
		t.Error("a store of one machine passes deliveries on")
	}
	database := secret.New(pgtest.Database(t))
	works, other := opened(t, store.Options{DSN: database}), opened(t, store.Options{DSN: database})
	if err := works.Try(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer works.Leave(t.Context())
	_ = other.Try(t.Context()) // another's
	if (&inbox{d: &daemon{Options: Options{Store: works}}}).relay(t.Context(), heard) {
		t.Error("the one that works passes deliveries on")
	}
	if !(&inbox{d: &daemon{Options: Options{Store: other}}}).relay(t.Context(), heard) {
		t.Error("who stands by keeps what was delivered")
	}
	got, err := works.TakeHeard(t.Context())
	names := map[string]store.Heard{}
	for _, h := range got {
		names[h.Name] = h
	}
	want := map[string]store.Heard{"jira": {Name: "jira", IDs: []string{"10001"}}, "sre": {Name: "sre", Soon: true}}
	if err != nil || !reflect.DeepEqual(names, want) {
		t.Errorf("%+v, %v", got, err)
	}
}
