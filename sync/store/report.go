package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/review"
)

// figures are what reports and counts are made of.
type figures struct{ c conn }

// Facts are all reviews with their actions, as far as reports need them. It
// reads the columns that figures are made of, in four statements whatever the
// number of reviews, and decodes no reading.
func (g figures) Facts(ctx context.Context) ([]report.Review, error) {
	f := facts{at: map[review.Key]int{}, known: map[string]string{}}
	err := g.c.db.view(ctx, func(in conn) error {
		for _, read := range []func(context.Context, conn) error{f.ofReviews, f.ofMoved, f.ofShared, f.ofActions} {
			if err := read(ctx, in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.place()
	// Sorted here: an order asked for leads the database through an index, from
	// one end of the file to the other and back.
	for i := range f.reviews {
		slices.SortFunc(f.reviews[i].Actions, func(a, b report.Action) int {
			return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Key, b.Key))
		})
	}
	return f.reviews, nil
}

// facts are what reports need, while it is read.
type facts struct {
	reviews []report.Review
	actions [][]report.Action // in pieces: growing one list would copy it over and over
	of      []int             // the place in reviews of each action's
	at      map[review.Key]int
	moved   map[review.Key]bool
	shared  map[review.Key]*report.Item
	// known holds each of the few words that stand in many rows once.
	known map[string]string
}

// once is a word, kept once however many rows have it.
func (f *facts) once(word []byte) string {
	if have, ok := f.known[string(word)]; ok {
		return have
	}
	w := string(word)
	f.known[w] = w
	return w
}

// each reads rows one by one into the same variables.
func (c conn) each(ctx context.Context, st statement, into []any, row func() error) error {
	n := 0
	defer func() { c.db.observe(st, Read, n) }()
	rows, err := c.QueryContext(ctx, st.text)
	if err != nil {
		return c.db.explain("read "+st.table, err)
	}
	defer rows.Close()
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return c.db.explain("read "+st.table, err)
		}
		if err := row(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return c.db.explain("read "+st.table, err)
	}
	return nil
}

func (f *facts) ofReviews(ctx context.Context, c conn) error {
	var r report.Review
	var published bool
	var gone time.Time
	var source, kind, taken sql.RawBytes
	st := statement{"Facts", "reviews", `
SELECT key, source, path, title, url, kind, age, published_at, first_read, incident_date, services, restricted, published, gone, taken_out,
    more_doubtful, not_understood
FROM reviews`}
	return c.each(ctx, st, []any{
		&r.Key, &source, &r.Path, &r.Title, &r.URL, &kind, moment{&r.Age}, moment{&r.PublishedAt}, moment{&r.FirstRead},
		moment{&r.Date}, list{&r.Services}, flag{&r.Restricted}, flag{&published}, moment{&gone}, &taken,
		&r.MoreDoubtful, flag{&r.NotUnderstood},
	}, func() error {
		next := r
		next.Source, next.Kind = f.once(source), review.Kind(f.once(kind))
		next.Silent = !published || !gone.IsZero()
		if len(taken) > len("null") {
			if err := json.Unmarshal(taken, &next.TakenOut); err != nil {
				return c.db.explain("read what was taken out of "+string(r.Key), err)
			}
		}
		f.at[next.Key] = len(f.reviews)
		f.reviews = append(f.reviews, next)
		return nil
	})
}

// ofMoved finds the actions whose items lie in another project than they were
// made in.
func (f *facts) ofMoved(ctx context.Context, c conn) error {
	f.moved = map[review.Key]bool{}
	var key review.Key
	// The cross join has SQLite begin with the few that moved, not with all.
	st := statement{"Facts", "items", `
SELECT actions.key FROM items CROSS JOIN actions
WHERE items.made_in <> '' AND items.made_in <> items.project AND items.made IS NOT NULL
    AND actions.item_tracker = items.tracker AND actions.item_id = items.id`}
	return c.each(ctx, st, []any{&key}, func() error {
		f.moved[key] = true
		return nil
	})
}

// ofShared finds the items that several actions have.
func (f *facts) ofShared(ctx context.Context, c conn) error {
	f.shared = map[review.Key]*report.Item{}
	last := &report.Item{}
	var key review.Key
	var item report.Item
	st := statement{"Facts", "actions", `
SELECT actions.key, actions.item_tracker, actions.item_id, actions.item_key, actions.item_url
FROM (SELECT item_tracker, item_id FROM actions WHERE item_tracker IS NOT NULL
    GROUP BY item_tracker, item_id HAVING COUNT(*) > 1) AS several
JOIN actions ON actions.item_tracker = several.item_tracker AND actions.item_id = several.item_id
ORDER BY actions.item_tracker, actions.item_id, actions.item_url, actions.item_key, actions.key`}
	return c.each(ctx, st, []any{&key, &item.Tracker, &item.ID, &item.Key, &item.URL}, func() error {
		// What no tracker of ours looks at is told apart by its address and key.
		if same := item.Tracker == last.Tracker && item.ID == last.ID && (item.Tracker != "" || item.URL == last.URL && item.Key == last.Key); !same {
			next := item
			last = &next
		}
		f.shared[key] = last
		return nil
	})
}

func (f *facts) ofActions(ctx context.Context, c conn) error {
	var a report.Action
	var of sql.RawBytes
	var team, state, heldBy, reason, kind sql.RawBytes
	st := statement{"Facts", "actions", `
SELECT key, review, type, owned, position, made, settled, team, state, held_by,
    CASE WHEN state = 'declined' THEN reason ELSE '' END,
    CASE WHEN item_id IS NULL THEN 0 ELSE 1 END
FROM actions`}
	return c.each(ctx, st, []any{
		&a.Key, &of, &kind, flag{&a.Owned}, &a.Position, moment{&a.Made}, moment{&a.Settled}, &team, &state, &heldBy,
		&reason, flag{&a.HasItem},
	}, func() error {
		i, ok := f.at[review.Key(of)]
		if !ok {
			return nil
		}
		next := a
		next.Team, next.State, next.HeldBy = f.once(team), review.State(f.once(state)), f.once(heldBy)
		next.Type, next.Reason = f.once(kind), f.once(reason)
		next.Moved, next.Shared = f.moved[a.Key], f.shared[a.Key]
		f.keep(next, i)
		return nil
	})
}

// keep keeps an action of the i-th review until place.
func (f *facts) keep(a report.Action, i int) {
	const piece = 4096
	last := len(f.actions) - 1
	if last < 0 || len(f.actions[last]) == piece {
		f.actions, last = append(f.actions, make([]report.Action, 0, piece)), last+1
	}
	f.actions[last], f.of = append(f.actions[last], a), append(f.of, i)
}

// place gives the reviews their actions, all in one piece of memory.
func (f *facts) place() {
	ends := make([]int, len(f.reviews)+1)
	for _, i := range f.of {
		ends[i+1]++
	}
	for i := range f.reviews {
		ends[i+1] += ends[i]
	}
	all := make([]report.Action, len(f.of))
	for i := range f.reviews {
		f.reviews[i].Actions = all[ends[i]:ends[i]:ends[i+1]]
	}
	n := 0
	for p, piece := range f.actions {
		for _, a := range piece {
			r := &f.reviews[f.of[n]]
			r.Actions = append(r.Actions, a)
			n++
		}
		f.actions[p] = nil
	}
}

// Words are the titles, reasons and items of actions, by key; unknown ones are
// missing.
func (g figures) Words(ctx context.Context, actions []review.Key) (map[review.Key]report.Words, error) {
	type row struct {
		key     review.Key
		reading review.Action
		reason  string
		item    report.Link
	}
	st := statement{"Words", "actions", "SELECT key, reading, reason, COALESCE(item_key, ''), COALESCE(item_url, '') FROM actions"}
	rows, err := within(ctx, g.c, st, " WHERE key IN ", func(r *row) []column {
		return []column{{"key", &r.key}, {"reading", object[review.Action]{&r.reading}}, {"reason", &r.reason}, {"item_key", &r.item.Key}, {"item_url", &r.item.URL}}
	}, actions)
	if err != nil {
		return nil, err
	}
	out := make(map[review.Key]report.Words, len(rows))
	for _, r := range rows {
		out[r.key] = report.Words{Title: r.reading.Title, Reason: r.reason, Item: r.item}
	}
	return out, nil
}
