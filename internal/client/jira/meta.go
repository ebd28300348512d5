package jira

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// IssueType is a kind of issue. Scope is the project that it belongs to
// alone; "": it is the site's.
type IssueType struct {
	ID      string
	Name    string
	Subtask bool
	Scope   string
	// Level of the hierarchy: -1 subtask, 0 standard, 1 epic; nil: not told.
	Level *int
}

type issueTypeBean struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Subtask bool   `json:"subtask"`
	Level   *int   `json:"hierarchyLevel"`
	Scope   *struct {
		Project struct {
			ID string `json:"id"`
		} `json:"project"`
	} `json:"scope"`
}

func (b issueTypeBean) issueType() IssueType {
	t := IssueType{ID: b.ID, Name: b.Name, Subtask: b.Subtask, Level: b.Level}
	if b.Scope != nil {
		t.Scope = b.Scope.Project.ID
	}
	return t
}

// IssueTypes lists those of the whole site that the account may see.
func (c *Client) IssueTypes(ctx context.Context) ([]IssueType, error) {
	var beans []issueTypeBean
	_, err := c.call(ctx, http.MethodGet, "rest/api/2/issuetype", nil, &beans)
	out := make([]IssueType, len(beans))
	for i, b := range beans {
		out[i] = b.issueType()
	}
	return out, err
}

// Field is what a project's create screen says of a field.
type Field struct {
	ID       string
	Name     string
	Required bool
	Default  bool // it has a default value
	Schema   Schema
	Allowed  []Option
}

// Schema is the kind of a field's value.
type Schema struct {
	Type   string `json:"type"`
	Items  string `json:"items"`
	System string `json:"system"`
	Custom string `json:"custom"`
}

// Option is a value that a field takes.
type Option struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Value    string   `json:"value"`
	Children []Option `json:"children"`
}

// Words is the option as people see it.
func (o Option) Words() string { return or(o.Value, or(o.Name, o.ID)) }

type fieldBean struct {
	FieldID  string            `json:"fieldId"`
	Key      string            `json:"key"`
	Name     string            `json:"name"`
	Required bool              `json:"required"`
	Default  bool              `json:"hasDefaultValue"`
	Schema   Schema            `json:"schema"`
	Allowed  []json.RawMessage `json:"allowedValues"`
}

func (b fieldBean) field() Field {
	f := Field{ID: or(b.FieldID, b.Key), Name: b.Name, Required: b.Required, Default: b.Default, Schema: b.Schema}
	for _, raw := range b.Allowed {
		var o Option
		var text string
		switch {
		case json.Unmarshal(raw, &o) == nil:
			f.Allowed = append(f.Allowed, o)
		case json.Unmarshal(raw, &text) == nil:
			f.Allowed = append(f.Allowed, Option{Value: text})
		}
	}
	return f
}

// pageSize and maxPages bound what is read of one listing.
const (
	pageSize = 200
	maxPages = 25
)

// paged reads a listing by offset until it ends. Each page's items stand
// under one of several names, by deployment and age.
func (c *Client) paged(ctx context.Context, path string, take func(json.RawMessage) error) error {
	start := 0
	for range maxPages {
		var page struct {
			Values     []json.RawMessage `json:"values"`
			Fields     []json.RawMessage `json:"fields"`
			Results    []json.RawMessage `json:"results"`
			IssueTypes []json.RawMessage `json:"issueTypes"`
			Created    []json.RawMessage `json:"createMetaIssueType"`
			Total      int               `json:"total"`
		}
		at := fmt.Sprintf("%s?startAt=%d&maxResults=%d", path, start, pageSize)
		if _, err := c.call(ctx, http.MethodGet, at, nil, &page); err != nil {
			return err
		}
		count := 0
		for _, list := range [][]json.RawMessage{page.Values, page.Fields, page.Results, page.IssueTypes, page.Created} {
			if count > 0 {
				break
			}
			for _, raw := range list {
				if err := take(raw); err != nil {
					return &Error{Err: fmt.Errorf("read %s: %w", path, err)}
				}
			}
			count = len(list)
		}
		start += count
		if count == 0 || start >= page.Total {
			return nil
		}
	}
	return nil
}

// CreateTypes lists the types of which the account may make issues in a
// project.
func (c *Client) CreateTypes(ctx context.Context, project string) (out []IssueType, err error) {
	err = c.paged(ctx, "rest/api/2/issue/createmeta/"+url.PathEscape(project)+"/issuetypes", func(raw json.RawMessage) error {
		var b issueTypeBean
		err := json.Unmarshal(raw, &b)
		out = append(out, b.issueType())
		return err
	})
	return out, err
}

// CreateFields lists the fields of the create screen for a type in a project.
func (c *Client) CreateFields(ctx context.Context, project, typeID string) (out []Field, err error) {
	path := "rest/api/2/issue/createmeta/" + url.PathEscape(project) + "/issuetypes/" + url.PathEscape(typeID)
	err = c.paged(ctx, path, func(raw json.RawMessage) error {
		var b fieldBean
		err := json.Unmarshal(raw, &b)
		out = append(out, b.field())
		return err
	})
	return out, err
}
