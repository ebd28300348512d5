package jirafake

import (
	"fmt"
	"slices"
)

func (c *call) board() (*Board, bool) {
	b, found := c.Boards[number(c.r.PathValue("board"))]
	if !found || c.Visible(b.Project) == nil {
		return nil, false
	}
	return b, true
}

func noBoard(c *call) reply {
	return refusal(404, fmt.Sprintf("The requested board cannot be viewed because it either does not exist or you do not have permission to view it (%s).", c.r.PathValue("board")))
}

func boardConfiguration(c *call) reply {
	b, found := c.board()
	if !found {
		return noBoard(c)
	}
	columns := []any{}
	p := c.At(b.Project)
	for _, col := range b.Columns {
		statuses := []any{}
		for _, name := range col.Statuses {
			id := p.StatusOf(name).ID
			statuses = append(statuses, object{"id": id, "self": c.fake.self("api/2/status/%s", id)})
		}
		columns = append(columns, object{"name": col.Name, "statuses": statuses})
	}
	o := object{
		"id": b.ID, "name": b.Name, "type": b.Type, "self": c.fake.self("agile/1.0/board/%d/configuration", b.ID),
		"filter":       object{"id": b.FilterID, "self": c.fake.self("api/2/filter/%s", b.FilterID)},
		"columnConfig": object{"columns": columns, "constraintType": "none"},
	}
	if b.SubQuery != "" {
		o["subQuery"] = object{"query": b.SubQuery}
	}
	if c.fake.opt.Flavour == Cloud {
		o["location"] = object{"type": "project", "projectKeyOrId": p.Key}
	}
	return ok(o)
}

// getFilter answers a board's filter, where it is shared with the caller.
func getFilter(c *call) reply {
	for _, id := range sortedKeys(c.Boards) {
		b := c.Boards[id]
		if b.FilterID == c.r.PathValue("filter") && !b.Unseen && !c.Anonymous {
			return ok(object{
				"id": b.FilterID, "name": "Filter for " + b.Name, "jql": b.Filter, "favourite": false,
				"self": c.fake.self("api/2/filter/%s", b.FilterID),
			})
		}
	}
	return refusal(400, "The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.")
}

// backlog answers what lies in a board's backlog: found by its filter, not
// done, in a status that the board maps, and outside of what a kanban board
// shows on its columns.
func backlog(c *call) reply {
	b, found := c.board()
	if !found {
		return noBoard(c)
	}
	filter, wrong := c.query(b.Filter)
	own, more := c.query(c.r.URL.Query().Get("jql"))
	if wrong = append(wrong, more...); len(wrong) > 0 {
		return refusal(400, wrong...)
	}
	a := c.fromQuery()
	all := slices.DeleteFunc(c.found(filter, a.Reconcile), func(i Issue) bool {
		return !c.reader().Matches(own.Where, i) || !c.inBacklog(b, i)
	})
	if len(filter.Order) == 0 {
		slices.Reverse(all) // by rank: new ones at the end
	}
	if c.fake.opt.Flavour == Cloud {
		return c.tokenPage(a, all, 5000)
	}
	objects := []any{}
	for _, i := range all {
		objects = append(objects, c.issueObject(i, a.wanted()))
	}
	out := c.page("issues", objects)
	return out
}

func (c *call) inBacklog(b *Board, i Issue) bool {
	if c.At(i.Project).StatusOf(i.Status).Category == "done" {
		return false
	}
	if b.Type == "kanban" {
		return slices.Contains(b.BacklogOf, i.Status)
	}
	return slices.ContainsFunc(b.Columns, func(col Column) bool { return slices.Contains(col.Statuses, i.Status) })
}
