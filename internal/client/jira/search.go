package jira

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Query is a search. Properties are shown by Cloud only.
type Query struct {
	JQL        string
	Fields     []string
	Properties []string
	Size       int // of a page
}

// Page is a part of what a search found.
type Page struct {
	Answer
	Issues []Issue
	Next   string // for the next call; "": this was the last
}

// question asks for issues, by a query or by their names.
type question struct {
	JQL        string   `json:"jql,omitempty"`
	IDs        []string `json:"issueIdsOrKeys,omitempty"`
	Fields     []string `json:"fields,omitempty"`
	Properties []string `json:"properties,omitempty"`
	Expand     []string `json:"expand,omitempty"`
	Size       int      `json:"maxResults,omitempty"`
	Next       string   `json:"nextPageToken,omitempty"` // Cloud pages by token,
	Start      int      `json:"startAt,omitempty"`       // Data Center by offset
	// Strict, on Data Center, is false for a query that may name what is not there
	// any more: it is answered without that.
	Strict *bool `json:"validateQuery,omitempty"`
}

// listing is what issues are answered as.
type listing[T any] struct {
	Issues []T    `json:"issues"`
	Next   string `json:"nextPageToken"`
	Last   bool   `json:"isLast"`
	Total  int    `json:"total"`
}

// ask reads issues, so many at most: an answer that holds more is none to this
// question, and where it ends nobody knows.
func ask[T any](ctx context.Context, c *Client, path string, q question, most int) (out listing[T], a Answer, err error) {
	if c.Deployment() == DataCenter {
		q.Strict = new(bool)
	}
	a, err = c.call(ctx, http.MethodPost, "rest/api/2/"+path, q, &out)
	if n := len(out.Issues); err == nil && most > 0 && n > most {
		err = &Error{Status: http.StatusOK, Err: fmt.Errorf("answered %d issues where %d were asked for: is there a proxy that answers for Jira?", n, most)}
	}
	return out, a, err
}

// Search reads one page; next is "" for the first.
func (c *Client) Search(ctx context.Context, q Query, next string) (Page, error) {
	asked := question{JQL: q.JQL, Fields: q.Fields, Size: q.Size}
	path, start := "search", 0
	if c.Deployment() == Cloud {
		path, asked.Properties, asked.Next = "search/jql", q.Properties, next
	} else {
		start, _ = strconv.Atoi(next)
		asked.Start = start
	}
	out, a, err := ask[Issue](ctx, c, path, asked, q.Size)
	p := Page{Answer: a, Issues: out.Issues, Next: out.Next}
	switch read := start + len(out.Issues); {
	case out.Last:
		p.Next = ""
	case c.Deployment() == DataCenter && read > start && read < out.Total:
		p.Next = strconv.Itoa(read)
	}
	return p, err
}

// MaxFetch is how many issues one Fetch reads.
const MaxFetch = 100

// Fetch reads up to MaxFetch issues by id or key, past the index on Cloud.
// What is not there, or not visible, is left out.
func (c *Client) Fetch(ctx context.Context, ids []string, fields, properties []string) ([]Issue, error) {
	path, asked := "issue/bulkfetch", question{IDs: ids, Fields: fields, Properties: properties}
	if c.Deployment() == DataCenter {
		path, asked = "search", question{JQL: named(ids), Fields: fields, Size: MaxFetch}
	}
	out, _, err := ask[Issue](ctx, c, path, asked, len(ids))
	return out.Issues, err
}

// Past reads up to MaxFetch issues by id past the index, all that can be read: on
// Data Center one by one.
func (c *Client) Past(ctx context.Context, ids, fields []string) (out []Issue, err error) {
	if c.Deployment() == Cloud {
		return c.Fetch(ctx, ids, fields, nil)
	}
	for _, id := range ids {
		issue, wrong := c.Issue(ctx, id, fields, nil)
		if wrong == nil {
			out = append(out, issue)
		}
		err = cmp.Or(err, wrong)
	}
	return out, err
}

// named is the query for issues by id or key.
func named(ids []string) string {
	var parts []string
	for _, kind := range []string{"id", "key"} {
		of := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
			_, err := strconv.ParseUint(id, 10, 63)
			return (err == nil) != (kind == "id")
		})
		if len(of) > 0 {
			parts = append(parts, kind+" in ("+strings.Join(of, ", ")+")")
		}
	}
	return strings.Join(parts, " OR ")
}

// Issue reads one issue past the index, with properties on both deployments.
func (c *Client) Issue(ctx context.Context, id string, fields, properties []string) (Issue, error) {
	q := url.Values{"fields": {strings.Join(fields, ",")}}
	if len(properties) > 0 {
		q.Set("properties", strings.Join(properties, ","))
	}
	return get[Issue](ctx, c, "rest/api/2/issue/"+url.PathEscape(id)+"?"+q.Encode())
}
