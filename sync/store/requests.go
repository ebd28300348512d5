package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
)

// requests are what people ask for beside the loop that works on the store. Asking
// and withdrawing needs no lock and no lease.
type requests struct{ c conn }

// How many requests there are at most, and how long those that are over are kept.
const (
	mostRequests    = 20
	requestsAreKept = 24 * time.Hour
)

// requestRow is a request, and which reviews its outcome has.
type requestRow struct {
	reconcile.Answer
	came outcomeJSON
}

var requestsTable = table[requestRow]{"requests", []string{"id"}, requestColumns}

func requestColumns(r *requestRow) []column {
	return []column{
		{"id", &r.ID}, {"who", &r.Who}, {"what", object[requestJSON]{(*requestJSON)(&r.Request.Request)}},
		{"asked", moment{&r.Asked}}, {"taken", moment{&r.Taken}}, {"ended", moment{&r.Ended}},
		{"outcome", object[outcomeJSON]{&r.came}}, {"failed", &r.Failed},
	}
}

// Ask leaves a request for the loop and gives its name. Where too many wait already
// the error wraps ErrTooMany.
func (q requests) Ask(ctx context.Context, request reconcile.Request) (string, error) {
	now := q.c.db.now().UTC()
	row := requestRow{Answer: reconcile.Answer{ID: rand.Text(), Request: request, Asked: now}}
	err := q.c.db.change(ctx, func(tx conn) error {
		st := statement{"Ask", "requests", "DELETE FROM requests WHERE ended < $1"}
		if _, err := tx.exec(ctx, st, now.Add(-requestsAreKept).UnixMicro()); err != nil {
			return err
		}
		waiting, err := values[int](ctx, tx, statement{"Ask", "requests", "SELECT COUNT(*) FROM requests WHERE ended IS NULL"})
		if err == nil && waiting[0] >= mostRequests {
			err = fmt.Errorf("%w: %d", ErrTooMany, waiting[0])
		}
		if err != nil {
			return err
		}
		return put(ctx, tx, requestsTable, []requestRow{row})
	})
	return row.ID, err
}

// Withdraw takes back a request that nobody has taken up; false: somebody has.
func (q requests) Withdraw(ctx context.Context, id string) (bool, error) {
	n := 0
	err := q.c.db.change(ctx, func(tx conn) (err error) {
		n, err = tx.exec(ctx, statement{"Withdraw", "requests", "DELETE FROM requests WHERE id = $1 AND taken IS NULL"}, id)
		return err
	})
	return n > 0, err
}

// Answer is how a request stands; false: there is none of this name.
func (q requests) Answer(ctx context.Context, id string) (reconcile.Answer, bool, error) {
	rows, err := query(ctx, q.c, statement{"Answer", "requests", requestsTable.selection() + " WHERE id = $1"}, requestColumns, id)
	if err != nil || len(rows) == 0 {
		return reconcile.Answer{}, false, err
	}
	row := rows[0]
	records, err := reviews(q).Reviews(ctx, row.came.Reviews)
	if err != nil {
		return reconcile.Answer{}, false, err
	}
	row.Outcome = row.came.outcome(records)
	return row.Answer, true, nil
}

// NextRequest is the oldest that is not over; false: there is none.
func (q requests) NextRequest(ctx context.Context) (reconcile.Answer, bool, error) {
	rows, err := query(ctx, q.c, statement{"NextRequest", "requests",
		requestsTable.selection() + " WHERE ended IS NULL ORDER BY asked, id LIMIT 1"}, requestColumns)
	if err != nil || len(rows) == 0 {
		return reconcile.Answer{}, false, err
	}
	return rows[0].Answer, true, nil
}

// RequestsWait tells whether there is one that nobody has taken up.
func (q requests) RequestsWait(ctx context.Context) (bool, error) {
	rows, err := values[string](ctx, q.c, statement{"RequestsWait", "requests", "SELECT id FROM requests WHERE ended IS NULL AND taken IS NULL LIMIT 1"})
	return len(rows) > 0, err
}

// TakeRequest notes that the loop has taken up a request. One that was withdrawn
// meanwhile is ErrNotExist.
func (q requests) TakeRequest(ctx context.Context, id string) error {
	return q.c.db.change(ctx, func(tx conn) error {
		n, err := tx.exec(ctx, statement{"TakeRequest", "requests", "UPDATE requests SET taken = $1 WHERE id = $2"}, q.c.db.now().UnixMicro(), id)
		if err == nil && n == 0 {
			err = errWithdrawn
		}
		return err
	})
}

var errWithdrawn = errors.New("the request was withdrawn")

// EndRequest writes what a request came to.
func (q requests) EndRequest(ctx context.Context, id string, o reconcile.Outcome, failed string) error {
	came := outcomeOf(o)
	return q.c.db.change(ctx, func(tx conn) error {
		_, err := tx.exec(ctx, statement{"EndRequest", "requests", "UPDATE requests SET ended = $1, outcome = $2, failed = $3 WHERE id = $4"},
			q.c.db.now().UnixMicro(), object[outcomeJSON]{&came}, failed, id)
		return err
	})
}

// keys are those of reviews.
func keys(records []plan.Review) []review.Key {
	var out []review.Key
	for _, r := range records {
		out = append(out, r.Key)
	}
	return out
}
