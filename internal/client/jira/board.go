package jira

import (
	"context"
	"fmt"
	"net/url"
)

// Board is a board with the queries that decide what it shows.
type Board struct {
	Name     string `json:"name"`
	Location struct {
		Project string `json:"projectKeyOrId"` // in which it stands; "": not told
	} `json:"location"`
	Filter struct {
		ID  string `json:"id"`
		JQL string `json:"jql"`
	} `json:"filter"`
	// Sub is, of a kanban board, what it shows of the filter; "": all.
	Sub struct {
		Query string `json:"query"`
	} `json:"subQuery"`
	Columns struct {
		Columns []Column `json:"columns"`
	} `json:"columnConfig"`
}

// Column is a column of a board with its statuses.
type Column struct {
	Name     string   `json:"name"`
	Statuses []Status `json:"statuses"`
}

// Board reads a board's configuration and its filter.
func (c *Client) Board(ctx context.Context, id int) (Board, error) {
	b, err := get[Board](ctx, c, fmt.Sprintf("rest/agile/1.0/board/%d/configuration", id))
	if err != nil {
		return Board{}, err
	}
	filter, err := get[struct {
		JQL string `json:"jql"`
	}](ctx, c, "rest/api/2/filter/"+url.PathEscape(b.Filter.ID))
	b.Filter.JQL = filter.JQL
	return b, err
}

// InBacklog tells whether a board's backlog shows an issue now.
func (c *Client) InBacklog(ctx context.Context, board int, id string) (bool, error) {
	api := "software"
	if c.Deployment() == DataCenter {
		api = "agile"
	}
	q := url.Values{"jql": {"id = " + id}, "fields": {"summary"}, "maxResults": {"1"}}
	out, err := get[listing[Issue]](ctx, c, fmt.Sprintf("rest/%s/1.0/board/%d/backlog?%s", api, board, q.Encode()))
	return len(out.Issues) > 0 && out.Issues[0].ID == id, err
}

// Finds tells whether a query finds an issue.
func (c *Client) Finds(ctx context.Context, jql, id string) (bool, error) {
	page, err := c.Search(ctx, Query{JQL: jql, Fields: []string{"summary"}, Size: 1}, "")
	return len(page.Issues) > 0 && page.Issues[0].ID == id, err
}
