package jira

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
)

// IssueType is a kind of issue.
type IssueType struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Subtask bool   `json:"subtask"`
	// Level of the hierarchy: -1 subtask, 0 standard, 1 epic; nil: not told.
	Level *int `json:"hierarchyLevel"`
	// Scope is the project that it belongs to alone; without an id it is the site's.
	Scope struct {
		Project struct {
			ID string `json:"id"`
		} `json:"project"`
	} `json:"scope"`
}

// IssueTypes lists those of the whole site that the account may see.
func (c *Client) IssueTypes(ctx context.Context) ([]IssueType, error) {
	return get[[]IssueType](ctx, c, "rest/api/2/issuetype")
}

// Field is what a project's create screen says of a field.
type Field struct {
	ID       string   `json:"fieldId"`
	Key      string   `json:"key"` // the id, where an older site tells none
	Name     string   `json:"name"`
	Required bool     `json:"required"`
	Default  bool     `json:"hasDefaultValue"`
	Schema   Schema   `json:"schema"`
	Allowed  []Option `json:"allowedValues"`
}

// Schema is the kind of a field's value.
type Schema struct {
	Type   string `json:"type"`
	Items  string `json:"items"`
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
func (o Option) Words() string { return cmp.Or(o.Value, o.Name, o.ID) }

// UnmarshalJSON reads an option, or a text for one.
func (o *Option) UnmarshalJSON(raw []byte) error {
	type plain Option
	if json.Unmarshal(raw, (*plain)(o)) != nil {
		*o = Option{}
		_ = json.Unmarshal(raw, &o.Value) // what is neither has no words, and is left out
	}
	return nil
}

// pageSize and maxPages bound what is read of one listing.
const (
	pageSize = 200
	maxPages = 25
)

// listed is a page of a listing, its items under one of several names, by
// deployment and age.
type listed[T any] struct {
	Values     []T `json:"values"`
	Fields     []T `json:"fields"`
	Results    []T `json:"results"`
	IssueTypes []T `json:"issueTypes"`
	Created    []T `json:"createMetaIssueType"`
	Total      int `json:"total"`
}

// paged reads a listing by offset until it ends.
func paged[T any](ctx context.Context, c *Client, path string) (all []T, err error) {
	for range maxPages {
		page, err := get[listed[T]](ctx, c, fmt.Sprintf("%s?startAt=%d&maxResults=%d", path, len(all), pageSize))
		if err != nil {
			return all, err
		}
		before := len(all)
		for _, list := range [][]T{page.Values, page.Fields, page.Results, page.IssueTypes, page.Created} {
			if len(all) == before {
				all = append(all, list...)
			}
		}
		if len(all) == before || len(all) >= page.Total {
			break
		}
	}
	return all, nil
}

// CreateTypes lists the types of which the account may make issues in a
// project.
func (c *Client) CreateTypes(ctx context.Context, project string) ([]IssueType, error) {
	return paged[IssueType](ctx, c, "rest/api/2/issue/createmeta/"+url.PathEscape(project)+"/issuetypes")
}

// CreateFields lists the fields of the create screen for a type in a project.
func (c *Client) CreateFields(ctx context.Context, project, typeID string) ([]Field, error) {
	fields, err := paged[Field](ctx, c, "rest/api/2/issue/createmeta/"+url.PathEscape(project)+"/issuetypes/"+url.PathEscape(typeID))
	for i, f := range fields {
		fields[i].ID = cmp.Or(f.ID, f.Key)
		fields[i].Allowed = slices.DeleteFunc(f.Allowed, func(o Option) bool { return o.Words() == "" })
	}
	return fields, err
}
