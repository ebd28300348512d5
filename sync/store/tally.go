package store

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Tally is how many reviews and actions there are: counted by the database,
// whose rows stay where they are.
type Tally struct {
	Reviews []ReviewCount // by source
	Actions []ActionCount // of reviews that are not gone, by source, state and what holds them
	Intents []IntentCount // without an outcome, by tracker
}

// IntentCount counts the intents of one tracker whose outcome is not known.
type IntentCount struct {
	Tracker    string
	Unresolved int
	Oldest     time.Time // when the first of them was asked for
}

// ReviewCount counts the reviews of one source.
type ReviewCount struct {
	Source                       string
	Published, Unpublished, Gone int
	// Troubled can't be read, or not be written to; they are among the others.
	Troubled int
	// MoreDoubtful are the lines of its published reviews that may be actions, beyond those that are
	// kept, and NotUnderstood the reviews of which no section was understood.
	MoreDoubtful, NotUnderstood int
}

// ActionCount counts the actions of one source in one state, held by one thing.
type ActionCount struct {
	Source string
	State  review.State
	HeldBy plan.HeldBy
	Count  int
}

// Tally counts what the store holds. It reads all reviews and actions, so it
// is not for a pass.
func (g figures) Tally(ctx context.Context) (Tally, error) {
	var out Tally
	err := g.c.db.view(ctx, func(in conn) error {
		var err error
		if out.Reviews, err = query(ctx, in, statement{"Tally", "reviews", `
SELECT source, COUNT(CASE WHEN gone IS NULL AND published = 1 THEN 1 END), COUNT(CASE WHEN gone IS NULL AND published = 0 THEN 1 END),
       COUNT(gone), COUNT(CASE WHEN gone IS NULL AND problem <> '' THEN 1 END),
       CAST(COALESCE(SUM(CASE WHEN gone IS NULL AND published = 1 THEN more_doubtful END), 0) AS BIGINT),
       COUNT(CASE WHEN gone IS NULL AND published = 1 AND not_understood = 1 THEN 1 END)
FROM reviews GROUP BY source ORDER BY source`}, reviewCounts); err != nil {
			return err
		}
		out.Actions, err = query(ctx, in, statement{"Tally", "actions", `
SELECT source, state, held_by, COUNT(*) FROM actions WHERE review NOT IN (SELECT key FROM reviews WHERE gone IS NOT NULL)
GROUP BY source, state, held_by ORDER BY source, state, held_by`}, actionCounts)
		if err != nil {
			return err
		}
		out.Intents, err = query(ctx, in, statement{"Tally", "intents", `
SELECT tracker, COUNT(*), MIN(asked) FROM intents WHERE outcome = '' GROUP BY tracker ORDER BY tracker`}, intentCounts)
		return err
	})
	return out, err
}

func reviewCounts(c *ReviewCount) []column {
	return []column{{"source", &c.Source}, {"", &c.Published}, {"", &c.Unpublished}, {"", &c.Gone}, {"", &c.Troubled}, {"", &c.MoreDoubtful}, {"", &c.NotUnderstood}}
}

func actionCounts(c *ActionCount) []column {
	return []column{{"source", &c.Source}, {"state", &c.State}, {"held_by", &c.HeldBy}, {"", &c.Count}}
}

func intentCounts(c *IntentCount) []column {
	return []column{{"tracker", &c.Tracker}, {"", &c.Unresolved}, {"", moment{&c.Oldest}}}
}
