package jira

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Issue is an issue as Jira shows it: its fields and properties by id, raw.
type Issue struct {
	ID         string                     `json:"id"`
	Key        string                     `json:"key"`
	Fields     map[string]json.RawMessage `json:"fields"`
	Properties map[string]json.RawMessage `json:"properties"`
}

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

// Search reads one page; next is "" for the first.
func (c *Client) Search(ctx context.Context, q Query, next string) (Page, error) {
	if c.Deployment() == DataCenter {
		return c.searchFrom(ctx, q, next)
	}
	in := struct {
		JQL        string   `json:"jql"`
		Fields     []string `json:"fields,omitempty"`
		Properties []string `json:"properties,omitempty"`
		Size       int      `json:"maxResults,omitempty"`
		Next       string   `json:"nextPageToken,omitempty"`
	}{q.JQL, q.Fields, q.Properties, q.Size, next}
	var out struct {
		Issues []Issue `json:"issues"`
		Next   string  `json:"nextPageToken"`
		Last   *bool   `json:"isLast"`
	}
	a, err := c.call(ctx, http.MethodPost, "rest/api/2/search/jql", in, &out)
	if out.Last != nil && *out.Last {
		out.Next = ""
	}
	if err == nil {
		err = asked(q.Size, out.Issues)
	}
	return Page{Answer: a, Issues: out.Issues, Next: out.Next}, err
}

// searchFrom reads by offset. A query that names what is not there any more
// is answered without it.
func (c *Client) searchFrom(ctx context.Context, q Query, next string) (Page, error) {
	start, _ := strconv.Atoi(next)
	in := struct {
		JQL    string   `json:"jql"`
		Fields []string `json:"fields,omitempty"`
		Size   int      `json:"maxResults,omitempty"`
		Start  int      `json:"startAt"`
		Strict bool     `json:"validateQuery"`
	}{q.JQL, q.Fields, q.Size, start, false}
	var out struct {
		Issues []Issue `json:"issues"`
		Total  int     `json:"total"`
	}
	a, err := c.call(ctx, http.MethodPost, "rest/api/2/search", in, &out)
	if err == nil {
		err = asked(q.Size, out.Issues)
	}
	p := Page{Answer: a, Issues: out.Issues}
	if read := start + len(out.Issues); len(out.Issues) > 0 && read < out.Total {
		p.Next = strconv.Itoa(read)
	}
	return p, err
}

// MaxFetch is how many issues one Fetch reads.
const MaxFetch = 100

// Fetch reads up to MaxFetch issues by id or key, past the index on Cloud.
// What is not there, or not visible, is left out.
func (c *Client) Fetch(ctx context.Context, ids []string, fields, properties []string) ([]Issue, error) {
	if c.Deployment() == DataCenter {
		return c.fetchBySearch(ctx, ids, fields)
	}
	in := struct {
		IDs        []string `json:"issueIdsOrKeys"`
		Fields     []string `json:"fields,omitempty"`
		Properties []string `json:"properties,omitempty"`
	}{ids, fields, properties}
	var out struct {
		Issues []Issue `json:"issues"`
	}
	_, err := c.call(ctx, http.MethodPost, "rest/api/2/issue/bulkfetch", in, &out)
	if err == nil {
		err = asked(len(ids), out.Issues)
	}
	return out.Issues, err
}

func (c *Client) fetchBySearch(ctx context.Context, ids, fields []string) ([]Issue, error) {
	var numbers, keys []string
	for _, id := range ids {
		if _, err := strconv.ParseUint(id, 10, 63); err == nil {
			numbers = append(numbers, id)
		} else {
			keys = append(keys, id)
		}
	}
	var parts []string
	if len(numbers) > 0 {
		parts = append(parts, "id in ("+strings.Join(numbers, ", ")+")")
	}
	if len(keys) > 0 {
		parts = append(parts, "key in ("+strings.Join(keys, ", ")+")")
	}
	page, err := c.Search(ctx, Query{JQL: strings.Join(parts, " OR "), Fields: fields, Size: MaxFetch}, "")
	if err == nil {
		err = asked(len(ids), page.Issues)
	}
	return page.Issues, err
}

// asked is an error where an answer holds more issues than were asked for: it
// is none to this question, and where it ends nobody knows.
func asked(size int, got []Issue) error {
	if size <= 0 || len(got) <= size {
		return nil
	}
	return &Error{Status: http.StatusOK, Err: fmt.Errorf("answered %d issues where %d were asked for: is there a proxy that answers for Jira?", len(got), size)}
}

// Issue reads one issue past the index, with properties on both deployments.
func (c *Client) Issue(ctx context.Context, id string, fields, properties []string) (Issue, error) {
	q := url.Values{"fields": {strings.Join(fields, ",")}}
	if len(properties) > 0 {
		q.Set("properties", strings.Join(properties, ","))
	}
	var out Issue
	_, err := c.call(ctx, http.MethodGet, "rest/api/2/issue/"+url.PathEscape(id)+"?"+q.Encode(), nil, &out)
	return out, err
}
