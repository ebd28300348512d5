package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store/witness"
)

// Why a store may have forgotten something: words that reasons begin with.
const (
	whyNew     = "the store is new"
	whyUnsure  = "this start can't tell whether the store was put back"
	whyPutBack = "the store was put back"
	whyClock   = "the clock was set back"
	whyAway    = "the database was away"
)

// memory is how far the store is known to have been: what this process saw, and
// what the witness remembers of those before it.
type memory struct {
	mu       sync.Mutex
	identity string // whose it is; "": of none yet
	witness  witness.Witness
	witness.Memory
	born plan.Memory // by what the store says itself
}

// stands is what the store says of itself.
type stands struct {
	identity string
	sequence int64
	born     plan.Memory
}

// Memory is since when the store is known to have forgotten nothing.
func (d *database) Memory(context.Context) (plan.Memory, error) {
	out := d.remembers()
	if away := d.away(); away.After(out.Since) {
		return plan.Memory{Since: away, Why: whyAway}, nil
	}
	return out, nil
}

func (d *database) remembers() plan.Memory {
	m := &d.memory
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.Whole.After(m.born.Since) {
		return m.born
	}
	out := plan.Memory{Since: m.Whole, Why: m.Why}
	if !m.witness.Remembers() {
		out.Advice = d.advice()
	}
	return out
}

// born is when the store was made, by what it says itself.
func (d *database) born() time.Time {
	d.memory.mu.Lock()
	defer d.memory.mu.Unlock()
	return d.memory.born.Since
}

// advice says what would save the wait at the next start.
func (d *database) advice() string {
	if len(d.runtime) == 0 {
		return ""
	}
	return "a directory in memory that this user may write to saves this wait at the next start: " + d.runtime[0] + ", or what $RUNTIME_DIRECTORY names"
}

// Refresh looks whether the store still is what this process knows of it: what lies
// at its place may have been replaced meanwhile, by a copy or by none, and the clock
// set back. It is called under the store's lock, before a pass.
func (d *database) Refresh(ctx context.Context) error {
	if d.readOnly {
		return nil
	}
	return d.engine.refresh(ctx, func(ctx context.Context) error {
		if d.suspect.Swap(false) {
			if err := d.mend(ctx); err != nil {
				return err
			}
		}
		return d.look(ctx)
	})
}

func (d *database) tell(format string, args ...any) {
	if d.told != nil {
		d.told(fmt.Sprintf(format, args...))
	}
}

// look compares what the store says of itself with what is remembered of it.
func (d *database) look(ctx context.Context) error {
	if err := d.turnBack(ctx); err != nil {
		return err
	}
	is, err := d.stands(ctx)
	if err != nil {
		return err
	}
	m, now := &d.memory, d.now().UTC().Round(0) // by the wall's clock alone
	m.mu.Lock()
	defer m.mu.Unlock()
	before, found := m.Memory, true
	if m.identity != is.identity || m.identity == "" {
		m.identity, m.witness = is.identity, witness.Of(is.identity, d.engine.file(), d.runtime)
		m.Memory, found = m.witness.Recall()
		before = m.Memory
	}
	m.born = is.born
	switch {
	case d.made:
		m.Whole, m.Why, d.made = is.born.Since, is.born.Why, false
	case !found:
		m.Whole, m.Why = now, whyUnsure
	case is.sequence < m.Sequence:
		m.Whole, m.Why = now, whyPutBack
		d.tell("the store %s was put back: what it may have forgotten is looked for before an item is made", d.path)
	case m.Whole.After(now):
		m.Whole, m.Why = now, whyClock
	}
	m.Sequence = is.sequence
	if d.readOnly || found && m.Memory == before {
		return nil
	}
	return m.witness.Keep(m.Memory)
}

// reached remembers that something was asked for: it is called before that goes
// out, so a crash leaves a store that is further than its witness says, and asked
// for nothing more.
func (d *database) reached(sequence int64) error {
	m := &d.memory
	m.mu.Lock()
	defer m.mu.Unlock()
	if sequence <= m.Sequence {
		return nil
	}
	m.Sequence = sequence
	return m.witness.Keep(m.Memory)
}

// advance counts that something is asked for, in the transaction that says what.
func advance(ctx context.Context, tx conn) (int64, error) {
	got, err := values[int64](ctx, tx, statement{"Apply", "meta", `
INSERT INTO meta (name, value) VALUES ('sequence', '1')
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT) RETURNING CAST(value AS BIGINT)`})
	if err != nil || len(got) == 0 {
		return 0, err
	}
	return got[0], nil
}

// stands reads what the store says of itself. One that is written to gets a name
// of its own, and one that was made in the future, as a clock had it that was set
// back since, counts as made now: else nothing would be made until then.
func (d *database) stands(ctx context.Context) (stands, error) {
	meta, err := d.meta(ctx)
	if err != nil {
		return stands{}, err
	}
	if err := d.mayWork(meta); err != nil {
		return stands{}, err
	}
	if meta["identity"] == "" && !d.readOnly {
		if meta["identity"], err = d.name(ctx); err != nil {
			return stands{}, err
		}
	}
	is := stands{identity: meta["identity"]}
	is.sequence, _ = strconv.ParseInt(meta["sequence"], 10, 64) // what can't be read has gone back
	micros, err := strconv.ParseInt(meta["created"], 10, 64)
	is.born = plan.Memory{Since: time.UnixMicro(micros).UTC(), Why: whyNew}
	if why := meta["doubted"]; why != "" {
		is.born.Why = why
	}
	switch now := d.now().UTC(); {
	case err != nil:
		d.tell("the store %s does not say when it was made: it counts as made now", d.path)
		is.born = plan.Memory{Since: now, Why: whyDamaged}
	case is.born.Since.After(now):
		d.tell("the store %s was made at %s by a clock that was set back since: it counts as made now", d.path, is.born.Since.Format(time.RFC3339))
		is.born = plan.Memory{Since: now, Why: whyClock}
	default:
		err = d.historic(ctx, meta["history"], &is)
		return is, err
	}
	if err = d.doubt(ctx, is.born); err == nil {
		err = d.historic(ctx, meta["history"], &is)
	}
	return is, err
}

// mayWork refuses a store that was copied elsewhere, and a copy that broke off.
func (d *database) mayWork(meta map[string]string) error {
	switch {
	case d.anyway:
		return nil
	case meta[factMoved] != "":
		return errMoved(d.path, meta[factMoved])
	case meta[factCopying] != "":
		return errCopying(d.path)
	}
	return nil
}

// doubtNow writes that the store may have forgotten what was before now.
func doubtNow(ctx context.Context, tx conn) error {
	if _, err := tx.exec(ctx, statement{"doubt", "trackers", "UPDATE trackers SET watermark = ''"}); err != nil {
		return err
	}
	return doubt(ctx, tx, plan.Memory{Since: tx.db.now().UTC(), Why: whyPutBack})
}

// historic compares the database's past with the one that the store was last worked
// on in.
func (d *database) historic(ctx context.Context, was string, is *stands) error {
	now, err := d.engine.history(ctx)
	if err != nil || now == was || now == "" || d.readOnly {
		return err
	}
	return d.change(ctx, func(tx conn) error {
		if was != "" {
			d.tell("the store %s is on another server or timeline than before: what it may have forgotten is looked for before an item is made", d.path)
			is.born = plan.Memory{Since: d.now().UTC(), Why: whyPutBack}
			if err := doubt(ctx, tx, is.born); err != nil {
				return err
			}
		}
		return note(ctx, tx, "history", now)
	})
}

// meta are the store's own facts, by name.
func (d *database) meta(ctx context.Context) (map[string]string, error) {
	type fact struct{ name, value string }
	rows, err := query(ctx, d.conn(), statement{"meta", "meta", "SELECT name, value FROM meta"}, func(f *fact) []column {
		return []column{{"name", &f.name}, {"value", &f.value}}
	})
	out := map[string]string{}
	for _, f := range rows {
		out[f.name] = f.value
	}
	return out, err
}

// name gives the store a name that no other one has, and each copy of it keeps.
func (d *database) name(ctx context.Context) (string, error) {
	name := rand.Text()
	err := d.change(ctx, func(tx conn) error {
		if _, err := tx.exec(ctx, statement{"name", "meta",
			"INSERT INTO meta (name, value) VALUES ('identity', $1) ON CONFLICT (name) DO NOTHING"}, name); err != nil {
			return err
		}
		got, err := values[string](ctx, tx, statement{"name", "meta", "SELECT value FROM meta WHERE name = 'identity'"})
		if err == nil && len(got) > 0 {
			name = got[0]
		}
		return err
	})
	return name, err
}

// doubt writes that the store may have forgotten what was before a moment, and
// why: it counts as made then. One that is only read keeps what it says.
func (d *database) doubt(ctx context.Context, from plan.Memory) error {
	if d.readOnly {
		return nil
	}
	return d.change(ctx, func(tx conn) error { return doubt(ctx, tx, from) })
}

func doubt(ctx context.Context, tx conn, from plan.Memory) error {
	return errors.Join(note(ctx, tx, "created", strconv.FormatInt(from.Since.UnixMicro(), 10)), note(ctx, tx, "doubted", from.Why))
}

// note writes one of the store's own facts.
func note(ctx context.Context, tx conn, name, value string) error {
	_, err := tx.exec(ctx, statement{"note", "meta",
		"INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value"}, name, value)
	return err
}
