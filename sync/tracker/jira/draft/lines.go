package draft

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/tracker"
)

// fieldNames are Jira's own fields as the configuration calls them, in the order
// in which people read them; those of a site stand at the gap.
func fieldNames() [][2]string {
	return [][2]string{
		{"project", "project"}, {"issuetype", "type"}, {"summary", "summary"}, {"labels", "labels"}, {"components", "component"},
		{"fixVersions", "fix_version"}, {"parent", "parent"}, {"priority", "priority"}, {"duedate", "due"}, {gap, gap},
		{"assignee", "assignee"}, {"description", "description"},
	}
}

const gap = ""

// Lines are the fields of a draft, in the order in which people read them.
func (d *Draft) Lines() []tracker.PreviewField {
	known := fieldNames()
	place := func(id string) int {
		at := func(id string) int {
			return slices.IndexFunc(known, func(n [2]string) bool { return n[0] == id })
		}
		if i := at(id); i >= 0 {
			return i
		}
		return at(gap)
	}
	out := make([]tracker.PreviewField, 0, len(d.Fields))
	for id, value := range d.Fields {
		l := tracker.PreviewField{ID: id, Name: id, Text: d.texts[id], Sent: value}
		if f := d.screen.Field(id); f != nil {
			l.Name = NameOf(f)
		}
		if at := known[place(id)]; at[0] != gap {
			l.Name = at[1]
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b tracker.PreviewField) int {
		return cmp.Or(cmp.Compare(place(a.ID), place(b.ID)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}
