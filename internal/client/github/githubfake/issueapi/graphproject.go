package issueapi

import (
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/graphql"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
)

// projected is a project, if the caller's token may do as much in projects.
func (c *Call) projected(p *issueworld.Project, role issueworld.Role) any {
	if c.Projects < role {
		return c.inaccessible()
	}
	return c.projectNode(p)
}

func (c *Call) projectNode(p *issueworld.Project) graphql.Object {
	base := graphql.Fields("ProjectV2", object{
		"id": p.Node, "number": p.Number, "title": p.Title, "closed": p.Closed, "url": c.Site.HTML("orgs/%s/projects/%d", p.Owner, p.Number),
		"viewerCanUpdate": c.Projects >= issueworld.Write && c.Caller.InProject(p) >= issueworld.Write,
	})
	return graphql.Object{Type: "ProjectV2", Get: func(field string, args map[string]any) any {
		switch field {
		case "field":
			if f := p.Field(text(args, "name")); f != nil {
				return fieldNode(*f)
			}
			return unresolved(fmt.Sprintf("a ProjectV2FieldConfiguration with the name %s", text(args, "name")))
		case "fields":
			return connection("ProjectV2FieldConfigurationConnection", field, args, nodes(p.Fields, fieldNode))
		}
		return base.Get(field, args)
	}}
}

func fieldNode(f issueworld.ProjectField) any {
	with := object{"id": f.Node, "name": f.Name, "dataType": f.Type}
	switch f.Type {
	case "SINGLE_SELECT":
		return graphql.Object{Type: "ProjectV2SingleSelectField", Get: func(field string, args map[string]any) any {
			if field != "options" {
				return graphql.Fields("ProjectV2SingleSelectField", with).Get(field, args)
			}
			wanted, named := args["names"].([]any)
			all := slices.DeleteFunc(slices.Clone(f.Options), func(o issueworld.ProjectOption) bool { return named && !slices.Contains(wanted, any(o.Name)) })
			return nodes(all, func(o issueworld.ProjectOption) any {
				return graphql.Fields("ProjectV2SingleSelectFieldOption", object{"id": o.ID, "name": o.Name})
			})
		}}
	case "ITERATION":
		with["configuration"] = iterations(f)
		return graphql.Fields("ProjectV2IterationField", with)
	}
	return graphql.Fields("ProjectV2Field", with)
}

func iterations(f issueworld.ProjectField) graphql.Object {
	now, over := []any{}, []any{}
	for _, o := range f.Iterations {
		one := graphql.Fields("ProjectV2IterationFieldIteration", object{"id": o.ID, "title": o.Name, "startDate": o.Start, "duration": o.Days})
		if o.Over {
			over = append(over, one)
		} else {
			now = append(now, one)
		}
	}
	return graphql.Fields("ProjectV2IterationFieldConfiguration", object{"duration": 14, "iterations": now, "completedIterations": over})
}

func (c *Call) projectItems(i issueworld.Issue) []any {
	out := []any{}
	if c.Projects < issueworld.Read {
		return out
	}
	for _, p := range c.World.Projects() {
		if item := p.Item(i.ID); item != nil && c.Caller.InProject(p) >= issueworld.Read {
			out = append(out, c.itemNode(p, item))
		}
	}
	return out
}

func (c *Call) itemNode(p *issueworld.Project, item *issueworld.ProjectItem) graphql.Object {
	base := graphql.Fields("ProjectV2Item", object{"id": item.Node, "project": func() any { return c.projectNode(p) }})
	return graphql.Object{Type: "ProjectV2Item", Get: func(field string, args map[string]any) any {
		if field != "fieldValueByName" {
			return base.Get(field, args)
		}
		f := p.Field(text(args, "name"))
		if f == nil {
			return nil
		}
		v, set := item.Values[f.Node]
		if !set {
			return nil
		}
		return valueNode(*f, v)
	}}
}

func valueNode(f issueworld.ProjectField, v issueworld.ProjectValue) any {
	switch {
	case v.Text != nil:
		return graphql.Fields("ProjectV2ItemFieldTextValue", object{"text": *v.Text})
	case v.Number != nil:
		return graphql.Fields("ProjectV2ItemFieldNumberValue", object{"number": *v.Number})
	case v.Date != nil:
		return graphql.Fields("ProjectV2ItemFieldDateValue", object{"date": *v.Date})
	case v.Option != nil:
		return graphql.Fields("ProjectV2ItemFieldSingleSelectValue", object{"optionId": *v.Option, "name": f.Option(*v.Option)})
	}
	return graphql.Fields("ProjectV2ItemFieldIterationValue", object{"iterationId": *v.Iteration, "title": f.Option(*v.Iteration)})
}

// mutate carries out a mutation.
func (c *Call) mutate(field string, in object) any {
	out := object{"clientMutationId": in["clientMutationId"]}
	switch field {
	case "addProjectV2ItemById", "updateProjectV2ItemFieldValue":
	default:
		return fmt.Errorf("%s is in the schema and not modelled", field)
	}
	if c.Projects < issueworld.Write {
		return c.inaccessible()
	}
	if field == "addProjectV2ItemById" {
		p, item, err := c.Caller.AddItem(text(in, "projectId"), text(in, "contentId"))
		if err != nil {
			return refusal(err)
		}
		out["item"] = c.itemNode(p, item)
		return graphql.Fields("AddProjectV2ItemByIdPayload", out)
	}
	value, _ := in["value"].(object)
	p, item, err := c.Caller.SetField(text(in, "projectId"), text(in, "itemId"), text(in, "fieldId"), projectValue(value))
	if err != nil {
		return refusal(err)
	}
	out["projectV2Item"] = c.itemNode(p, item)
	return graphql.Fields("UpdateProjectV2ItemFieldValuePayload", out)
}

func projectValue(in object) issueworld.ProjectValue {
	var v issueworld.ProjectValue
	for key, to := range map[string]**string{"text": &v.Text, "date": &v.Date, "singleSelectOptionId": &v.Option, "iterationId": &v.Iteration} {
		if s, given := in[key].(string); given {
			*to = &s
		}
	}
	if n, given := in["number"].(float64); given {
		v.Number = &n
	}
	return v
}
