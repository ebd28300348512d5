package jirafake

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
func (f *Fake) RefuseWhen(why func(Attempt) map[string]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refuse = why
}

func createOne(c *call) reply {
	var a Attempt
	if !c.read(&a) {
		return refusal(400, "Unexpected character in the body.")
	}
	if c.anonymous {
		return refusal(401, "You are not authenticated.")
	}
	i, wrong := c.create(a)
	if wrong != nil {
		return reply{400, errorBody(nil, wrong)}
	}
	return reply{201, c.createdObject(i)}
}

// createBulk makes each element on its own: 201 if any was made.
func createBulk(c *call) reply {
	var asked struct {
		Updates []Attempt `json:"issueUpdates"`
	}
	switch {
	case !c.read(&asked) || len(asked.Updates) == 0:
		return refusal(400, "No issues were provided.")
	case len(asked.Updates) > 50:
		return refusal(400, "The number of issues to create is over the limit of 50.")
	case c.anonymous:
		return refusal(401, "You are not authenticated.")
	}
	made, failed := []any{}, []any{}
	for n, a := range asked.Updates {
		if c.carry > 0 && n == c.carry {
			break
		}
		i, wrong := c.create(a)
		if wrong != nil {
			failed = append(failed, object{"status": 400, "elementErrors": errorBody(nil, wrong), "failedElementNumber": n})
			continue
		}
		made = append(made, c.createdObject(i))
	}
	status := 201
	if len(made) == 0 {
		status = 400
	}
	return reply{status, object{"issues": made, "errors": failed}}
}

func (c *call) createdObject(i Issue) object {
	return object{"id": i.ID, "key": i.Key, "self": c.self("api/2/issue/%s", i.ID)}
}

// create makes an issue, or says what is wrong by field.
func (c *call) create(a Attempt) (Issue, map[string]string) {
	p, t, wrong := c.place(a.Fields)
	if wrong != nil {
		return Issue{}, wrong
	}
	wrong = map[string]string{}
	d := &draft{project: p, typ: t, set: a.Fields}
	d.Issue = Issue{
		Project: p.Key, Type: t.Name, Priority: c.priorities[len(c.priorities)/2], Status: p.Statuses[0].Name,
		Reporter: c.account.ID, Fields: map[string]any{}, Properties: map[string]json.RawMessage{}, OverHTTP: true,
	}
	c.fill(d, wrong)
	c.takeProperties(d, a.Properties, wrong)
	if len(a.Update) > 0 {
		c.t.Errorf("jirafake: a create with update is not modelled")
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
func (c *call) place(fields map[string]any) (*project, *IssueType, map[string]string) {
	asked, _ := fields["project"].(object)
	ref, _ := asked["key"].(string)
	if ref == "" {
		ref = fmt.Sprint(asked["id"])
	}
	p := c.visible(ref)
	switch {
	case p == nil:
		return nil, nil, map[string]string{"project": either(c, "valid project is required", "project is required")}
	case p.Archived:
		return nil, nil, map[string]string{"project": "The project is archived, so you can't create issues in it."}
	case !p.may("CREATE_ISSUES"):
		return nil, nil, map[string]string{"project": "You do not have permission to create issues in this project."}
	}
	asked, _ = fields["issuetype"].(object)
	t := p.typed(func(t IssueType) bool {
		if asked["id"] != nil {
			return t.ID == fmt.Sprint(asked["id"])
		}
		return asked["name"] != nil && strings.EqualFold(t.Name, fmt.Sprint(asked["name"]))
	})
	if t == nil {
		return nil, nil, map[string]string{"issuetype": either(c, "Specify a valid issue type", "The issue type selected is invalid.")}
	}
	return p, t, nil
}

// fill takes what was sent, field by field of the screen, then defaults.
func (c *call) fill(d *draft, wrong map[string]string) {
	screen := c.screen(d.project, d.typ)
	for _, id := range slices.Sorted(maps.Keys(d.set)) {
		if !slices.ContainsFunc(screen, func(s onScreen) bool { return s.id == id }) {
			wrong[id] = "Field '" + id + "' cannot be set. It is not on the appropriate screen, or unknown."
			if id == "parent" {
				wrong[id] = "Issue type '" + d.typ.Name + "' is not a subtask but parent is specified."
			}
		}
	}
	for _, s := range screen {
		sent, given := d.set[s.id]
		if empty(sent) && s.required && !s.given {
			wrong[s.id] = s.missing()
			continue
		}
		switch {
		case given && s.take != nil:
			if why := s.take(c, d, sent); why != "" {
				wrong[s.errorKey()] = why
			}
		case !given && s.custom != nil && s.custom.Default != nil:
			s.take(c, d, s.custom.Default)
		}
	}
	if _, given := d.set["assignee"]; !given {
		d.Assignee = c.assignedByDefault(d)
		if d.Assignee == "" && c.unassignedOff {
			wrong["assignee"] = "Issues must be assigned."
		}
	}
}

func empty(v any) bool {
	list, isList := v.([]any)
	return v == nil || v == "" || isList && len(list) == 0
}

func (s onScreen) missing() string {
	if s.isMissing != "" {
		return s.isMissing
	}
	return s.name + " is required."
}

// errorKey is under which name a refusal stands: a parent's under parentId.
func (s onScreen) errorKey() string {
	if s.id == "parent" {
		return "parentId"
	}
	return s.id
}

// takeProperties sets issue properties in the same request.
func (c *call) takeProperties(d *draft, properties []Property, wrong map[string]string) {
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
func (c *call) assignedByDefault(d *draft) string {
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
func (f *Fake) add(i Issue, p *project) Issue {
	p.last++
	i.ID, i.Key, i.Project = f.next(), fmt.Sprintf("%s-%d", p.Key, p.last), p.Key
	i.Created, i.Updated = f.now(), f.now()
	r := &record{}
	f.write(r, i)
	f.issues[i.ID], f.keys[i.Key] = r, i.ID
	f.order = append(f.order, i.ID)
	return i
}
