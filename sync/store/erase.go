package store

import (
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Awaited is when an item of a review was asked for whose making is not known yet;
// zero: there is none.
func (p pruner) Awaited(ctx context.Context, key review.Key) (time.Time, error) {
	got, err := values[int64](ctx, p.c, statement{"Awaited", "intents", "SELECT asked FROM intents WHERE review = $1 AND outcome = '' ORDER BY asked LIMIT 1"}, key)
	if err != nil || len(got) == 0 {
		return time.Time{}, err
	}
	return time.UnixMicro(got[0]).UTC(), nil
}

// Forget deletes a review at once, with all that hangs on it (erase), and has the
// database give up the room in which it stood. untidy is why that could not be done:
// then what was deleted may still lie there until its room is used again.
func (p pruner) Forget(ctx context.Context, key review.Key) (out Pruned, untidy, err error) {
	err = p.c.db.change(ctx, func(tx conn) error {
		out = Pruned{}
		return erase(ctx, tx, []review.Key{key}, &out)
	})
	if err != nil {
		return Pruned{}, nil, err
	}
	return out, p.c.db.engine.vacuum(ctx), nil
}

// erase deletes reviews and what hangs on them: actions, intents, what the log and
// people's requests say of them, and the items not of our making that only they had.
// Items of our making stay, so that their listing need not begin at zero and the
// review's actions find them again should it come back: by their keys alone, for the
// words go out of their markers. The rows come first that need others to be found.
func erase(ctx context.Context, c conn, keys []review.Key, out *Pruned) error {
	if err := eraseWords(ctx, c, keys); err != nil {
		return err
	}
	if err := eraseRequests(ctx, c, keys); err != nil {
		return err
	}
	these := placeholders(1, len(keys))
	for _, d := range []struct {
		table string
		which string
		count *int
	}{
		{"items", `made IS NULL
AND (tracker, id) IN (SELECT item_tracker, item_id FROM actions WHERE review IN ` + these + `)
AND NOT EXISTS (SELECT 1 FROM actions WHERE item_tracker = items.tracker AND item_id = items.id AND review NOT IN ` + these + `)`, &out.Items},
		{"events", "review IN " + these, &out.Events},
		{"intents", "review IN " + these, &out.Intents},
		{"actions", "review IN " + these, &out.Actions},
		{"reviews", "key IN " + these, &out.Reviews},
	} {
		n, err := c.exec(ctx, statement{"Erase", d.table, "DELETE FROM " + d.table + " WHERE " + d.which}, anys(keys)...)
		if err != nil {
			return err
		}
		*d.count += n
	}
	return nil
}

// eraseWords takes the words of reviews out of the rows of items that bear their
// markers, and what was noted there of the items.
func eraseWords(ctx context.Context, c conn, keys []review.Key) error {
	ours, err := itemsWith(ctx, c, "Erase", "marker_review IN ", nil, texts(keys))
	if err != nil {
		return err
	}
	others, err := itemsWith(ctx, c, "Erase", "claim_review IN ", nil, texts(keys))
	if err != nil {
		return err
	}
	rows := slices.Concat(ours, others)
	for i := range rows {
		r := &rows[i]
		if r.Marker != nil {
			r.Marker.Text = ""
		}
		if r.Claim != nil {
			r.Claim.Marker.Text = ""
		}
		r.Reason, r.Note = "", ""
	}
	return put(ctx, c, itemsTable, rows)
}

// eraseRequests deletes those of people's requests that are over and tell of one of
// these reviews.
func eraseRequests(ctx context.Context, c conn, keys []review.Key) error {
	records, err := chosen(ctx, c, Filter{Keys: keys})
	if err != nil {
		return err
	}
	all, err := query(ctx, c, statement{"Erase", "requests", requestsTable.selection() + " WHERE ended IS NOT NULL"}, requestColumns)
	if err != nil {
		return err
	}
	for _, r := range all {
		if !slices.ContainsFunc(records, func(of plan.Review) bool { return tells(r, of) }) {
			continue
		}
		if _, err := c.exec(ctx, statement{"Erase", "requests", "DELETE FROM requests WHERE id = $1"}, r.ID); err != nil {
			return err
		}
	}
	return nil
}

// tells tells whether a request, or what it came to, names a review.
func tells(r requestRow, of plan.Review) bool {
	at := plan.Where{Source: of.Source, Path: of.Path}
	return slices.Contains(r.Scope.Reviews, at) || slices.Contains(r.came.Reviews, of.Key) ||
		slices.ContainsFunc(r.came.Steps, func(s stepJSON) bool { return s.Review == of.Key }) ||
		slices.ContainsFunc(r.came.Failures, func(f failureJSON) bool { return f.Source == at.Source && f.Path == at.Path })
}
