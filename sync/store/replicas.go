package store

import (
	"context"
	"time"
)

// replicas are the processes that run on the store, whether they work or stand by.
// Appearing needs no lock and no lease.
type replicas struct{ c conn }

// Replica is a process that runs on the store.
type Replica struct {
	ID       string // of no other process that ever was
	Host     string
	PID      int
	Version  string
	Likeness string    // of its configuration: config.Config has it
	Seen     time.Time // by its own machine's clock
}

// How long a replica counts that has not appeared again, and how long it is kept: by
// then no clock is believed.
const (
	replicaCounts  = 2 * time.Minute
	replicasAreFor = 24 * time.Hour
)

var replicasTable = table[Replica]{"replicas", []string{"id"}, replicaColumns}

func replicaColumns(r *Replica) []column {
	return []column{
		{"id", &r.ID}, {"host", &r.Host}, {"pid", &r.PID}, {"version", &r.Version}, {"likeness", &r.Likeness}, {"seen", moment{&r.Seen}},
	}
}

// Appear notes that a replica runs, and gives the others that did in the last minutes,
// by their host and number. It is to be called more often than once a minute.
func (q replicas) Appear(ctx context.Context, r Replica) (others []Replica, err error) {
	r.Seen = q.c.db.now().UTC()
	err = q.c.db.change(ctx, func(tx conn) error {
		st := statement{"Appear", "replicas", "DELETE FROM replicas WHERE seen < $1"}
		if _, err := tx.exec(ctx, st, r.Seen.Add(-replicasAreFor).UnixMicro()); err != nil {
			return err
		}
		if err := put(ctx, tx, replicasTable, []Replica{r}); err != nil {
			return err
		}
		others, err = query(ctx, tx, statement{"Appear", "replicas",
			replicasTable.selection() + " WHERE seen > $1 AND id <> $2 ORDER BY host, pid, id"}, replicaColumns, r.Seen.Add(-replicaCounts).UnixMicro(), r.ID)
		return err
	})
	return others, err
}

// Disappear notes that a replica ends.
func (q replicas) Disappear(ctx context.Context, id string) error {
	return q.c.db.change(ctx, func(tx conn) error {
		_, err := tx.exec(ctx, statement{"Disappear", "replicas", "DELETE FROM replicas WHERE id = $1"}, id)
		return err
	})
}
