package campaign_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// statements counts those of a store.
type statements struct{ all, changes atomic.Int64 }

func (s *statements) Observe(st store.Statement) {
	s.all.Add(1)
	if st.Name == "change" { // each beginning of a transaction that writes
		s.changes.Add(1)
	}
}

// trips are the statements since the last time, with those of the lease, which the
// store does not see: it is taken and given back, and looked at in each transaction
// that writes.
func (s *statements) trips(leased bool) int64 {
	all, changes := s.all.Swap(0), s.changes.Swap(0)
	if leased {
		return all + changes + 2
	}
	return all
}

// A pass over PostgreSQL, which may be a millisecond away, costs at most twice the
// statements of one over SQLite, whether much happened or nothing.
func TestPassesCostFewStatementsOnPostgreSQL(t *testing.T) {
	quiet, busy := passesCost(t, secret.Secret{})
	onQuiet, onBusy := passesCost(t, secret.New(pgtest.Database(t)))
	t.Logf("a quiet pass: %d statements on SQLite, %d on PostgreSQL; a busy one: %d and %d", quiet, onQuiet, busy, onBusy)
	if onQuiet > 2*quiet {
		t.Errorf("a quiet pass: %d statements on SQLite, %d on PostgreSQL", quiet, onQuiet)
	}
	if onBusy > 2*busy {
		t.Errorf("a busy pass: %d statements on SQLite, %d on PostgreSQL", busy, onBusy)
	}
}

// passesCost are the statements of a pass in which nothing happened, and of one in
// which ten reviews changed and ten items were done.
func passesCost(t *testing.T, database secret.Secret) (quiet, busy int64) {
	t.Helper()
	const n = 60
	w, mem, count := newWorld(t), &memory{}, &statements{}
	w.database, w.watch = database, count
	w.faults = func(tracker.Tracker) tracker.Tracker { return mem }
	w.rules.Modes = []review.Mode{review.ModeBlock}
	for i := range n {
		w.put(costPath(i), costReview(i, ""))
	}
	for range 4 {
		w.pass()
	}
	leased := !database.IsZero()
	count.trips(leased)
	w.pass()
	quiet = count.trips(leased)
	for i := range 10 {
		mem.finish(i * 5)
		w.put(costPath(20+i), costReview(20+i, fmt.Sprintf("- [ ] One more thing, number %d\n", i))+block(w, 20+i))
	}
	w.pass()
	if len(mem.items) != n*5+10 {
		t.Errorf("%d items", len(mem.items))
	}
	return quiet, count.trips(leased)
}
