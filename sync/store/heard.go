package store

import (
	"context"
	"crypto/rand"
	"time"
)

// heard is what was delivered to a process that stands by, for the one that works on
// the store. What is lost of it costs time and nothing else.
type heard struct{ c conn }

// Heard is what was delivered for one source or tracker: the ids of items, or that it
// is to be looked at soon.
type Heard struct {
	Name string
	Soon bool
	IDs  []string
}

// heardRow is that at a moment.
type heardRow struct {
	id string
	at time.Time
	Heard
}

// heardIsKept is how long it is worth anything.
const heardIsKept = time.Hour

var heardTable = table[heardRow]{"heard", []string{"id"}, heardColumns}

func heardColumns(r *heardRow) []column {
	return []column{{"id", &r.id}, {"at", moment{&r.at}}, {"name", &r.Name}, {"soon", flag{&r.Soon}}, {"ids", list{&r.IDs}}}
}

// Hear leaves what was delivered. It needs no lock and no lease.
func (h heard) Hear(ctx context.Context, all []Heard) error {
	now := h.c.db.now().UTC()
	var rows []heardRow
	for _, one := range all {
		rows = append(rows, heardRow{rand.Text(), now, one})
	}
	return h.c.db.change(ctx, func(tx conn) error {
		st := statement{"Hear", "heard", "DELETE FROM heard WHERE at < $1"}
		if _, err := tx.exec(ctx, st, now.Add(-heardIsKept).UnixMicro()); err != nil {
			return err
		}
		return put(ctx, tx, heardTable, rows)
	})
}

// TakeHeard takes out what was left, the oldest first.
func (h heard) TakeHeard(ctx context.Context) ([]Heard, error) {
	rows, err := query(ctx, h.c, statement{"TakeHeard", "heard", heardTable.selection() + " ORDER BY at, id LIMIT 500"}, heardColumns)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var out []Heard
	var ids []string
	for _, r := range rows {
		out, ids = append(out, r.Heard), append(ids, r.id)
	}
	return out, h.c.db.change(ctx, func(tx conn) error {
		_, err := tx.exec(ctx, statement{"TakeHeard", "heard", "DELETE FROM heard WHERE id IN " + placeholders(1, len(ids))}, anys(ids)...)
		return err
	})
}
