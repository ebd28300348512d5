package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

var (
	_ gather.Store    = (*store.Store)(nil)
	_ storetest.Store = (*store.Store)(nil)
)

func TestSQLiteFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		return open(t, store.Options{Path: filepath.Join(t.TempDir(), "followthrough.db"), Now: storetest.Made})
	})
}

func TestSQLiteInMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		s, err := store.Empty(t.Context(), storetest.Made())
		must(t, err)
		return closed(t, s)
	})
}

// open opens a store or ends the test; the cleanup closes it.
func open(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return closed(t, s)
}

func closed(t testing.TB, s *store.Store) *store.Store {
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// made is when the tests' stores are made.
func made() time.Time { return storetest.Made() }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
