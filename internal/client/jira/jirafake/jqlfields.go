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
	text   bool                        // may be searched with ~
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
	"status":         {values: statusValues, exists: statusExists},
	"statuscategory": {values: categoryValues},
	"resolution":     {values: resolutionValues, exists: resolutionExists},
	"issuetype":      typeColumn,
	"type":           typeColumn,
	"component":      {values: componentValues, exists: componentExists},
	"fixversion":     {values: func(_ *call, i Issue) []string { return i.Versions }, exists: versionExists},
	"priority":       {values: priorityValues, exists: priorityExists},
	"parent":         {values: parentValues},
	"sprint":         {values: func(*call, Issue) []string { return nil }},
	"created":        createdColumn,
	"createddate":    createdColumn,
	"updated":        updatedColumn,
	"updateddate":    updatedColumn,
	"resolved":       resolvedColumn,
	"resolutiondate": resolvedColumn,
	"due":            dueColumn,
	"duedate":        dueColumn,
	"summary":        {text: true, values: func(_ *call, i Issue) []string { return []string{i.Summary} }},
	"description":    {text: true, values: descriptionValues},
	"text":           {text: true, values: func(_ *call, i Issue) []string { return []string{i.Summary + "\n" + i.Description} }},
	"rank":           {values: func(_ *call, i Issue) []string { return []string{i.ID} }},
}

var (
	keyColumn      = column{values: keyValues, exists: func(c *call, v string) bool { r, _ := c.Seeable(v); return r != nil }}
	typeColumn     = column{values: typeValues, exists: typeExists}
	createdColumn  = column{when: func(i Issue) time.Time { return i.Created }}
	updatedColumn  = column{when: func(i Issue) time.Time { return i.Updated }}
	resolvedColumn = column{when: func(i Issue) time.Time { return i.End }}
	dueColumn      = column{when: dueTime}
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

func statusValues(c *call, i Issue) []string {
	return []string{i.Status, c.At(i.Project).StatusOf(i.Status).ID}
}

func statusExists(c *call, v string) bool {
	return slices.ContainsFunc(c.Projects, func(p *world.Home) bool {
		return slices.ContainsFunc(p.Statuses, func(s Status) bool { return strings.EqualFold(s.Name, v) || s.ID == v })
	})
}

func categoryValues(c *call, i Issue) []string {
	at := category(c.At(i.Project).StatusOf(i.Status).Category)
	return []string{at["key"].(string), at["name"].(string), fmt.Sprint(at["id"])}
}

func resolutionValues(_ *call, i Issue) []string {
	if i.Resolution == "" {
		return nil
	}
	return []string{i.Resolution}
}

func resolutionExists(c *call, v string) bool {
	return strings.EqualFold(v, "unresolved") || contains(c.Resolutions, v)
}

func typeValues(c *call, i Issue) []string {
	if t := c.At(i.Project).Typed(func(t IssueType) bool { return t.Name == i.Type }); t != nil {
		return []string{t.Name, t.ID}
	}
	return []string{i.Type}
}

func typeExists(c *call, v string) bool {
	return slices.ContainsFunc(c.Projects, func(p *world.Home) bool {
		return p.Typed(func(t IssueType) bool { return strings.EqualFold(t.Name, v) || t.ID == v }) != nil
	})
}

func componentValues(c *call, i Issue) []string {
	out := slices.Clone(i.Components)
	for _, at := range c.At(i.Project).Components {
		if slices.Contains(i.Components, at.Name) {
			out = append(out, at.ID)
		}
	}
	return out
}

func componentExists(c *call, v string) bool {
	return slices.ContainsFunc(c.Projects, func(p *world.Home) bool {
		return slices.ContainsFunc(p.Components, func(at Component) bool { return strings.EqualFold(at.Name, v) || at.ID == v })
	})
}

func versionExists(c *call, v string) bool {
	return slices.ContainsFunc(c.Projects, func(p *world.Home) bool {
		return slices.ContainsFunc(p.Versions, func(at Version) bool { return strings.EqualFold(at.Name, v) || at.ID == v })
	})
}

func priorityValues(c *call, i Issue) []string {
	return []string{i.Priority, strconv.Itoa(1 + slices.Index(c.Priorities, i.Priority))}
}

func priorityExists(c *call, v string) bool {
	n, err := strconv.Atoi(v)
	return contains(c.Priorities, v) || err == nil && n > 0 && n <= len(c.Priorities)
}

func parentValues(c *call, i Issue) []string {
	if r, found := c.Records[i.Parent]; found {
		return []string{r.Now().Key, i.Parent}
	}
	return nil
}

func descriptionValues(_ *call, i Issue) []string {
	if i.Description == "" {
		return nil
	}
	return []string{i.Description}
}

func dueTime(i Issue) time.Time {
	at, _ := time.Parse(time.DateOnly, i.Due)
	return at
}

func contains(list []string, v string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, v) })
}
