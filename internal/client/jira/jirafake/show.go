package jirafake

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/world"
)

const clock = "2006-01-02T15:04:05.000-0700"

// either is the Cloud's or the Data Center's way.
func either[T any](c *call, cloud, dataCenter T) T {
	if c.fake.opt.Flavour == Cloud {
		return cloud
	}
	return dataCenter
}

// wanted is which fields of issues a request asks for.
type wanted struct {
	fields, properties []string
	changelog          bool
}

// has reports whether a field is to be shown: by its name, by *all or
// *navigable, and unless it is excluded with a dash.
func (w wanted) has(field string) bool {
	if slices.Contains(w.fields, "-"+field) {
		return false
	}
	only := slices.ContainsFunc(w.fields, func(s string) bool { return !strings.HasPrefix(s, "-") })
	return !only || slices.Contains(w.fields, field) || slices.Contains(w.fields, "*all") ||
		slices.Contains(w.fields, "*navigable") && field != "comment"
}

// issueObject is an issue as an answer shows it.
func (c *call) issueObject(i Issue, w wanted) object {
	o := object{"id": i.ID, "key": i.Key, "self": c.fake.self("api/2/issue/%s", i.ID), "expand": "operations,changelog"}
	fields := object{}
	for id, show := range shown {
		if w.has(id) {
			fields[id] = show(c, i)
		}
	}
	for id := range c.Custom {
		if p := c.At(i.Project); w.has(id) && shows(p, id) {
			fields[id] = c.custom(i.Fields[id])
		}
	}
	o["fields"] = fields
	if len(w.properties) > 0 {
		properties := object{}
		for _, key := range w.properties {
			if v, found := i.Properties[key]; found {
				properties[key] = v
			}
		}
		o["properties"] = properties
	}
	if w.changelog {
		o["changelog"] = object{"startAt": 0, "maxResults": len(i.Changes), "total": len(i.Changes), "histories": c.histories(i)}
	}
	return o
}

// shows reports whether a custom field belongs to any type of a project.
func shows(p *world.Home, id string) bool {
	return p.Typed(func(t IssueType) bool {
		return slices.ContainsFunc(t.Fields, func(f Field) bool { return f.ID == id })
	}) != nil
}

// shown are the system fields of an answer.
var shown = map[string]func(*call, Issue) any{
	"summary":        func(_ *call, i Issue) any { return i.Summary },
	"description":    func(_ *call, i Issue) any { return orNull(i.Description) },
	"labels":         func(_ *call, i Issue) any { return append([]string{}, i.Labels...) },
	"project":        func(c *call, i Issue) any { return c.projectObject(c.At(i.Project)) },
	"issuetype":      func(c *call, i Issue) any { return c.typeOf(i) },
	"status":         func(c *call, i Issue) any { return c.statusObject(c.At(i.Project).StatusOf(i.Status)) },
	"resolution":     func(c *call, i Issue) any { return c.resolutionOrNull(i.Resolution) },
	"resolutiondate": func(_ *call, i Issue) any { return timeOrNull(i.End) },
	"priority":       func(c *call, i Issue) any { return c.priorityObject(i.Priority) },
	"created":        func(_ *call, i Issue) any { return timeOrNull(i.Created) },
	"updated":        func(_ *call, i Issue) any { return timeOrNull(i.Updated) },
	"duedate":        func(_ *call, i Issue) any { return orNull(i.Due) },
	"assignee":       func(c *call, i Issue) any { return c.userOrNull(i.Assignee) },
	"reporter":       func(c *call, i Issue) any { return c.userOrNull(i.Reporter) },
	"creator":        func(c *call, i Issue) any { return c.userOrNull(i.Creator) },
	"components":     showComponents,
	"fixVersions":    showVersions,
	"issuelinks":     func(c *call, i Issue) any { return c.linkObjects(i) },
	"parent":         showParent,
	"comment":        func(c *call, i Issue) any { return c.commentPage(i) },
}

func showComponents(c *call, i Issue) any {
	return named(c.componentObjects(c.At(i.Project)), i.Components)
}

func showVersions(c *call, i Issue) any {
	return named(c.versionObjects(c.At(i.Project)), i.Versions)
}

// named are those objects whose names are in a list.
func named(objects []any, names []string) []any {
	out := []any{}
	for _, at := range objects {
		if name, _ := at.(object)["name"].(string); slices.Contains(names, name) {
			out = append(out, at)
		}
	}
	return out
}

func showParent(c *call, i Issue) any {
	if r, found := c.Records[i.Parent]; found {
		return c.brief(r.Now())
	}
	return nil
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func timeOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Format(clock)
}

func (c *call) typeOf(i Issue) object {
	p := c.At(i.Project)
	if t := p.Typed(func(t IssueType) bool { return t.Name == i.Type }); t != nil {
		return c.typeObject(*t)
	}
	return c.typeObject(IssueType{Name: i.Type, ID: "1"})
}

// brief is an issue as others show it.
func (c *call) brief(i Issue) object {
	return object{"id": i.ID, "key": i.Key, "self": c.fake.self("api/2/issue/%s", i.ID), "fields": object{
		"summary": i.Summary, "status": c.statusObject(c.At(i.Project).StatusOf(i.Status)),
		"priority": c.priorityObject(i.Priority), "issuetype": c.typeOf(i),
	}}
}

func (c *call) linkObjects(i Issue) []any {
	out := []any{}
	for _, l := range i.Links {
		r, found := c.Seeable(l.Other)
		if !found {
			continue // as Jira: who may not see the other end does not see the link
		}
		end := "inwardIssue"
		if l.Outward {
			end = "outwardIssue"
		}
		out = append(out, object{"id": l.ID, "self": c.fake.self("api/2/issueLink/%s", l.ID), "type": c.linkType(l.Type), end: c.brief(r.Now())})
	}
	return out
}

func (c *call) linkType(name string) object {
	for _, t := range linkTypes {
		if t.name == name {
			return object{"id": t.id, "name": t.name, "inward": t.inward, "outward": t.outward, "self": c.fake.self("api/2/issueLinkType/%s", t.id)}
		}
	}
	return object{"name": name}
}

var linkTypes = []struct{ id, name, inward, outward string }{
	{"10000", "Blocks", "is blocked by", "blocks"},
	{"10001", "Cloners", "is cloned by", "clones"},
	{"10002", "Duplicate", "is duplicated by", "duplicates"},
	{"10003", "Relates", "relates to", "relates to"},
}

func (c *call) typeObject(t IssueType) object {
	o := object{
		"id": t.ID, "name": t.Name, "subtask": t.Level < 0, "description": "", "iconUrl": c.fake.URL() + "/type.svg",
		"self": c.fake.self("api/2/issuetype/%s", t.ID),
	}
	if c.fake.opt.Flavour == Cloud {
		o["hierarchyLevel"] = t.Level
	}
	return o
}

func (c *call) typeObjects(p *world.Home) []any {
	out := []any{}
	for _, t := range p.Types {
		out = append(out, c.typeObject(t))
	}
	return out
}

func (c *call) projectObject(p *world.Home) object {
	o := object{
		"id": p.ID, "key": p.Key, "name": p.Name, "self": c.fake.self("api/2/project/%s", p.ID),
		"projectTypeKey": "software", "avatarUrls": object{},
	}
	if c.fake.opt.Flavour == Cloud {
		o["simplified"] = p.TeamManaged
	}
	return o
}

func (c *call) componentObjects(p *world.Home) []any {
	out := []any{}
	for _, at := range p.Components {
		o := object{"id": at.ID, "name": at.Name, "self": c.fake.self("api/2/component/%s", at.ID), "project": p.Key, "assigneeType": at.Assigns}
		if at.Assigns == "" {
			o["assigneeType"] = "PROJECT_DEFAULT"
		}
		if lead, found := c.Accounts[at.Lead.ID]; found {
			o["lead"] = c.userObject(lead)
		}
		out = append(out, o)
	}
	return out
}

func (c *call) versionObjects(p *world.Home) []any {
	out := []any{}
	for _, at := range p.Versions {
		out = append(out, object{
			"id": at.ID, "name": at.Name, "released": at.Released, "archived": at.Archived,
			"projectId": number(p.ID), "self": c.fake.self("api/2/version/%s", at.ID),
		})
	}
	return out
}

func (c *call) priorityObject(name string) object {
	id := fmt.Sprint(1 + slices.Index(c.Priorities, name))
	return object{"id": id, "name": name, "iconUrl": c.fake.URL() + "/priority.svg", "self": c.fake.self("api/2/priority/%s", id)}
}

func (c *call) priorityObjects() []any {
	out := []any{}
	for _, name := range c.Priorities {
		out = append(out, c.priorityObject(name))
	}
	return out
}

func (c *call) resolutionOrNull(name string) any {
	if name == "" {
		return nil
	}
	id := fmt.Sprint(10000 + slices.Index(c.Resolutions, name))
	return object{"id": id, "name": name, "description": "", "self": c.fake.self("api/2/resolution/%s", id)}
}

// category is one of Jira's fixed three.
func category(key string) object {
	switch key {
	case "done":
		return object{"id": 3, "key": "done", "name": "Done", "colorName": "green"}
	case "indeterminate":
		return object{"id": 4, "key": "indeterminate", "name": "In Progress", "colorName": "yellow"}
	}
	return object{"id": 2, "key": "new", "name": "To Do", "colorName": "blue-gray"}
}

func (c *call) statusObject(s Status) object {
	at := category(s.Category)
	at["self"] = c.fake.self("api/2/statuscategory/%d", at["id"])
	return object{
		"id": s.ID, "name": s.Name, "description": "", "iconUrl": c.fake.URL() + "/status.png",
		"self": c.fake.self("api/2/status/%s", s.ID), "statusCategory": at,
	}
}

func (c *call) userObject(a Account) object {
	zone := a.Zone
	if zone == "" {
		zone = "UTC"
	}
	o := object{"displayName": a.Name, "active": true, "timeZone": zone, "avatarUrls": object{}}
	if c.fake.opt.Flavour == DataCenter {
		o["name"], o["key"], o["self"] = a.ID, Key(DataCenter, a), c.fake.self("api/2/user?username=%s", a.ID)
		return o
	}
	o["accountId"], o["accountType"], o["self"] = a.ID, "atlassian", c.fake.self("api/2/user?accountId=%s", a.ID)
	if a.App {
		o["accountType"] = "app"
	}
	return o
}

func (c *call) userOrNull(id string) any {
	if a, found := c.Accounts[id]; found {
		return c.userObject(a)
	}
	return nil
}

// custom is a custom field's value, with the people in it as this flavour shows
// them.
func (c *call) custom(v any) any {
	switch at := v.(type) {
	case world.Who:
		return c.userOrNull(string(at))
	case []any:
		out := []any{}
		for _, one := range at {
			out = append(out, c.custom(one))
		}
		return out
	}
	return v
}
