package world

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Attempt is one issue that a request asks for.
type Attempt struct {
	Fields     map[string]any             `json:"fields"`
	Properties []Property                 `json:"properties"`
	Update     map[string]json.RawMessage `json:"update"`
}

// Property is an issue property.
type Property struct {
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
}

// RefuseWhen refuses attempts for which why returns a reason by field, besides
// what Jira itself refuses: for failures of a part of a bulk. Nil: none.
func (w *World) RefuseWhen(why func(Attempt) map[string]string) {
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.refuse = why
}

// Create makes an issue, or says what is wrong by field.
func (c *Caller) Create(a Attempt) (Issue, map[string]string) {
	p, t, wrong := c.place(a.Fields)
	if wrong != nil {
		return Issue{}, wrong
	}
	wrong = map[string]string{}
	d := &draft{project: p, typ: t, set: a.Fields}
	d.Issue = Issue{
		Project: p.Key, Type: t.Name, Priority: c.Priorities[len(c.Priorities)/2], Status: p.Statuses[0].Name,
		Reporter: c.Account.ID, Creator: c.Account.ID, Fields: map[string]any{}, Properties: map[string]json.RawMessage{}, OverHTTP: true,
	}
	c.fill(d, wrong)
	c.takeProperties(d, a.Properties, wrong)
	if len(a.Update) > 0 {
		c.T.Errorf("a create with update is not modelled")
	}
	if c.refuse != nil {
		maps.Copy(wrong, c.refuse(a))
	}
	if len(wrong) > 0 {
		return Issue{}, wrong
	}
	return c.add(d.Issue, p), nil
}

// place finds project and type, which decide the rest.
func (c *Caller) place(fields map[string]any) (*Home, *IssueType, map[string]string) {
	asked, _ := fields["project"].(object)
	ref, _ := asked["key"].(string)
	if ref == "" {
		ref = fmt.Sprint(asked["id"])
	}
	p := c.Visible(ref)
	switch {
	case p == nil:
		return nil, nil, map[string]string{"project": either(c.World, "valid project is required", "project is required")}
	case p.Archived:
		return nil, nil, map[string]string{"project": "The project is archived, so you can't create issues in it."}
	case !p.May("CREATE_ISSUES"):
		return nil, nil, map[string]string{"project": "You do not have permission to create issues in this project."}
	}
	asked, _ = fields["issuetype"].(object)
	t := p.Typed(func(t IssueType) bool {
		if asked["id"] != nil {
			return t.ID == fmt.Sprint(asked["id"])
		}
		return asked["name"] != nil && strings.EqualFold(t.Name, fmt.Sprint(asked["name"]))
	})
	if t == nil {
		return nil, nil, map[string]string{"issuetype": either(c.World, "Specify a valid issue type", "The issue type selected is invalid.")}
	}
	return p, t, nil
}

// fill takes what was sent, field by field of the screen, then defaults.
func (c *Caller) fill(d *draft, wrong map[string]string) {
	screen := c.Screen(d.project, d.typ)
	d.strangers(screen, wrong)
	for _, s := range screen {
		sent, given := d.set[s.ID]
		if empty(sent) && s.Required && !s.Given {
			wrong[s.ID] = s.missing()
			continue
		}
		switch {
		case given && s.take != nil:
			if why := s.take(c, d, sent); why != "" {
				wrong[s.errorKey()] = why
			}
		case !given && s.Custom != nil && s.Custom.Default != nil:
			s.take(c, d, s.Custom.Default)
		}
	}
	if _, given := d.set["assignee"]; !given {
		d.Assignee = c.assignedByDefault(d)
		if d.Assignee == "" && c.AllAssigned {
			wrong["assignee"] = "Issues must be assigned."
		}
	}
}

// strangers are the fields that were sent and are not on the screen.
func (d *draft) strangers(screen []OnScreen, wrong map[string]string) {
	for id := range d.set {
		switch {
		case slices.ContainsFunc(screen, func(s OnScreen) bool { return s.ID == id }):
		case id == "parent":
			wrong[id] = "Issue type '" + d.typ.Name + "' is not a subtask but parent is specified."
		default:
			wrong[id] = "Field '" + id + "' cannot be set. It is not on the appropriate screen, or unknown."
		}
	}
}

func empty(v any) bool {
	list, isList := v.([]any)
	return v == nil || v == "" || isList && len(list) == 0
}

func (s OnScreen) missing() string {
	if s.isMissing != "" {
		return s.isMissing
	}
	return s.Name + " is required."
}

// errorKey is under which name a refusal stands: a parent's under parentId.
func (s OnScreen) errorKey() string {
	if s.ID == "parent" {
		return "parentId"
	}
	return s.ID
}

// takeProperties sets issue properties in the same request.
func (c *Caller) takeProperties(d *draft, properties []Property, wrong map[string]string) {
	for _, p := range properties {
		switch {
		case p.Key == "" || length(p.Key) > 255:
			wrong["properties"] = "The property key must have between 1 and 255 characters."
		case len(p.Value) > 32768:
			wrong["properties"] = "The property value is larger than 32768 characters."
		default:
			d.Properties[p.Key] = p.Value
		}
	}
}

// assignedByDefault is whom the first component with a rule of its own, or
// else the project, assigns where a create says nothing.
func (c *Caller) assignedByDefault(d *draft) string {
	for _, at := range d.project.Components {
		if !slices.Contains(d.Components, at.Name) {
			continue
		}
		switch at.Assigns {
		case "COMPONENT_LEAD":
			return at.Lead.ID
		case "PROJECT_LEAD":
			return d.project.Lead.ID
		case "UNASSIGNED":
			return ""
		}
	}
	if d.project.AssignLead {
		return d.project.Lead.ID
	}
	return ""
}

// add puts a new issue into its project.
func (w *World) add(i Issue, p *Home) Issue {
	p.last++
	i.ID, i.Key, i.Project = w.Next(), fmt.Sprintf("%s-%d", p.Key, p.last), p.Key
	i.Created, i.Updated = w.Now(), w.Now()
	r := &Record{}
	w.write(r, i)
	w.Records[i.ID], w.keys[i.Key] = r, i.ID
	w.Order = append(w.Order, i.ID)
	return i
}
