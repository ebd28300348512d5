package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
)

// indexes makes those anew that do not fit their tables: what they do not show would
// count as not there.
func (d *sqliteFile) indexes(ctx context.Context) error {
	said, err := values[string](ctx, d.conn(), statement{"mend", "sqlite_master", "PRAGMA integrity_check(1)"})
	if err != nil || len(said) == 1 && said[0] == "ok" {
		return err
	}
	err = d.change(ctx, func(tx conn) error {
		if _, err := tx.exec(ctx, statement{"mend", "sqlite_master", "REINDEX"}); err != nil {
			return err
		}
		again, err := values[string](ctx, tx, statement{"mend", "sqlite_master", "PRAGMA integrity_check(1)"})
		if err == nil && !slices.Equal(again, []string{"ok"}) {
			err = errors.New(strings.Join(again, "; "))
		}
		if err != nil {
			return err
		}
		return doubt(ctx, tx, plan.Memory{Since: d.now().UTC(), Why: whyDamaged})
	})
	if err != nil {
		return d.damaged(fmt.Errorf("%s: %w", strings.Join(said, "; "), err))
	}
	d.tell("an index in the store %s was damaged: it was made anew, and items are looked for before one is made", d.path)
	return nil
}
