package draft

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/tracker"
)

// known are Jira's own fields as the configuration calls them, in the order in
// which people read them; those of a site stand at the gap.
var known = [][2]string{
	{"project", "project"}, {"issuetype", "type"}, {"summary", "summary"}, {"labels", "labels"}, {"components", "component"},
	{"fixVersions", "fix_version"}, {"parent", "parent"}, {"priority", "priority"}, {"duedate", "due"}, {},
	{"assignee", "assignee"}, {"description", "description"},
}

func at(id string) int {
	return slices.IndexFunc(known, func(n [2]string) bool { return n[0] == id })
}

// Lines are the fields of a draft, in the order in which people read them.
func (d *Draft) Lines() []tracker.PreviewField {
	place := func(id string) int {
		if i := at(id); i >= 0 {
			return i
		}
		return at("")
	}
	out := make([]tracker.PreviewField, 0, len(d.Fields))
	for id, value := range d.Fields {
		name := known[place(id)][1]
		if f := d.screen.Field(id); f != nil {
			name = cmp.Or(name, NameOf(f))
		}
		out = append(out, tracker.PreviewField{ID: id, Name: cmp.Or(name, id), Text: d.texts[id], Sent: value})
	}
	slices.SortFunc(out, func(a, b tracker.PreviewField) int {
		return cmp.Or(cmp.Compare(place(a.ID), place(b.ID)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}
