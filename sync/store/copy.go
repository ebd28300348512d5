package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/store/lease"
)

// Facts in meta that a copy leaves and heeds.
const (
	factMoved   = "moved"   // in a store that was copied: where to, and when
	factCopying = "copying" // in one that is being made: what it becomes a copy of
	factHistory = "history" // of the server: each has its own
)

// copied are the tables that are copied, those that others refer to first.
var copied = []string{"meta", "sources", "trackers", "reviews", "actions", "items", "intents", "events", "requests"}

// Copied is what a copy came to.
type Copied struct {
	From, To string
	Rows     int
}

// Copier copies a store.
type Copier struct {
	From, To Options
	// Progress is told how many rows of a table are copied, of how many; nil: nobody is.
	Progress func(table string, done, of int)
	// Wait is how long a store is waited for that is worked on; 0: longer than one that
	// was killed keeps a lease.
	Wait time.Duration
}

// Copy makes To a copy of From, of any engine, and marks From, which refuses work
// from then on (ErrMoved). Both must be free. To must be new or empty, or a copy of
// From that broke off: it is made anew then.
//
// The copy stands whole in one transaction, which says that it is one. From is marked
// then, and at last the copy is let work: whenever it breaks off, one of the two at
// most takes work, and the same command goes on.
func (c Copier) Copy(ctx context.Context) (Copied, error) {
	if c.From.DSN.IsZero() && c.To.DSN.IsZero() && sameFile(c.From.Path, c.To.Path) {
		return Copied{}, fmt.Errorf("%w: FROM and TO are one file: %s", ErrNotEmpty, c.From.Path)
	}
	from, endFrom, err := c.source(ctx)
	if err != nil {
		return Copied{}, err
	}
	defer endFrom()
	to, endTo, err := c.free(ctx, c.To)
	if err != nil {
		return Copied{}, err
	}
	defer endTo()
	if err := c.may(ctx, from, to); err != nil {
		return Copied{}, err
	}
	out := Copied{From: from.path, To: to.path}
	if out.Rows, err = c.rows(ctx, from, to); err != nil {
		return out, err
	}
	now := from.now().UTC().Format(time.RFC3339)
	if err := from.change(ctx, func(tx conn) error { return note(ctx, tx, factMoved, to.path+" at "+now) }); err != nil {
		return out, err
	}
	return out, to.change(ctx, func(tx conn) error { return unnote(ctx, tx, factCopying) })
}

// source opens what is copied. It is not made where there is none.
func (c Copier) source(ctx context.Context) (*Store, func(), error) {
	o := c.From
	o.Mode, o.anyway = ReadOnly, true
	s, err := Open(ctx, o)
	if err != nil && !errors.Is(err, ErrOlder) {
		return nil, nil, err
	}
	if err == nil {
		_ = s.Close() // it was only looked at
	}
	return c.free(ctx, c.From)
}

// free opens a store that nobody works on, and keeps it so until end is called.
func (c Copier) free(ctx context.Context, o Options) (s *Store, end func(), err error) {
	o.Mode, o.anyway = ReadWrite, true
	if s, err = Open(ctx, o); err != nil {
		return nil, nil, err
	}
	release, err := s.Turn(ctx, LockOptions{Wait: cmp.Or(c.Wait, lease.DefaultLength+5*time.Second)})
	if err != nil {
		_ = s.Close() // err is what counts
		return nil, nil, err
	}
	return s, func() {
		_ = release() // everything is written
		_ = s.Close()
	}, nil
}

// may tells whether a store may become the copy of another.
func (c Copier) may(ctx context.Context, from, to *Store) error {
	here, err := from.meta(ctx)
	if err != nil {
		return err
	}
	there, err := to.meta(ctx)
	if err != nil {
		return err
	}
	where := here[factMoved]
	where = where[:max(strings.LastIndex(where, " at "), 0)]
	switch {
	case here[factCopying] != "":
		return errCopying(from.path)
	case here[factMoved] != "" && (where != to.path || there[factCopying] == ""):
		return errMoved(from.path, here[factMoved])
	case there[factCopying] == here["identity"]:
		return nil
	case there[factCopying] != "":
		return errCopying(to.path)
	case there["identity"] == here["identity"]:
		return fmt.Errorf("%w: %s is %s, or was copied from it: name another place", ErrNotEmpty, to.path, from.path)
	}
	for _, table := range copied[1:] {
		n, err := values[int](ctx, to.conn(), statement{"Copy", table, "SELECT COUNT(*) FROM " + table})
		if err != nil {
			return err
		}
		if n[0] > 0 {
			return fmt.Errorf("%w: %s holds %d rows of %s: name a new file or an empty database", ErrNotEmpty, to.path, n[0], table)
		}
	}
	return nil
}

// rows copies all rows and says how many; they are compared at the end.
func (c Copier) rows(ctx context.Context, from, to *Store) (n int, err error) {
	err = from.view(ctx, func(in conn) error {
		return to.change(ctx, func(tx conn) error {
			n = 0
			for _, table := range slices.Backward(copied) {
				if _, err := tx.exec(ctx, statement{"Copy", table, "DELETE FROM " + table}); err != nil {
					return err
				}
			}
			for _, table := range copied {
				rows, err := c.table(ctx, in, tx, table)
				if err != nil {
					return fmt.Errorf("copy %s: %w", table, err)
				}
				n += rows
			}
			identity, err := values[string](ctx, in, statement{"Copy", "meta", "SELECT value FROM meta WHERE name = 'identity'"})
			if err != nil || len(identity) == 0 {
				return errors.Join(err, errors.New("the store has no identity"))
			}
			return errors.Join(unnote(ctx, tx, factMoved), unnote(ctx, tx, factHistory), note(ctx, tx, factCopying, identity[0]))
		})
	})
	return n, err
}

// table copies the rows of a table.
func (c Copier) table(ctx context.Context, in, tx conn, table string) (int, error) {
	of, err := values[int](ctx, in, statement{"Copy", table, "SELECT COUNT(*) FROM " + table})
	if err != nil {
		return 0, err
	}
	w := &rowsInto{tx: tx, table: table}
	was, err := eachRow(ctx, in, table, nil, func(columns []string, row []any) error {
		w.columns = columns
		w.rows = append(w.rows, row)
		if len(w.rows) < chunk {
			return nil
		}
		err := w.write(ctx)
		c.tell(table, w.done, of[0])
		return err
	})
	if err == nil {
		err = w.write(ctx)
	}
	if err != nil {
		return 0, err
	}
	c.tell(table, w.done, of[0])
	is, err := eachRow(ctx, tx, table, w.columns, func([]string, []any) error { return nil })
	if err == nil && is != was {
		err = fmt.Errorf("what was written is not what was read (%d rows, read back %d)", was.n, is.n)
	}
	return was.n, err
}

func (c Copier) tell(table string, done, of int) {
	if c.Progress != nil && done > 0 {
		c.Progress(table, done, of)
	}
}

// seen is how many rows were read, and the sum of what they hold.
type seen struct {
	n   int
	sum uint64
}

// eachRow reads all rows of a table, these columns or all.
func eachRow(ctx context.Context, c conn, table string, columns []string, row func([]string, []any) error) (seen, error) {
	which := "*"
	if len(columns) > 0 {
		which = strings.Join(columns, ", ")
	}
	rows, err := c.QueryContext(ctx, "SELECT "+which+" FROM "+table)
	if err != nil {
		return seen{}, c.db.explain("read "+table, err)
	}
	defer rows.Close()
	if columns, err = rows.Columns(); err != nil {
		return seen{}, c.db.explain("read "+table, err)
	}
	var out seen
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return out, c.db.explain("read "+table, err)
		}
		out.n++
		out.sum += digest(values)
		if err := row(columns, values); err != nil {
			return out, err
		}
	}
	if err := rows.Err(); err != nil {
		return out, c.db.explain("read "+table, err)
	}
	return out, nil
}

// digest is the same for the same row on every engine.
func digest(row []any) uint64 {
	h := sha256.New()
	for _, v := range row {
		fmt.Fprintf(h, "%T %q\n", v, fmt.Sprint(v))
	}
	return binary.LittleEndian.Uint64(h.Sum(nil))
}

// rowsInto writes rows into a table.
type rowsInto struct {
	tx      conn
	table   string
	columns []string
	rows    [][]any
	done    int
}

func (w *rowsInto) write(ctx context.Context) error {
	if len(w.rows) == 0 {
		return nil
	}
	each := max(w.tx.db.engine.arguments()/len(w.columns), 1)
	for part := range slices.Chunk(w.rows, each) {
		text := "INSERT INTO " + w.table + " (" + strings.Join(w.columns, ", ") + ") VALUES " + groups(len(part), len(w.columns))
		if _, err := w.tx.exec(ctx, statement{"Copy", w.table, text}, slices.Concat(part...)...); err != nil {
			return err
		}
	}
	w.done += len(w.rows)
	w.rows = w.rows[:0]
	return nil
}

// unnote takes out one of the store's own facts.
func unnote(ctx context.Context, tx conn, name string) error {
	_, err := tx.exec(ctx, statement{"note", "meta", "DELETE FROM meta WHERE name = $1"}, name)
	return err
}

func errMoved(path, where string) error {
	return fmt.Errorf("%w: %s was copied to %s, and is worked on there: name that one as the store. Where that copy is given up, `followthrough store reopen %s` lets this one work again",
		ErrMoved, path, where, quoted(path))
}

func errCopying(path string) error {
	return fmt.Errorf("%w: %s is a copy that broke off: let the same `followthrough store copy` run to its end", ErrMoved, path)
}

// Reopen lets a store work again that was copied elsewhere, and tells where to; "":
// it was not.
func Reopen(ctx context.Context, o Options) (where string, err error) {
	c := Copier{From: o}
	s, end, err := c.source(ctx)
	if err != nil {
		return "", err
	}
	defer end()
	facts, err := s.meta(ctx)
	if err != nil || facts[factMoved] == "" {
		return "", err
	}
	return facts[factMoved], s.change(ctx, func(tx conn) error {
		// What the copy has done since is not known here: trackers are listed anew, and
		// nothing is made before one settle time.
		return errors.Join(unnote(ctx, tx, factMoved), doubtNow(ctx, tx))
	})
}

func sameFile(a, b string) bool {
	one, err1 := os.Stat(a)
	other, err2 := os.Stat(b)
	return a == b || err1 == nil && err2 == nil && os.SameFile(one, other)
}
