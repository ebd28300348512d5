package world

import (
	"slices"
	"strconv"
	"strings"
)

// OnScreen is a field of a create screen, for the create itself and for the
// metadata that tells of it.
type OnScreen struct {
	ID, Name  string
	Required  bool
	Given     bool // has a default: a create may leave it out
	Type      string
	Items     string // of arrays
	Custom    *Field // nil: a system field
	take      func(*Caller, *draft, any) string
	isMissing string // what Jira says when it is required and absent
}

// draft is an issue that is being made.
type draft struct {
	Issue
	project *Home
	typ     *IssueType
	set     map[string]any // what was sent
}

// Screen are the fields on the create screen of a type, in order.
func (c *Caller) Screen(p *Home, t *IssueType) []OnScreen {
	all := []OnScreen{
		{ID: "summary", Name: "Summary", Type: "string", Required: true, take: takeSummary, isMissing: "You must specify a summary of the issue."},
		{ID: "issuetype", Name: "Issue Type", Type: "issuetype", Required: true},
		{ID: "project", Name: "Project", Type: "project", Required: true},
		{ID: "description", Name: "Description", Type: "string", take: takeDescription},
		{ID: "labels", Name: "Labels", Type: "array", Items: "string", take: takeLabels},
		{ID: "components", Name: either(c.World, "Components", "Component/s"), Type: "array", Items: "component", take: takeComponents},
		{ID: "fixVersions", Name: either(c.World, "Fix versions", "Fix Version/s"), Type: "array", Items: "version", take: takeVersions},
		{ID: "priority", Name: "Priority", Type: "priority", Given: true, take: takePriority},
	}
	if p.May("ASSIGN_ISSUES") {
		all = append(all, OnScreen{ID: "assignee", Name: "Assignee", Type: "user", Given: true, take: takeAssignee})
	}
	if p.May("MODIFY_REPORTER") {
		all = append(all, OnScreen{ID: "reporter", Name: "Reporter", Type: "user", Given: true, take: takeReporter})
	}
	if p.May("SCHEDULE_ISSUES") {
		all = append(all, OnScreen{ID: "duedate", Name: either(c.World, "Due date", "Due Date"), Type: "date", take: takeDue})
	}
	if c.Flavour == Cloud && t.Level < 1 || t.Level < 0 {
		all = append(all, OnScreen{ID: "parent", Name: "Parent", Type: "issuelink", Required: t.Level < 0, take: takeParent, isMissing: "Issue type is a sub-task but parent issue key or id not specified."})
	}
	all = slices.DeleteFunc(all, func(s OnScreen) bool { return slices.Contains(t.Off, s.ID) })
	for i := range all {
		all[i].Required = all[i].Required || slices.Contains(t.Required, all[i].ID) || slices.Contains(p.requiring, all[i].ID)
	}
	for _, field := range t.Fields {
		all = append(all, c.OnScreen(field))
	}
	return all
}

// OnScreen is a custom field as it stands on a screen.
func (c *Caller) OnScreen(field Field) OnScreen {
	k := kinds[field.Kind]
	s := OnScreen{
		ID: field.ID, Name: field.Name, Required: field.Required, Given: field.Default != nil, Type: k.typ, Items: k.items,
		Custom: &field,
		take: func(c *Caller, d *draft, v any) string {
			answer, wrong := c.value(field, v)
			if wrong == "" {
				d.Fields[field.ID] = answer
			}
			return wrong
		},
	}
	if field.Kind == Team || field.Kind == EpicLink || field.Kind == Sprint {
		if c.Flavour == DataCenter {
			s.Type = "any"
		}
	}
	return s
}

// Schema is how a field describes itself.
func (s OnScreen) Schema() object {
	o := object{"type": s.Type}
	if s.Items != "" {
		o["items"] = s.Items
	}
	if s.Custom == nil {
		o["system"] = s.ID
		return o
	}
	o["custom"] = kinds[s.Custom.Kind].plugin
	o["customId"], _ = strconv.Atoi(strings.TrimPrefix(s.ID, "customfield_"))
	return o
}
