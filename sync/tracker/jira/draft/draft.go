// Package draft makes the fields of a new issue fit a project's create screen,
// or says which of them does not, and what it takes: Jira would refuse the issue,
// or set nothing. It sends nothing.
package draft

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// epicLink is the kind of field by which older projects name a parent.
const epicLink = "com.pyxis.greenhopper.jira:gh-epic-link"

// Screen is what may be set on a new issue of one type in one project.
type Screen struct {
	Project string
	Kind    string // the name of the type
	TypeID  string
	Fields  []client.Field
}

// Field is the field with an id; nil: it is not on the screen.
func (s *Screen) Field(id string) *client.Field {
	i := slices.IndexFunc(s.Fields, func(f client.Field) bool { return f.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Fields[i]
}

// Draft collects the fields of one new issue, and how people know what they are
// set to.
type Draft struct {
	Fields map[string]any
	texts  map[string]string
	screen *Screen
}

// New begins an issue with its words. Nobody is assigned, whatever the
// project's default.
func New(s *Screen, summary, description string) *Draft {
	d := &Draft{screen: s, Fields: map[string]any{
		"project": map[string]string{"key": s.Project}, "issuetype": map[string]string{"id": s.TypeID},
		"summary": summary, "description": description,
	}, texts: map[string]string{
		"project": s.Project, "issuetype": s.Kind, "summary": summary, "description": description, "assignee": "nobody",
	}}
	if s.Field("assignee") != nil {
		d.Fields["assignee"] = nil // null is nobody, -1 would be the default
	}
	return d
}

// absent refuses a field that can't be set.
func (d *Draft) absent(field string) error {
	return &tracker.Error{
		Kind: tracker.Rejected, Field: field, Err: fmt.Errorf("is not on the create screen of %s for %s", d.screen.Project, d.screen.Kind),
		Next: "add it there, or take it out of the backlog's configuration",
	}
}

// set sets a field to a value in Jira's own shape, which people know as a text.
func (d *Draft) set(id string, value any, text string) error {
	if d.screen.Field(id) == nil {
		return d.absent(id)
	}
	d.Fields[id], d.texts[id] = value, text
	return nil
}

// Labels sets the labels; one that is not wanted by the team is left out
// where the project has no labels.
func (d *Draft) Labels(labels, wanted []string) error {
	for _, l := range labels {
		if strings.ContainsAny(l, " \t\n") {
			return tracker.Refuse("labels", nil, "%q has a space, which Jira's labels can't: write it with a hyphen", l)
		}
	}
	if len(labels) == 0 || d.screen.Field("labels") == nil && len(wanted) == 0 {
		return nil
	}
	return d.set("labels", labels, strings.Join(labels, ", "))
}

// Values sets a field of Jira's own to what the backlog gives it; nothing: it stays
// as it is.
func (d *Draft) Values(id string, values []string) error {
	switch len(values) {
	case 0:
		return nil
	case 1:
		return d.Value(id, "", values[0])
	}
	return d.Value(id, "", values)
}

// Parent names the parent as the project does: by the parent field, or by the
// older epic link.
func (d *Draft) Parent(key string) error {
	if key == "" {
		return nil
	}
	if d.screen.Field("parent") != nil {
		return d.set("parent", map[string]string{"key": key}, key)
	}
	for _, f := range d.screen.Fields {
		if f.Schema.Custom == epicLink {
			return d.set(f.ID, key, key)
		}
	}
	return d.absent("parent")
}

// Value sets the field with an id, or else with a name, to a configured value
// in the shape that its schema wants.
func (d *Draft) Value(id, name string, value any) error {
	found := slices.DeleteFunc(slices.Clone(d.screen.Fields), func(f client.Field) bool {
		return id != "" && f.ID != id || id == "" && !names.Alike(f.Name, name)
	})
	switch len(found) {
	case 0:
		return d.absent(cmp.Or(id, name))
	case 1:
		shaped, text, err := shape(&found[0], value)
		if err != nil {
			return err
		}
		return d.set(found[0].ID, shaped, text)
	}
	var ids []string
	for _, f := range found {
		ids = append(ids, "id: "+f.ID)
	}
	return tracker.Refuse(name, ids, "%d fields have this name: say which by its id", len(found))
}
