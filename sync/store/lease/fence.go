package lease

import (
	"context"
	"database/sql"
	"fmt"
)

// Fence is called first in each transaction that writes: it fails with ErrLost
// where the lease is not held, and else keeps others from taking it until the
// transaction ends. One that its process leaves open is ended by the server before
// a lease is over, so that it keeps nobody waiting: also behind a pooler, which
// knows no settings of a connection. And what is committed is on disk.
//
// The lock is the weakest there is: it stops whoever takes the lease, which
// changes its key (name and epoch), and not the holder's own extending of it.
func (l *Lease) Fence(ctx context.Context, tx *sql.Tx) error {
	l.mu.Lock()
	epoch, err := l.epoch, l.held()
	l.mu.Unlock()
	if err != nil {
		return err
	}
	ours, err := found(tx.QueryContext(ctx, `
SELECT set_config('idle_in_transaction_session_timeout', $3, true),
  CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END
FROM lease WHERE name = 'store' AND epoch = $1 AND holder = $2 AND until > clock_timestamp() FOR KEY SHARE`,
		epoch, l.holder, fmt.Sprintf("%dms", (l.o.Length*2/3).Milliseconds())))
	if err != nil {
		return fmt.Errorf("look at the lease: %w", err)
	}
	if !ours {
		l.lose(epoch)
		return ErrLost
	}
	return nil
}

// found tells whether there is a row.
func found(rows *sql.Rows, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	defer rows.Close()
	return rows.Next(), rows.Err()
}
