package jirafake

import (
	"maps"
	"slices"
	"strconv"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/jql"
)

// reader judges issues on behalf of the caller.
func (c *call) reader() jql.Reader[Issue] {
	r := jql.Reader[Issue]{Column: c.jqlColumn, Number: func(i Issue) int { return number(i.ID) }, Now: c.Now(), Zone: c.Account.Zone}
	if !c.Anonymous {
		r.User = c.Account.ID
	}
	return r
}

// jqlColumn is a column as this caller sees it.
func (c *call) jqlColumn(name string) (jql.Column[Issue], bool) {
	at, known := c.column(name)
	out := jql.Column[Issue]{When: at.when}
	if at.values != nil {
		out.Values = func(i Issue) []string { return at.values(c, i) }
	}
	if at.exists != nil {
		out.Exists = func(v string) bool { return at.exists(c, v) }
	}
	return out, known
}

// query reads JQL and says what Jira has against it. What the fake does not
// model fails the test.
func (c *call) query(text string) (q jql.Query, wrong []string) {
	q, err := jql.Parse(text)
	if err == nil {
		wrong, err = c.reader().Judge(q)
	}
	if err != nil {
		c.T.Errorf("jirafake: the JQL %q: %v", text, err)
		return q, []string{"Error in the JQL Query: " + err.Error() + "."}
	}
	return q, wrong
}

func sortedKeys[K interface{ ~int | ~string }, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}

func byNumber(a, b string) int {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	return x - y
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
