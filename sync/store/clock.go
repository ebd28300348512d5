package store

import (
	"context"
	"strings"
	"time"
)

// adrift is how far clocks are set back by themselves, without a word about it.
const adrift = time.Minute

// ours are the moments that we took down ourselves, by table: none of them can be
// still to come. What sources and trackers tell is theirs.
func ours() map[string][]string {
	return map[string][]string{
		"reviews": {"first_read", "changed", "gone", "reported", "proposed_until", "looked"},
		"actions": {"first_read", "admitted", "released", "made", "refused_at"},
		"items":   {"made", "unseen", "gone"},
		"intents": {"asked", "outcome_at"},
		"sources": {"wrote", "doubted"},
		"events":  {"at"},
	}
}

// turnBack finds a clock that was set back since something was written: what would
// be still to come counts as just now, what waits is planned anew, and the trackers
// are listed anew, for nobody knows how long nobody looked.
func (d *database) turnBack(ctx context.Context) error {
	last, err := values[int64](ctx, d.conn(), statement{"turnBack", "events", "SELECT at FROM events ORDER BY at DESC LIMIT 1"})
	now := d.now().UTC()
	if err != nil || d.readOnly || len(last) == 0 || !time.UnixMicro(last[0]).After(now.Add(adrift)) {
		return err
	}
	err = d.change(ctx, func(tx conn) error {
		texts := map[string]string{
			"trackers": "UPDATE trackers SET watermark = '', doubted = NULL WHERE watermark <> '' OR doubted > $1",
			"wakes":    "UPDATE reviews SET wake = $1 WHERE wake > $1",
		}
		for table, columns := range ours() {
			var sets, wheres []string
			for _, c := range columns {
				sets = append(sets, c+" = CASE WHEN "+c+" > $1 THEN $1 ELSE "+c+" END")
				wheres = append(wheres, c+" > $1")
			}
			texts[table] = "UPDATE " + table + " SET " + strings.Join(sets, ", ") + " WHERE " + strings.Join(wheres, " OR ")
		}
		for table, text := range texts {
			if _, err := tx.exec(ctx, statement{"turnBack", table, text}, now.UnixMicro()); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		d.tell("the clock was set back: what the store %s has from after %s counts as of now, and all is looked at again", d.path, now.Format(time.RFC3339))
	}
	return err
}
