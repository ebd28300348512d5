package jira

import (
	"fmt"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/client/jira/jql"
)

// boardCheck is the check of a backlog's board.
type boardCheck struct {
	*backlogCheck
	client.Board
	called string // "board 42 (Team board)"
}

// board asks whether the team would see an item on its board: what the board's
// queries say of a new one, and, where there is one already, the board itself.
func (c *backlogCheck) board() {
	if c.own.Board == 0 {
		return
	}
	read, err := c.client.Board(c.ctx, c.own.Board)
	b := boardCheck{c, read, fmt.Sprintf("board %d (%s)", c.own.Board, read.Name)}
	at := read.Location.Project
	switch {
	case err != nil && client.KindOf(err) == client.NotFound:
		c.found.Wrong("check its number, or share its filter with the account", "board %d is not there, or this account can't see it", c.own.Board)
	case err != nil:
		c.unread(c.found.Look, fmt.Sprintf("board %d", c.own.Board), err)
	case at != "" && at != c.project.Key && at != c.project.ID:
		c.found.Wrong("name the team's own board, or project", "%s belongs to project %s, not to %s", b.called, at, c.backlog.Project)
	default:
		if id := c.recent(); id != "" {
			b.shows(id)
		} else {
			b.wouldShow()
		}
	}
}

// recent is the newest issue of ours of that kind; "": there is none, or it
// can't be told.
func (c *backlogCheck) recent() string {
	query := fmt.Sprintf("project = %s AND creator = currentUser() AND statusCategory != Done ORDER BY created DESC", quote(c.backlog.Project))
	page, err := c.client.Search(c.ctx, client.Query{JQL: query, Fields: c.fields(), Properties: []string{MarkerProperty}, Size: 20}, "")
	if err != nil {
		return ""
	}
	for _, i := range page.Issues {
		if m := markerOn(i); m != nil && m.Instance == c.instance {
			return i.ID
		}
	}
	return ""
}

// shows asks the board itself for an issue.
func (b boardCheck) shows(id string) {
	in, err := b.client.InBacklog(b.ctx, b.own.Board, id)
	if err != nil {
		b.unread(b.found.Look, fmt.Sprintf("the backlog of board %d", b.own.Board), err)
		return
	}
	if in {
		b.found.Good("the last item made there is in the backlog of %s", b.called)
		return
	}
	if on, err := b.client.Finds(b.ctx, "("+jql.Filter(b.Filter.JQL)+") AND id = "+id, id); err == nil && on {
		b.found.Good("the last item made there is on %s, past its backlog", b.called)
		return
	}
	b.found.Wrong("set what the filter wants in the backlog (component, labels), or change the filter", "the last item made in %s is not on %s: its filter leaves it out: %s", b.backlog.Project, b.called, b.Filter.JQL)
}

// wouldShow asks the board's queries of an issue that is not there yet, and says
// where on the board it would stand.
func (b boardCheck) wouldShow() {
	first := b.initial()
	fresh := b.unborn(first)
	switch shows, why := jql.Judge(b.Filter.JQL, fresh); shows {
	case jql.No:
		b.found.Wrong("set that in the backlog (component, labels), or change the board's filter", "%s would not show such an item: its filter wants %s", b.called, why)
		return
	case jql.Perhaps:
		b.found.Look("it is asked when the first item is there: check again then", "whether %s shows such an item can't be told from its filter (%s)", b.called, why)
		return
	}
	if shows, why := jql.Judge(b.Sub.Query, fresh); b.Sub.Query != "" && shows == jql.No {
		b.found.Wrong("change the board's sub-filter", "%s would hide such an item: its sub-filter wants %s", b.called, why)
		return
	}
	columns := b.Columns.Columns
	if first.ID == "" || len(columns) == 0 {
		b.found.Good("%s shows such an item in its backlog", b.called)
		return
	}
	i := slices.IndexFunc(columns, func(col client.Column) bool {
		return slices.ContainsFunc(col.Statuses, func(s client.Status) bool { return s.ID == first.ID })
	})
	if i < 0 {
		b.found.Wrong("map it to one in the board's settings", "%s has no column for the status %s, in which items begin", b.called, first.Name)
		return
	}
	b.found.Good("%s shows such an item in its backlog, on the board in the column %s", b.called, columns[i].Name)
}

// unborn is what is known of an issue that was just made.
func (c *backlogCheck) unborn(first client.Status) jql.Issue {
	n := jql.Issue{
		"project": {c.project.Key, c.project.Name, c.project.ID}, "issuetype": {c.own.issueType(), c.screen.TypeID},
		"component": c.own.components(), "labels": c.drafts.labels(c.backlog, c.own), "resolution": {"Unresolved"},
		"statuscategory": {"To Do", "new", "2"}, "assignee": {}, "sprint": {}, "fixversion": some(c.own.FixVersion),
	}
	if c.own.Parent != "" {
		n["parent"], n["parentepic"], n["epic link"] = []string{c.own.Parent}, []string{c.own.Parent}, []string{c.own.Parent}
	}
	if first.Name != "" {
		n["status"] = []string{first.Name}
	}
	return n
}

// initial is the status of a new issue, where there is but one it can be; else the
// zero one.
func (c *backlogCheck) initial() client.Status {
	statuses, _ := c.client.Statuses(c.ctx, c.backlog.Project) // without them nothing is said of columns
	begin := slices.DeleteFunc(slices.Clone(statuses[c.screen.TypeID]), func(s client.Status) bool { return s.Category.Key != "new" })
	if len(begin) != 1 {
		return client.Status{}
	}
	return begin[0]
}
