package issueworld

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Project is a project (the second kind, "Projects v2") of an organisation or
// a person.
type Project struct {
	ID     int64
	Node   string
	Owner  string
	Number int64
	Title  string
	Closed bool
	Fields []ProjectField
	Items  []ProjectItem
	// Roles by login: None hides the project, Read shows it; who is absent may
	// write.
	Roles map[string]Role
}

// ProjectField is a field of a project.
type ProjectField struct {
	ID         int64
	Node       string
	Name       string
	Type       string // TEXT, NUMBER, DATE, SINGLE_SELECT, ITERATION, TITLE …
	Options    []ProjectOption
	Iterations []ProjectOption
}

// ProjectOption is a choice of a field, or an iteration with its first day and
// its days.
type ProjectOption struct {
	ID, Name string
	Start    string // 2026-11-30
	Days     int
	Over     bool
}

// ProjectItem is an issue in a project; Values are by field node id.
type ProjectItem struct {
	ID     int64
	Node   string
	Issue  int64
	Values map[string]ProjectValue
}

// ProjectValue is what a field is set to; exactly one is given.
type ProjectValue struct {
	Text, Date, Option, Iteration *string
	Number                        *float64
}

// AddProject makes a project, its fields with their ids.
func (w *World) AddProject(owner, title string, fields ...ProjectField) *Project {
	p := &Project{ID: w.next(), Owner: owner, Title: title, Roles: map[string]Role{}}
	p.Node = node("PVT", p.ID)
	p.Number = 1
	for _, other := range w.projects {
		if other.Owner == owner {
			p.Number++
		}
	}
	for _, f := range append([]ProjectField{{Name: "Title", Type: "TITLE"}, {Name: "Assignees", Type: "ASSIGNEES"}}, fields...) {
		f.ID = w.next()
		f.Node = node("PVTF", f.ID)
		f.Options, f.Iterations = w.named(f.Options), w.named(f.Iterations)
		p.Fields = append(p.Fields, f)
	}
	w.projects = append(w.projects, p)
	return p
}

func (w *World) named(all []ProjectOption) []ProjectOption {
	all = slices.Clone(all)
	for n := range all {
		if all[n].ID == "" {
			all[n].ID = strings.ToLower(node("", w.next()))[6:14]
		}
	}
	return all
}

// Projects are all of them, as made.
func (w *World) Projects() []*Project { return w.projects }

// Project is an owner's project as far as the caller sees it.
func (c *Caller) Project(owner string, number int64) (*Project, bool) {
	for _, p := range c.projects {
		if strings.EqualFold(p.Owner, owner) && p.Number == number {
			return p, c.InProject(p) >= Read
		}
	}
	return nil, false
}

// ProjectByNode is a project that the caller sees, by its node id.
func (c *Caller) ProjectByNode(id string) (*Project, bool) {
	for _, p := range c.projects {
		if p.Node == id {
			return p, c.InProject(p) >= Read
		}
	}
	return nil, false
}

// InProject is what the caller may do in a project.
func (c *Caller) InProject(p *Project) Role {
	if role, listed := p.Roles[c.Account.Login]; listed {
		return role
	}
	return Write
}

// Item is where an issue stands in a project; nil: it is not in it.
func (p *Project) Item(issue int64) *ProjectItem {
	for n := range p.Items {
		if p.Items[n].Issue == issue {
			return &p.Items[n]
		}
	}
	return nil
}

// Field is a field by its name; nil: there is none.
func (p *Project) Field(name string) *ProjectField {
	for n := range p.Fields {
		if strings.EqualFold(p.Fields[n].Name, name) {
			return &p.Fields[n]
		}
	}
	return nil
}

// Shown are an item's values by the names of the fields, as a person reads them.
func (p *Project) Shown(item ProjectItem) map[string]string {
	out := map[string]string{}
	for _, f := range p.Fields {
		if v, set := item.Values[f.Node]; set {
			out[f.Name] = f.shown(v)
		}
	}
	return out
}

func (f ProjectField) shown(v ProjectValue) string {
	switch {
	case v.Text != nil:
		return *v.Text
	case v.Date != nil:
		return *v.Date
	case v.Number != nil:
		return strconv.FormatFloat(*v.Number, 'g', -1, 64)
	case v.Option != nil:
		return f.Option(*v.Option)
	}
	return f.Option(*v.Iteration)
}

// Option is the name of a choice or an iteration by its id; "": there is none.
func (f ProjectField) Option(id string) string {
	for _, o := range slices.Concat(f.Options, f.Iterations) {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

// AddItem puts an issue into a project; one that is in it stays the item that
// it is.
func (c *Caller) AddItem(project, content string) (*Project, *ProjectItem, error) {
	p, sees := c.ProjectByNode(project)
	if !sees {
		return nil, nil, unresolved(project)
	}
	if c.InProject(p) < Write {
		return nil, nil, forbidden("Resource not accessible by integration")
	}
	i, found := c.ByNode(content)
	if !found || !i.There() || c.Role(i.Repo) < Read {
		return nil, nil, unresolved(content)
	}
	if item := p.Item(i.ID); item != nil {
		return p, item, nil
	}
	item := ProjectItem{ID: c.next(), Issue: i.ID, Values: map[string]ProjectValue{}}
	item.Node = node("PVTI", item.ID)
	p.Items = append(p.Items, item)
	return p, &p.Items[len(p.Items)-1], nil
}

func unresolved(id string) error {
	return &Refusal{Why: NotFound, Message: "Could not resolve to a node with the global id of '" + id + "'"}
}

// SetField sets a field of an item.
func (c *Caller) SetField(project, item, field string, v ProjectValue) (*Project, *ProjectItem, error) {
	p, sees := c.ProjectByNode(project)
	if !sees {
		return nil, nil, unresolved(project)
	}
	if c.InProject(p) < Write {
		return nil, nil, forbidden("Resource not accessible by integration")
	}
	n := slices.IndexFunc(p.Items, func(i ProjectItem) bool { return i.Node == item })
	f := slices.IndexFunc(p.Fields, func(f ProjectField) bool { return f.Node == field })
	switch {
	case n < 0:
		return nil, nil, unresolved(item)
	case f < 0:
		return nil, nil, unresolved(field)
	}
	if wrong := p.Fields[f].refuse(v); wrong != "" {
		return nil, nil, &Refusal{Why: Invalid, Message: wrong}
	}
	p.Items[n].Values[field] = v
	return p, &p.Items[n], nil
}

// refuse says why a field does not take a value; "": it does.
func (f ProjectField) refuse(v ProjectValue) string {
	switch {
	case f.Type == "TEXT" && v.Text != nil, f.Type == "NUMBER" && v.Number != nil:
		return ""
	case f.Type == "DATE" && v.Date != nil:
		if _, err := time.Parse(time.DateOnly, *v.Date); err != nil {
			return "The date is not valid"
		}
		return ""
	case f.Type == "SINGLE_SELECT" && v.Option != nil:
		return among(f.Options, *v.Option, "The single select option Id does not belong to the field")
	case f.Type == "ITERATION" && v.Iteration != nil:
		return among(f.Iterations, *v.Iteration, "The iteration Id does not belong to the field")
	case slices.Contains([]string{"TEXT", "NUMBER", "DATE", "SINGLE_SELECT", "ITERATION"}, f.Type):
		return "Did not receive a " + strings.ToLower(strings.ReplaceAll(f.Type, "_", " ")) + " value to update a field of type " + strings.ToLower(f.Type)
	}
	return "The field of type " + strings.ToLower(f.Type) + " is currently not supported."
}

func among(all []ProjectOption, id, otherwise string) string {
	if slices.ContainsFunc(all, func(o ProjectOption) bool { return o.ID == id }) {
		return ""
	}
	return otherwise
}
