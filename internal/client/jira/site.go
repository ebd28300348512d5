package jira

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Myself asks the site who we are, the one question that an unknown account is
// never answered: by the account id of Cloud, the key of Data Center, which stays
// though the name changes; "": not told.
func (c *Client) Myself(ctx context.Context) (string, error) {
	me, err := get[Creator](ctx, c, "rest/api/2/myself")
	return me.Account(), err
}

// Project is a project as a listing shows it.
type Project struct {
	ID       string `json:"id"`
	Key      string `json:"key"`
	Name     string `json:"name"`
	Archived bool   `json:"archived"`
	Assign   string `json:"assigneeType"`
	// Type is software, service_desk or business; "": not told.
	Type string `json:"projectTypeKey"`
}

// atOnce is how many projects one listing takes by key, and projectPage how many
// a page of Cloud's holds at most.
const (
	atOnce      = 50
	projectPage = 100
)

// Projects lists those of the given keys that the account may see, by key.
func (c *Client) Projects(ctx context.Context, keys []string) (map[string]Project, error) {
	out := map[string]Project{}
	if c.Deployment() == DataCenter {
		all, err := get[[]Project](ctx, c, "rest/api/2/project")
		for _, p := range all {
			if slices.Contains(keys, p.Key) {
				out[p.Key] = p
			}
		}
		return out, err
	}
	for chunk := range slices.Chunk(keys, atOnce) {
		page, _, err := c.projectsFrom(ctx, url.Values{"keys": chunk, "maxResults": {strconv.Itoa(atOnce)}})
		if err != nil {
			return nil, err
		}
		for _, p := range page {
			out[p.Key] = p
		}
	}
	return out, nil
}

// AllProjects lists the projects that the account may see, by key, up to most of
// them; more tells that there are others. Archived ones may be among them.
func (c *Client) AllProjects(ctx context.Context, most int) (out []Project, more bool, err error) {
	if c.Deployment() == DataCenter {
		out, err = get[[]Project](ctx, c, "rest/api/2/project")
		return out[:min(len(out), most)], len(out) > most, err
	}
	for len(out) < most {
		page, total, err := c.projectsFrom(ctx, url.Values{"orderBy": {"key"}, "maxResults": {strconv.Itoa(projectPage)}, "startAt": {strconv.Itoa(len(out))}})
		if err != nil {
			return nil, false, err
		}
		if out = append(out, page...); len(page) == 0 || len(out) >= total {
			return out[:min(len(out), most)], len(out) > most, nil
		}
	}
	return out[:most], true, nil
}

// projectsFrom reads a page of Cloud's listing, and how many projects there are.
func (c *Client) projectsFrom(ctx context.Context, q url.Values) (projects []Project, total int, err error) {
	q.Set("action", "browse")
	page, err := get[struct {
		Values []Project `json:"values"`
		Last   bool      `json:"isLast"`
		Total  int       `json:"total"`
	}](ctx, c, "rest/api/2/project/search?"+q.Encode())
	if err != nil {
		return nil, 0, err
	}
	if len(page.Values) > projectPage {
		return nil, 0, &Error{Status: http.StatusOK, Err: fmt.Errorf("answered %d projects where %s were asked for: is there a proxy that answers for Jira?", len(page.Values), q.Get("maxResults"))}
	}
	switch {
	case page.Last:
		page.Total = 0
	case page.Total == 0: // not told
		page.Total = math.MaxInt
	}
	return page.Values, page.Total, nil
}

// Project reads one project.
func (c *Client) Project(ctx context.Context, key string) (Project, error) {
	return get[Project](ctx, c, "rest/api/2/project/"+url.PathEscape(key))
}

// Permissions tells which of the named permissions the account has in a
// project ("": anywhere).
func (c *Client) Permissions(ctx context.Context, project string, names []string) (map[string]bool, error) {
	q := url.Values{}
	if project != "" {
		q.Set("projectKey", project)
	}
	if c.Deployment() == Cloud { // Data Center tells all
		q.Set("permissions", strings.Join(names, ","))
	}
	b, err := get[struct {
		Permissions map[string]struct {
			Have bool `json:"havePermission"`
		} `json:"permissions"`
	}](ctx, c, "rest/api/2/mypermissions?"+q.Encode())
	out := map[string]bool{}
	for _, n := range names {
		out[n] = b.Permissions[n].Have
	}
	return out, err
}

// Status is a status of a workflow; Category is new, indeterminate or done.
type Status struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Category struct {
		Key string `json:"key"`
	} `json:"statusCategory"`
}

// Statuses lists a project's, by the id of the issue type.
func (c *Client) Statuses(ctx context.Context, project string) (map[string][]Status, error) {
	b, err := get[[]struct {
		ID       string   `json:"id"`
		Statuses []Status `json:"statuses"`
	}](ctx, c, "rest/api/2/project/"+url.PathEscape(project)+"/statuses")
	out := map[string][]Status{}
	for _, t := range b {
		out[t.ID] = t.Statuses
	}
	return out, err
}

type resolution struct {
	Name string `json:"name"`
}

// Resolutions lists the names of the site's.
func (c *Client) Resolutions(ctx context.Context) (names []string, err error) {
	var all []resolution
	if c.Deployment() == Cloud {
		all, err = paged[resolution](ctx, c, "rest/api/2/resolution/search")
	} else {
		all, err = get[[]resolution](ctx, c, "rest/api/2/resolution")
	}
	for _, r := range all {
		names = append(names, r.Name)
	}
	return names, err
}

// Unassigned tells whether the site lets issues be without an assignee.
func (c *Client) Unassigned(ctx context.Context) (bool, error) {
	b, err := get[struct {
		Allowed *bool `json:"unassignedIssuesAllowed"`
	}](ctx, c, "rest/api/2/configuration")
	return b.Allowed == nil || *b.Allowed, err
}
