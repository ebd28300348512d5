package store

import (
	"context"
	"slices"
)

// backlogs are the places in which items are asked for.
type backlogs struct{ c conn }

// Backlogs are the projects of a tracker in which we have items of our making
// or intents that may have led to one, whatever the mapping says by now.
func (b backlogs) Backlogs(ctx context.Context, tracker string) ([]string, error) {
	made, err := projects(ctx, b.c, "items", "made IS NOT NULL", tracker)
	if err != nil {
		return nil, err
	}
	asked, err := projects(ctx, b.c, "intents", "outcome <> 'refused'", tracker)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(made, asked)
	slices.Sort(all)
	return slices.Compact(all), nil
}

// AskedIn are the teams for which items were asked for in a project of a
// tracker.
func (b backlogs) AskedIn(ctx context.Context, tracker, project string) ([]string, error) {
	return values[string](ctx, b.c, statement{"AskedIn", "intents",
		"SELECT DISTINCT team FROM intents WHERE tracker = $1 AND project = $2 AND outcome <> 'refused' ORDER BY team"}, tracker, project)
}

// projects are those of a table's rows of a tracker. It steps from one project
// to the next in the index: DISTINCT would read all rows.
func projects(ctx context.Context, c conn, table, which, tracker string) ([]string, error) {
	from := "FROM " + table + " WHERE tracker = $1 AND " + which
	return values[string](ctx, c, statement{"Backlogs", table, `
WITH RECURSIVE step (project) AS (
    SELECT MIN(project) ` + from + `
    UNION ALL
    SELECT (SELECT MIN(project) ` + from + ` AND project > step.project) FROM step WHERE step.project IS NOT NULL
)
SELECT project FROM step WHERE project IS NOT NULL`}, tracker)
}
