package store_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

func TestPostgreSQL(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		return open(t, store.Options{DSN: secret.New(pgtest.Database(t)), Now: storetest.Made})
	})
}
