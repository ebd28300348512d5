package issueworld

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Query is which issues of a repository a listing shows.
type Query struct {
	State     string // open, closed, all; "": open
	Labels    []string
	Creator   string
	Assignee  string // a login, none or *
	Milestone string // a number, none or *
	Type      string
	Since     time.Time // last changed then or later
	Sort      string    // created, updated, comments; "": created
	Order     Order
}

// Order is the direction of a listing.
type Order string

// The directions; any other is Descending.
const (
	Ascending  Order = "asc"
	Descending Order = "desc"
)

// filtered reports whether the listing is answered from the slower index.
func (q Query) filtered() bool {
	return len(q.Labels) > 0 || q.Creator != "" || q.Assignee != "" || q.Milestone != "" || q.Type != ""
}

// List are the issues and pull requests of a repository as its index knows
// them.
func (c *Caller) List(repo int64, q Query) ([]Issue, error) {
	home, sees := c.Repo(repo)
	if !sees {
		return nil, notFound()
	}
	view := byList
	if q.filtered() {
		view = byFilter
	}
	var out []Issue
	for _, id := range c.order {
		i, known := c.records[id].seen(c.Now(), view)
		if known && i.Repo == repo && i.There() && q.takes(i) && (i.Pull != nil || !home.NoIssues) {
			out = append(out, i.clone())
		}
	}
	Sort(out, q.Sort, q.Order)
	return out, nil
}

func (q Query) takes(i Issue) bool {
	switch {
	case q.State != "all" && i.Open == (q.State == "closed"),
		!q.Since.IsZero() && i.Updated.Before(q.Since),
		q.Creator != "" && !strings.EqualFold(q.Creator, i.Author.Login),
		q.Type != "" && !strings.EqualFold(q.Type, i.Type):
		return false
	}
	for _, l := range q.Labels {
		if !slices.ContainsFunc(i.Labels, func(has string) bool { return strings.EqualFold(has, l) }) {
			return false
		}
	}
	return one(q.Assignee, i.Assignees...) && one(q.Milestone, number(i.Milestone)...)
}

// one reports whether a wanted value is among those there are.
func one(want string, has ...string) bool {
	switch want {
	case "":
		return true
	case "none":
		return len(has) == 0
	case "*":
		return len(has) > 0
	}
	return slices.Contains(has, want)
}

// Sort sorts by created, updated or comments, and what is equal by when it
// was made.
func Sort(all []Issue, by string, order Order) {
	slices.SortFunc(all, func(a, b Issue) int {
		var way int
		switch by {
		case "updated":
			way = a.Updated.Compare(b.Updated)
		case "comments":
			way = cmp.Compare(len(a.Comments), len(b.Comments))
		}
		way = cmp.Or(way, a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
		if order != Ascending {
			return -way
		}
		return way
	})
}

// number is a number as a list of texts; 0: none.
func number(n int64) []string {
	if n == 0 {
		return nil
	}
	return []string{strconv.FormatInt(n, 10)}
}
