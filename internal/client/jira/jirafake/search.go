package jirafake

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/jql"
)

// asked is a search as either flavour sends it.
type asked struct {
	JQL        string   `json:"jql"`
	Fields     []string `json:"fields"`
	Properties []string `json:"properties"`
	Token      string   `json:"nextPageToken"`
	Start      int      `json:"startAt"`
	Max        *int     `json:"maxResults"`
	Expand     any      `json:"expand"` // Cloud: a string; Data Center: a list
	Reconcile  []int    `json:"reconcileIssues"`
	Validate   *bool    `json:"validateQuery"`
}

func (a asked) size(standard, most int) int {
	if a.Max == nil {
		return min(standard, most)
	}
	return max(0, min(*a.Max, most))
}

func (a asked) wanted() wanted {
	return wanted{fields: a.Fields, properties: a.Properties, changelog: strings.Contains(fmt.Sprint(a.Expand), "changelog")}
}

// fromQuery is a search whose parts stand in the address.
func (c *call) fromQuery() asked {
	q := c.r.URL.Query()
	a := asked{
		JQL: q.Get("jql"), Fields: c.list("fields"), Properties: c.list("properties"), Token: q.Get("nextPageToken"),
		Start: c.number("startAt", 0), Expand: q.Get("expand"),
	}
	if q.Has("maxResults") {
		n := c.number("maxResults", 50)
		a.Max = &n
	}
	for _, id := range c.list("reconcileIssues") {
		a.Reconcile = append(a.Reconcile, number(id))
	}
	if valid, err := strconv.ParseBool(q.Get("validateQuery")); err == nil {
		a.Validate = &valid
	}
	return a
}

// found are the issues that the index shows for a query, in its order; those
// to reconcile are judged as they are now.
func (c *call) found(q jql.Query, reconcile []int) []Issue {
	var out []Issue
	now := c.Now()
	for _, id := range c.Order {
		r := c.Records[id]
		i, known := r.Seen(now)
		if slices.Contains(reconcile, number(id)) {
			i, known = r.Now(), true
		}
		if known && !i.Deleted && c.Searchable(i.Project) != nil && c.reader().Matches(q.Where, i) {
			out = append(out, i)
		}
	}
	c.reader().Sort(out, q.Order)
	return out
}

// searchCloud answers search/jql: pages by token, no total, ids alone unless
// fields are asked for.
func (c *call) searchCloud(a asked) reply {
	q, wrong := c.query(a.JQL)
	switch {
	case c.Anonymous: // an expired token finds nothing, and says so in a header only
		return ok(object{"issues": []any{}, "isLast": true})
	case len(wrong) > 0:
		return refusal(400, wrong...)
	case q.Where == nil:
		return refusal(400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.")
	case len(q.Order) > 7:
		return refusal(400, "The orderBy clause can contain a maximum of 7 fields.")
	case len(a.Properties) > 5:
		return refusal(400, "A maximum of 5 properties can be requested.")
	case len(a.Reconcile) > 50:
		return refusal(400, "A maximum of 50 issues can be reconciled.")
	}
	return c.tokenPage(a, c.found(q, a.Reconcile), 5000)
}

// tokenPage cuts a page out of what was found. most is what ids alone may
// come to; with fields it is the page limit.
func (c *call) tokenPage(a asked, all []Issue, most int) reply {
	idsOnly := len(a.Fields) == 0 || len(a.Fields) == 1 && a.Fields[0] == "id"
	if !idsOnly || c.fake.pageLimit < 100 {
		most = c.fake.pageLimit
	}
	start, good := fromToken(a)
	if !good {
		return refusal(400, "The provided next page token is invalid or expired.")
	}
	start = min(start, len(all))
	end := min(start+a.size(50, most), len(all))
	issues := []any{}
	for _, i := range all[start:end] {
		if idsOnly && len(a.Properties) == 0 {
			issues = append(issues, object{"id": i.ID})
			continue
		}
		issues = append(issues, c.issueObject(i, a.wanted()))
	}
	out := object{"issues": issues, "isLast": end == len(all)}
	if end < len(all) {
		out["nextPageToken"] = toToken(a, end)
	}
	return ok(out)
}

// toToken is opaque, and good for the same query only.
func toToken(a asked, start int) string {
	return base64.URLEncoding.EncodeToString(fmt.Appendf(nil, "%d|%s", start, a.JQL))
}

func fromToken(a asked) (start int, good bool) {
	if a.Token == "" {
		return 0, true
	}
	src, err := base64.URLEncoding.DecodeString(a.Token)
	at, query, found := strings.Cut(string(src), "|")
	return number(at), err == nil && found && query == a.JQL
}

// searchDataCenter answers search: pages by startAt, a total, no properties.
func (c *call) searchDataCenter(a asked) reply {
	q, wrong := c.query(a.JQL)
	strict := a.Validate == nil || *a.Validate
	if len(wrong) > 0 && strict {
		return refusal(400, wrong...)
	}
	all := c.found(q, nil)
	start, size := min(max(a.Start, 0), len(all)), a.size(50, max(c.fake.pageLimit, 100)*10)
	end := min(start+size, len(all))
	a.Properties = nil
	issues := []any{}
	for _, i := range all[start:end] {
		issues = append(issues, c.issueObject(i, a.wanted()))
	}
	out := object{"issues": issues, "startAt": a.Start, "maxResults": size, "total": len(all), "expand": "schema,names"}
	if len(wrong) > 0 {
		out["warningMessages"] = wrong
	}
	return ok(out)
}

// search answers the search of this flavour, sent either way.
func search(c *call) reply {
	a := c.fromQuery()
	if c.r.Method == "POST" {
		a = asked{}
		if !c.read(&a) {
			return refusal(400, "Unexpected character in the body.")
		}
	}
	return either(c, c.searchCloud, c.searchDataCenter)(a)
}

// bulkFetch reads up to a hundred issues as they are now, whatever the index
// says; what is not there is left out.
func bulkFetch(c *call) reply {
	var a struct {
		asked
		Refs []string `json:"issueIdsOrKeys"`
	}
	switch {
	case !c.read(&a) || len(a.Refs) == 0:
		return refusal(400, "issueIdsOrKeys must not be empty.")
	case len(a.Refs) > 100:
		return refusal(400, "A maximum of 100 issues can be fetched.")
	case len(a.Properties) > 5:
		return refusal(400, "A maximum of 5 properties can be requested.")
	}
	var found []Issue
	for _, ref := range a.Refs {
		if r, seen := c.Seeable(ref); seen {
			found = append(found, r.Now())
		}
	}
	slices.SortFunc(found, func(x, y Issue) int { return byNumber(x.ID, y.ID) })
	found = slices.CompactFunc(found, func(x, y Issue) bool { return x.ID == y.ID })
	issues := []any{}
	for _, i := range found {
		issues = append(issues, c.issueObject(i, a.wanted()))
	}
	return ok(object{"issues": issues, "issueErrors": []any{}})
}

// getIssue reads one issue, by an old key too: the answer bears the new one.
func getIssue(c *call) reply {
	r, found := c.Seeable(c.r.PathValue("key"))
	if !found {
		return noIssue(c)
	}
	a := c.fromQuery()
	if slices.Contains(a.Properties, "*all") {
		a.Properties = sortedKeys(r.Now().Properties)
	}
	if len(a.Fields) == 0 {
		a.Fields = []string{"*all"}
	}
	return ok(c.issueObject(r.Now(), a.wanted()))
}
