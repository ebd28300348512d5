package jira

import (
	"fmt"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/client/jira/jql"
)

// board asks whether the team would see an item on its board: what the board's
// queries say of a new one, and, where there is one already, the board itself.
func (c *backlogCheck) board() {
	if c.own.Board == 0 {
		return
	}
	b, err := c.t.client.Board(c.ctx, c.own.Board)
	switch {
	case err != nil && client.KindOf(err) == client.NotFound:
		c.found.Wrong("check its number, or share its filter with the account", "board %d is not there, or this account can't see it", c.own.Board)
		return
	case err != nil:
		c.found.Look(c.site.mend(err), "board %d can't be read: %v", c.own.Board, err)
		return
	}
	if at := b.Location.Project; at != "" && at != c.project.Key && at != c.project.ID {
		c.found.Wrong("name the team's own board, or project", "board %d (%s) belongs to project %s, not to %s", c.own.Board, b.Name, at, c.backlog.Project)
		return
	}
	if id := c.recent(); id != "" {
		c.onBoard(b, id)
		return
	}
	fresh := c.fresh()
	switch shows, why := jql.Judge(b.Filter.JQL, fresh); shows {
	case jql.No:
		c.found.Wrong("set that in the backlog (component, labels), or change the board's filter", "board %d (%s) would not show such an item: its filter wants %s", c.own.Board, b.Name, why)
	case jql.Perhaps:
		c.found.Look("it is asked when the first item is there: check again then", "whether board %d (%s) shows such an item can't be told from its filter (%s)", c.own.Board, b.Name, why)
	default:
		c.place(b, fresh)
	}
}

// recent is the newest issue of ours of that kind; "": there is none, or it
// can't be told.
func (c *backlogCheck) recent() string {
	query := fmt.Sprintf("project = %s AND creator = currentUser() AND statusCategory != Done ORDER BY created DESC", quote(c.backlog.Project))
	page, err := c.t.client.Search(c.ctx, client.Query{JQL: query, Fields: c.t.fields(), Properties: []string{MarkerProperty}, Size: 20}, "")
	if err != nil {
		return ""
	}
	for _, i := range page.Issues {
		if m := markerOn(i); m != nil && m.Instance == c.t.o.Instance {
			return i.ID
		}
	}
	return ""
}

func (c *backlogCheck) onBoard(b client.Board, id string) {
	in, err := c.t.client.InBacklog(c.ctx, c.own.Board, id)
	switch {
	case err != nil:
		c.found.Look(c.site.mend(err), "the backlog of board %d can't be read: %v", c.own.Board, err)
	case in:
		c.found.Good("the last item made there is in the backlog of board %d (%s)", c.own.Board, b.Name)
	case c.onFilter(b, id):
		c.found.Good("the last item made there is on board %d (%s), past its backlog", c.own.Board, b.Name)
	default:
		c.found.Wrong("set what the filter wants in the backlog (component, labels), or change the filter", "the last item made in %s is not on board %d (%s): its filter leaves it out: %s", c.backlog.Project, c.own.Board, b.Name, b.Filter.JQL)
	}
}

// onFilter tells whether the board's filter finds an issue.
func (c *backlogCheck) onFilter(b client.Board, id string) bool {
	found, err := c.t.client.Finds(c.ctx, "("+jql.Filter(b.Filter.JQL)+") AND id = "+id, id)
	return err == nil && found
}

// place says where on the board a new item would stand.
func (c *backlogCheck) place(b client.Board, fresh jql.Issue) {
	if shows, why := jql.Judge(b.Sub.Query, fresh); b.Sub.Query != "" && shows == jql.No {
		c.found.Wrong("change the board's sub-filter", "board %d (%s) would hide such an item: its sub-filter wants %s", c.own.Board, b.Name, why)
		return
	}
	first, columns := c.initial(), b.Columns.Columns
	if first.ID == "" || len(columns) == 0 {
		c.found.Good("board %d (%s) shows such an item in its backlog", c.own.Board, b.Name)
		return
	}
	i := slices.IndexFunc(columns, func(col client.Column) bool {
		return slices.ContainsFunc(col.Statuses, func(s client.Status) bool { return s.ID == first.ID })
	})
	if i < 0 {
		c.found.Wrong("map it to one in the board's settings", "board %d (%s) has no column for the status %s, in which items begin", c.own.Board, b.Name, first.Name)
		return
	}
	c.found.Good("board %d (%s) shows such an item in its backlog, on the board in the column %s", c.own.Board, b.Name, columns[i].Name)
}

// fresh is what is known of an issue that was just made.
func (c *backlogCheck) fresh() jql.Issue {
	n := jql.Issue{
		"project": {c.project.Key, c.project.Name, c.project.ID}, "issuetype": {c.own.issueType(), c.screen.TypeID},
		"component": c.own.components(), "labels": c.t.labels(c.backlog, c.own), "resolution": {"Unresolved"},
		"statuscategory": {"To Do", "new", "2"}, "assignee": {}, "sprint": {}, "fixversion": c.own.versions(),
	}
	if c.own.Parent != "" {
		n["parent"], n["parentepic"], n["epic link"] = []string{c.own.Parent}, []string{c.own.Parent}, []string{c.own.Parent}
	}
	if first := c.initial(); first.Name != "" {
		n["status"] = []string{first.Name}
	}
	return n
}

// initial is the status of a new issue, where there is but one it can be.
func (c *backlogCheck) initial() client.Status {
	statuses, err := c.statuses()
	if err != nil {
		return client.Status{}
	}
	begin := slices.DeleteFunc(slices.Clone(statuses[c.screen.TypeID]), func(s client.Status) bool { return s.Category.Key != "new" })
	if len(begin) != 1 {
		return client.Status{}
	}
	return begin[0]
}
