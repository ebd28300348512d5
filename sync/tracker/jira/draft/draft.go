// Package draft makes the fields of a new issue fit a project's create screen,
// or says which of them does not, and what it takes: Jira would refuse the issue,
// or set nothing. It sends nothing.
package draft

import (
	"fmt"
	"slices"
	"strings"
	"time"

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

// called are the fields with a name.
func (s *Screen) called(name string) (out []client.Field) {
	for _, f := range s.Fields {
		if names.Alike(f.Name, name) {
			out = append(out, f)
		}
	}
	return out
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

// Set sets a field by its id to a text.
func (d *Draft) Set(id, text string) error { return d.set(id, text, text) }

// Day sets a field to a day; the zero time: it stays as it is.
func (d *Draft) Day(id string, day time.Time) error {
	if day.IsZero() {
		return nil
	}
	return d.Set(id, day.Format(time.DateOnly))
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

// Names sets a field to a list of things by their names; none: it stays as it is.
func (d *Draft) Names(id string, names []string) error {
	values, text, err := d.named(id, names)
	if err != nil || len(values) == 0 {
		return err
	}
	return d.set(id, values, text)
}

// Name sets a field to a thing by its name; "": it stays as it is.
func (d *Draft) Name(id, name string) error {
	if name == "" {
		return nil
	}
	values, text, err := d.named(id, []string{name})
	if err != nil {
		return err
	}
	return d.set(id, values[0], text)
}

// named are things that a field takes, by their names, and how people know them.
func (d *Draft) named(id string, names []string) (values []map[string]string, text string, err error) {
	var words []string
	for _, name := range names {
		f := d.screen.Field(id)
		if f == nil {
			return nil, "", d.absent(id)
		}
		o, err := pick(f, name)
		if err != nil {
			return nil, "", err
		}
		values, words = append(values, map[string]string{"name": o.Words()}), append(words, o.Words())
	}
	return values, strings.Join(words, ", "), nil
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
			return d.Set(f.ID, key)
		}
	}
	return d.absent("parent")
}

// Value sets the field with an id, or else with a name, to a configured value
// in the shape that its schema wants.
func (d *Draft) Value(id, name string, value any) error {
	f, err := d.find(id, name)
	if err != nil {
		return err
	}
	shaped, text, err := shape(f, value)
	if err != nil {
		return err
	}
	return d.set(f.ID, shaped, text)
}

// find is the field that a configured value is for.
func (d *Draft) find(id, name string) (*client.Field, error) {
	if id != "" {
		if f := d.screen.Field(id); f != nil {
			return f, nil
		}
		return nil, d.absent(id)
	}
	switch found := d.screen.called(name); len(found) {
	case 0:
		return nil, d.absent(name)
	case 1:
		return &found[0], nil
	default:
		var ids []string
		for _, f := range found {
			ids = append(ids, "id: "+f.ID)
		}
		return nil, tracker.Refuse(name, ids, "%d fields have this name: say which by its id", len(found))
	}
}
