package jirafake

import (
	"slices"
	"strings"
)

// onScreen is a field of a create screen, for the create itself and for the
// metadata that tells of it.
type onScreen struct {
	id, name  string
	required  bool
	given     bool // has a default: a create may leave it out
	typ       string
	items     string // of arrays
	custom    *Field // nil: a system field
	allowed   []any  // nil: not told
	take      func(*call, *draft, any) string
	isMissing string // what Jira says when it is required and absent
}

// draft is an issue that is being made.
type draft struct {
	Issue
	project *project
	typ     *IssueType
	set     map[string]any // what was sent
}

// screen are the fields on the create screen of a type, in order.
func (c *call) screen(p *project, t *IssueType) []onScreen {
	all := []onScreen{
		{id: "summary", name: "Summary", typ: "string", required: true, take: takeSummary, isMissing: "You must specify a summary of the issue."},
		{id: "issuetype", name: "Issue Type", typ: "issuetype", required: true, allowed: c.typeObjects(p)},
		{id: "project", name: "Project", typ: "project", required: true, allowed: []any{c.projectObject(p)}},
		{id: "description", name: "Description", typ: "string", take: takeDescription},
		{id: "labels", name: "Labels", typ: "array", items: "string", take: takeLabels},
		{id: "components", name: either(c, "Components", "Component/s"), typ: "array", items: "component", allowed: c.componentObjects(p), take: takeComponents},
		{id: "fixVersions", name: either(c, "Fix versions", "Fix Version/s"), typ: "array", items: "version", allowed: c.versionObjects(p), take: takeVersions},
		{id: "priority", name: "Priority", typ: "priority", given: true, allowed: c.priorityObjects(), take: takePriority},
	}
	if p.may("ASSIGN_ISSUES") {
		all = append(all, onScreen{id: "assignee", name: "Assignee", typ: "user", given: true, take: takeAssignee})
	}
	if p.may("MODIFY_REPORTER") {
		all = append(all, onScreen{id: "reporter", name: "Reporter", typ: "user", given: true, take: takeReporter})
	}
	if p.may("SCHEDULE_ISSUES") {
		all = append(all, onScreen{id: "duedate", name: either(c, "Due date", "Due Date"), typ: "date", take: takeDue})
	}
	if c.opt.Flavour == Cloud && t.Level < 1 || t.Level < 0 {
		all = append(all, onScreen{id: "parent", name: "Parent", typ: "issuelink", required: t.Level < 0, take: takeParent, isMissing: "Issue type is a sub-task but parent issue key or id not specified."})
	}
	all = slices.DeleteFunc(all, func(s onScreen) bool { return slices.Contains(t.Off, s.id) })
	for i := range all {
		all[i].required = all[i].required || slices.Contains(t.Required, all[i].id) || slices.Contains(p.requiring, all[i].id)
	}
	for _, field := range t.Fields {
		all = append(all, c.customOnScreen(field))
	}
	return all
}

func (c *call) customOnScreen(field Field) onScreen {
	k := kinds[field.Kind]
	s := onScreen{
		id: field.ID, name: field.Name, required: field.Required, given: field.Default != nil, typ: k.typ, items: k.items,
		custom: &field, allowed: c.choices(field),
		take: func(c *call, d *draft, v any) string {
			answer, wrong := c.value(field, v)
			if wrong == "" {
				d.Fields[field.ID] = answer
			}
			return wrong
		},
	}
	if field.Kind == Team || field.Kind == EpicLink || field.Kind == Sprint {
		if c.opt.Flavour == DataCenter {
			s.typ = "any"
		}
	}
	return s
}

// choices are a custom field's allowed values; nil where Jira does not tell.
func (c *call) choices(field Field) []any {
	if field.Kind != Option && field.Kind != MultiOption && field.Kind != Cascading {
		return nil
	}
	out := []any{}
	for _, one := range field.Options {
		out = append(out, c.choiceObject(one))
	}
	return out
}

func (c *call) choiceObject(one Choice) object {
	o := object{"self": c.self("api/2/customFieldOption/%s", one.ID), "id": one.ID, "value": one.Value}
	if len(one.Children) > 0 {
		var children []any
		for _, child := range one.Children {
			children = append(children, c.choiceObject(child))
		}
		o["children"] = children
	}
	return o
}

// schema is how a field describes itself.
func (s onScreen) schema() object {
	o := object{"type": s.typ}
	if s.items != "" {
		o["items"] = s.items
	}
	if s.custom == nil {
		o["system"] = s.id
		return o
	}
	o["custom"] = kinds[s.custom.Kind].plugin
	o["customId"] = number(strings.TrimPrefix(s.id, "customfield_"))
	return o
}

// meta is a field as create metadata tells it.
func (c *call) meta(s onScreen) object {
	o := object{
		"fieldId": s.id, "name": s.name, "required": s.required, "hasDefaultValue": s.given,
		"operations": []string{"set"}, "schema": s.schema(),
	}
	if s.typ == "array" {
		o["operations"] = []string{"add", "set", "remove"}
	}
	if c.opt.Flavour == Cloud {
		o["key"] = s.id
	}
	if s.allowed != nil {
		o["allowedValues"] = s.allowed
	}
	return o
}

// createTypes answers which types a project takes.
func createTypes(c *call) reply {
	p := c.visible(c.r.PathValue("project"))
	if p == nil {
		return refusal(either(c, 404, 400), "No project could be found with key '"+c.r.PathValue("project")+"'.")
	}
	all := []any{}
	if p.may("CREATE_ISSUES") && !p.Archived {
		all = c.typeObjects(p)
	}
	return c.page(either(c, "issueTypes", "values"), all)
}

// createFields answers what is on the create screen of one type.
func createFields(c *call) reply {
	p := c.visible(c.r.PathValue("project"))
	if p == nil {
		return refusal(either(c, 404, 400), "No project could be found with key '"+c.r.PathValue("project")+"'.")
	}
	t := p.typed(func(t IssueType) bool { return t.ID == c.r.PathValue("type") })
	if t == nil || !p.may("CREATE_ISSUES") {
		return refusal(400, "Issue type with id '"+c.r.PathValue("type")+"' is not valid for the project.")
	}
	all := []any{}
	for _, s := range c.screen(p, t) {
		all = append(all, c.meta(s))
	}
	return c.page(either(c, "fields", "values"), all)
}
