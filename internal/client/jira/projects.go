package jira

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// projectPage is how many projects one page of Cloud's holds at most.
const projectPage = 100

// AllProjects lists the projects that the account may see, by key, up to most of
// them; more tells that there are others. Archived ones may be among them.
func (c *Client) AllProjects(ctx context.Context, most int) (out []Project, more bool, err error) {
	if c.Deployment() == DataCenter {
		_, err = c.call(ctx, http.MethodGet, "rest/api/2/project", nil, &out)
		if err != nil {
			return nil, false, err
		}
		return out[:min(len(out), most)], len(out) > most, nil
	}
	for len(out) < most {
		page, last, err := c.projectsFrom(ctx, len(out))
		if err != nil {
			return nil, false, err
		}
		if out = append(out, page...); last {
			return out[:min(len(out), most)], len(out) > most, nil
		}
	}
	return out[:most], true, nil
}

// projectsFrom reads a page; last says that no other follows.
func (c *Client) projectsFrom(ctx context.Context, start int) (projects []Project, last bool, err error) {
	q := url.Values{"action": {"browse"}, "orderBy": {"key"}, "maxResults": {strconv.Itoa(projectPage)}, "startAt": {strconv.Itoa(start)}}
	var page struct {
		Values []Project `json:"values"`
		Last   bool      `json:"isLast"`
		Total  int       `json:"total"`
	}
	if _, err := c.call(ctx, http.MethodGet, "rest/api/2/project/search?"+q.Encode(), nil, &page); err != nil {
		return nil, false, err
	}
	if len(page.Values) > projectPage {
		return nil, false, &Error{Status: http.StatusOK, Err: fmt.Errorf("answered %d projects where %d were asked for: is there a proxy that answers for Jira?", len(page.Values), projectPage)}
	}
	last = page.Last || len(page.Values) == 0 || page.Total > 0 && start+len(page.Values) >= page.Total
	return page.Values, last, nil
}
