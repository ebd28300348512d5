package store

import (
	"context"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// intents are the items that were asked for, each with what became of it.
type intents struct{ c conn }

// Intents are those whose outcome is not known, the oldest first.
func (n intents) Intents(ctx context.Context) ([]plan.Intent, error) {
	return query(ctx, n.c, statement{"Intents", "intents",
		intentsTable.selection() + " WHERE outcome = '' ORDER BY asked, action, generation, attempt"}, intentColumns)
}

// Unfinished are those whose item was made and still lacks something, the
// oldest first.
func (n intents) Unfinished(ctx context.Context) ([]plan.Intent, error) {
	return query(ctx, n.c, statement{"Unfinished", "intents",
		intentsTable.selection() + " WHERE steps_left <> '[]' ORDER BY asked, action, generation, attempt"}, intentColumns)
}

// IntentsOf are all intents of an action with their outcomes, by generation
// and attempt: the story of its item.
func (n intents) IntentsOf(ctx context.Context, action review.Key) ([]plan.Intent, error) {
	return query(ctx, n.c, statement{"IntentsOf", "intents",
		intentsTable.selection() + " WHERE action = $1 ORDER BY generation, attempt"}, intentColumns, action)
}
