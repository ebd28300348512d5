package store

import (
	"context"
	"crypto/rand"
)

// Pseudonyms is the secret under which people have pseudonyms, made when it is first
// asked for: with another store they have others.
func (m marks) Pseudonyms(ctx context.Context) ([]byte, error) {
	read := statement{"Pseudonyms", "meta", "SELECT value FROM meta WHERE name = 'pseudonyms'"}
	got, err := values[string](ctx, m.c, read)
	if err != nil || len(got) > 0 || m.c.db.readOnly {
		return first(got), err
	}
	err = m.c.db.change(ctx, func(tx conn) error {
		_, err := tx.exec(ctx, statement{"Pseudonyms", "meta",
			"INSERT INTO meta (name, value) VALUES ('pseudonyms', $1) ON CONFLICT (name) DO NOTHING"}, rand.Text())
		if err == nil { // another process may have made it
			got, err = values[string](ctx, tx, read)
		}
		return err
	})
	return first(got), err
}

func first(all []string) []byte {
	if len(all) == 0 {
		return nil
	}
	return []byte(all[0])
}
