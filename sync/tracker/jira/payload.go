package jira

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// epicLink is the kind of field by which older projects name a parent.
const epicLink = "com.pyxis.greenhopper.jira:gh-epic-link"

// settingsOf reads a backlog's own settings.
func settingsOf(b tracker.Backlog) (Backlog, error) {
	var own Backlog
	if len(b.Settings) > 0 {
		if err := json.Unmarshal(b.Settings, &own); err != nil {
			return own, refuse("settings", nil, "not those of a Jira backlog: %v", err)
		}
	}
	if !projectRE.MatchString(b.Project) {
		return own, refuse("project", nil, "%.40q is not a project's key: it looks like PAY", b.Project)
	}
	if problems := own.Validate(); len(problems) > 0 {
		return own, refuse("", nil, "%s", problems[0])
	}
	return own, nil
}

// labels are the backlog's own and the one label for people.
func (t *Tracker) labels(b tracker.Backlog, own Backlog) []string {
	out := slices.Clone(b.Labels)
	label := t.o.Label
	if own.Label != nil {
		label = *own.Label
	}
	if label != "" && !slices.Contains(out, label) {
		out = append(out, label)
	}
	return out
}

// draft collects the fields of a new issue against a create screen.
type draft struct {
	project string
	kind    string
	screen  *screen
	fields  map[string]any
}

// payload is the issue as it is asked for.
func (t *Tracker) payload(n tracker.NewItem, own Backlog, s *screen) (client.NewIssue, error) {
	description, err := t.words.write(n)
	if err != nil {
		return client.NewIssue{}, refuse("template", nil, "%v", err)
	}
	d := &draft{project: n.Backlog.Project, kind: own.issueType(), screen: s, fields: map[string]any{
		"project": map[string]string{"key": n.Backlog.Project}, "issuetype": map[string]string{"id": s.typeID},
		"summary": summary(n.Title), "description": description,
	}}
	if s.field("assignee") != nil {
		d.fields["assignee"] = nil // null: unassigned, whatever the project's default
	}
	if err := d.fill(n, own, t.labels(n.Backlog, own)); err != nil {
		return client.NewIssue{}, err
	}
	return client.NewIssue{Fields: d.fields, Properties: t.properties(n.Marker)}, nil
}

func (d *draft) fill(n tracker.NewItem, own Backlog, labels []string) error {
	for _, set := range []func() error{
		func() error { return d.setLabels(labels, n.Backlog.Labels) },
		func() error { return d.setNames("components", own.components()) },
		func() error { return d.setParent(own.Parent) },
	} {
		if err := set(); err != nil {
			return err
		}
	}
	if own.FixVersion != "" {
		if err := d.setNames("fixVersions", []string{own.FixVersion}); err != nil {
			return err
		}
	}
	if n.Priority != "" {
		if err := d.setNamed("priority", n.Priority); err != nil {
			return err
		}
	}
	if !n.Due.IsZero() {
		if err := d.set("duedate", n.Due.Format(time.DateOnly)); err != nil {
			return err
		}
	}
	for _, v := range own.Fields {
		if err := d.setField(v); err != nil {
			return err
		}
	}
	return nil
}

// absent refuses a field that can't be set.
func (d *draft) absent(field string) error {
	return refuse(field, nil, "is not on the create screen of %s for %s: add it there, or take it out of the backlog's configuration", d.project, d.kind)
}

func (d *draft) set(id string, value any) error {
	if d.screen.field(id) == nil {
		return d.absent(id)
	}
	d.fields[id] = value
	return nil
}

// setLabels leaves out the label for people where a project has no labels:
// nothing depends on it.
func (d *draft) setLabels(labels, wanted []string) error {
	for _, l := range labels {
		if strings.ContainsAny(l, " \t\n") {
			return refuse("labels", nil, "%q has a space, which Jira's labels can't: write it with a hyphen", l)
		}
	}
	if len(labels) == 0 || d.screen.field("labels") == nil && len(wanted) == 0 {
		return nil
	}
	return d.set("labels", labels)
}

// setNames sets a list of things by their names.
func (d *draft) setNames(id string, names []string) error {
	if len(names) == 0 {
		return nil
	}
	f := d.screen.field(id)
	if f == nil {
		return d.absent(id)
	}
	var values []map[string]string
	for _, name := range names {
		o, err := pick(f, name)
		if err != nil {
			return err
		}
		values = append(values, map[string]string{"name": o.Words()})
	}
	return d.set(id, values)
}

func (d *draft) setNamed(id, name string) error {
	f := d.screen.field(id)
	if f == nil {
		return d.absent(id)
	}
	o, err := pick(f, name)
	if err != nil {
		return err
	}
	return d.set(id, map[string]string{"name": o.Words()})
}

// setParent names the parent as the project does: by the parent field, or by
// the older epic link.
func (d *draft) setParent(key string) error {
	if key == "" {
		return nil
	}
	if d.screen.field("parent") != nil {
		return d.set("parent", map[string]string{"key": key})
	}
	for _, f := range d.screen.fields {
		if f.Schema.Custom == epicLink {
			return d.set(f.ID, key)
		}
	}
	return d.absent("parent")
}

func (d *draft) setField(v Value) error {
	f, err := d.find(v)
	if err != nil {
		return err
	}
	value, err := shape(f, v.Value)
	if err != nil {
		return err
	}
	return d.set(f.ID, value)
}

// find is the field that a configured value is for.
func (d *draft) find(v Value) (*client.Field, error) {
	if v.ID != "" {
		if f := d.screen.field(v.ID); f != nil {
			return f, nil
		}
		return nil, d.absent(v.ID)
	}
	switch found := d.screen.called(v.Name); len(found) {
	case 0:
		return nil, d.absent(v.Name)
	case 1:
		return &found[0], nil
	default:
		var ids []string
		for _, f := range found {
			ids = append(ids, fmt.Sprintf("id: %s", f.ID))
		}
		return nil, refuse(v.Name, ids, "%d fields have this name: say which by its id", len(found))
	}
}
