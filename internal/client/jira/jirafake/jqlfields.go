package jirafake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/world"
)

// column is a field that JQL knows: what an issue holds there, in each of the
// forms in which a query may name it.
type column struct {
	values func(*call, Issue) []string // without case; none: EMPTY
	when   func(Issue) time.Time       // of times
	exists func(*call, string) bool    // nil: any value may be asked for
}

// columns are the fields by lower-case name.
var columns = map[string]column{
	"project":        {values: projectValues, exists: projectExists},
	"key":            keyColumn,
	"issuekey":       keyColumn,
	"issue":          keyColumn,
	"id":             keyColumn,
	"labels":         {values: func(_ *call, i Issue) []string { return i.Labels }},
	"reporter":       {values: func(c *call, i Issue) []string { return c.userValues(i.Reporter) }},
	"creator":        {values: func(c *call, i Issue) []string { return c.userValues(i.Creator) }},
	"assignee":       {values: func(c *call, i Issue) []string { return c.userValues(i.Assignee) }},
	"statuscategory": {values: categoryValues},
	"created":        createdColumn,
	"createddate":    createdColumn,
	"updated":        updatedColumn,
	"updateddate":    updatedColumn,
	"rank":           {values: func(_ *call, i Issue) []string { return []string{i.ID} }},
}

var (
	keyColumn     = column{values: keyValues, exists: func(c *call, v string) bool { r, _ := c.Seeable(v); return r != nil }}
	createdColumn = column{when: func(i Issue) time.Time { return i.Created }}
	updatedColumn = column{when: func(i Issue) time.Time { return i.Updated }}
)

// column is the field that JQL means by a name; false: there is none.
func (c *call) column(name string) (column, bool) {
	if at, known := columns[strings.ToLower(name)]; known {
		return at, true
	}
	var ids []string
	number := strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(name), "cf["), "]")
	for id, field := range c.Custom {
		if id == "customfield_"+number || strings.EqualFold(field.Name, name) || strings.EqualFold(id, name) {
			ids = append(ids, id)
		}
	}
	return column{values: func(_ *call, i Issue) []string {
		var out []string
		for _, id := range ids {
			out = append(out, flat(i.Fields[id])...)
		}
		return out
	}}, len(ids) > 0
}

// flat are the words in a custom field's answer by which JQL may name it.
func flat(v any) []string {
	switch at := v.(type) {
	case nil:
		return nil
	case string:
		return []string{at}
	case world.Who:
		return []string{string(at)}
	case float64:
		return []string{strconv.FormatFloat(at, 'f', -1, 64)}
	case []any:
		var out []string
		for _, one := range at {
			out = append(out, flat(one)...)
		}
		return out
	case object:
		var out []string
		for _, key := range []string{"value", "id", "name", "accountId", "title"} {
			out = append(out, flat(at[key])...)
		}
		return append(out, flat(at["child"])...)
	}
	return []string{fmt.Sprint(v)}
}

func projectValues(c *call, i Issue) []string {
	p := c.At(i.Project)
	return append([]string{p.Key, p.ID, p.Name}, p.FormerKeys...)
}

func projectExists(c *call, v string) bool {
	return c.Searchable(v) != nil || slices.ContainsFunc(c.Projects, func(p *world.Home) bool {
		return strings.EqualFold(p.Name, v) && c.Searchable(p.Key) != nil
	})
}

func keyValues(_ *call, i Issue) []string { return append([]string{i.Key, i.ID}, i.FormerKeys...) }

func (c *call) userValues(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

func categoryValues(c *call, i Issue) []string {
	at := category(c.At(i.Project).StatusOf(i.Status).Category)
	return []string{at["key"].(string), at["name"].(string), fmt.Sprint(at["id"])}
}
