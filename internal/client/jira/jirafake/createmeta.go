package jirafake

import "github.com/followthrough/followthrough/internal/client/jira/jirafake/world"

// allowedValues are what may be given for a field; nil where Jira does not say.
func (c *call) allowedValues(p *world.Home, s world.OnScreen) []any {
	switch s.ID {
	case "issuetype":
		return c.typeObjects(p)
	case "project":
		return []any{c.projectObject(p)}
	case "components":
		return c.componentObjects(p)
	case "fixVersions":
		return c.versionObjects(p)
	case "priority":
		return c.priorityObjects()
	}
	if s.Custom == nil {
		return nil
	}
	return c.choices(*s.Custom)
}

// choices are a custom field's allowed values; nil where Jira does not tell.
func (c *call) choices(field world.Field) []any {
	if field.Kind != world.Option && field.Kind != world.MultiOption && field.Kind != world.Cascading {
		return nil
	}
	out := []any{}
	for _, one := range field.Options {
		out = append(out, c.choiceObject(one))
	}
	return out
}

func (c *call) choiceObject(one world.Choice) object {
	o := object{"self": c.fake.self("api/2/customFieldOption/%s", one.ID), "id": one.ID, "value": one.Value}
	if len(one.Children) > 0 {
		var children []any
		for _, child := range one.Children {
			children = append(children, c.choiceObject(child))
		}
		o["children"] = children
	}
	return o
}

// meta is a field as create metadata tells it.
func (c *call) meta(p *world.Home, s world.OnScreen) object {
	o := object{
		"fieldId": s.ID, "name": s.Name, "required": s.Required, "hasDefaultValue": s.Given,
		"operations": []string{"set"}, "schema": s.Schema(),
	}
	if s.Type == "array" {
		o["operations"] = []string{"add", "set", "remove"}
	}
	if c.fake.opt.Flavour == Cloud {
		o["key"] = s.ID
	}
	if allowed := c.allowedValues(p, s); allowed != nil {
		o["allowedValues"] = allowed
	}
	return o
}

// createTypes answers which types a project takes.
func createTypes(c *call) reply {
	p := c.Visible(c.r.PathValue("project"))
	if p == nil {
		return refusal(either(c, 404, 400), "No project could be found with key '"+c.r.PathValue("project")+"'.")
	}
	all := []any{}
	if p.May("CREATE_ISSUES") && !p.Archived {
		all = c.typeObjects(p)
	}
	return c.page(either(c, "issueTypes", "values"), all)
}

// createFields answers what is on the create screen of one type.
func createFields(c *call) reply {
	p := c.Visible(c.r.PathValue("project"))
	if p == nil {
		return refusal(either(c, 404, 400), "No project could be found with key '"+c.r.PathValue("project")+"'.")
	}
	t := p.Typed(func(t world.IssueType) bool { return t.ID == c.r.PathValue("type") })
	if t == nil || !p.May("CREATE_ISSUES") {
		return refusal(400, "Issue type with id '"+c.r.PathValue("type")+"' is not valid for the project.")
	}
	all := []any{}
	for _, s := range c.Screen(p, t) {
		all = append(all, c.meta(p, s))
	}
	return c.page(either(c, "fields", "values"), all)
}
