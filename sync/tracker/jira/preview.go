package jira

import (
	"cmp"
	"context"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/client/jira/draft"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/stamp"
)

var _ tracker.Previewer = (*Tracker)(nil)

// Preview says what Create would send.
func (t *Tracker) Preview(ctx context.Context, items []tracker.NewItem) []tracker.Preview {
	out := make([]tracker.Preview, len(items))
	failed := map[screenID]error{}
	for i, n := range items {
		o, err := t.order(ctx, n, failed)
		if err != nil {
			out[i].Err = before("prepare the issue", err)
			continue
		}
		s, _ := t.screenOf(ctx, o.screen) // read by order just now
		out[i] = tracker.Preview{Fields: o.shown(s), Guessed: true}
		key := n.Backlog.Project + "-" + tracker.Ungiven
		out[i].Item = tracker.Item{Key: key, URL: t.client.Browse(key), Project: n.Backlog.Project}
	}
	return out
}

// fieldNames are Jira's own fields as the configuration calls them, in the order
// in which people read them.
var fieldNames = [][2]string{
	{"project", "project"}, {"issuetype", "type"}, {"summary", "summary"}, {"labels", "labels"}, {"components", "component"},
	{"fixVersions", "fix_version"}, {"parent", "parent"}, {"priority", "priority"}, {"duedate", "due"}, {"", ""}, {"assignee", "assignee"},
	{"description", "description"},
}

// shown are the fields of an order, those of the team's own between Jira's.
func (o order) shown(s *screen) []tracker.PreviewField {
	out := make([]tracker.PreviewField, 0, len(o.issue.Fields)+1)
	for id, value := range o.issue.Fields {
		out = append(out, field(id, value, o, s))
	}
	place := func(f tracker.PreviewField) int {
		return slices.IndexFunc(fieldNames, func(n [2]string) bool { return n[0] == f.ID })
	}
	own := slices.Index(fieldNames, [2]string{})
	slices.SortFunc(out, func(a, b tracker.PreviewField) int {
		at, bt := place(a), place(b)
		if at < 0 {
			at = own
		}
		if bt < 0 {
			bt = own
		}
		return cmp.Or(cmp.Compare(at, bt), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for _, p := range o.issue.Properties {
		out = append(out, tracker.PreviewField{ID: "property " + p.Key, Name: "marker", Text: stamp.Token(o.item.Marker) + ", as a property that nobody sees", Sent: p.Value})
	}
	return out
}

// field is one field with the names that people know it and its value by.
func field(id string, value any, o order, s *screen) tracker.PreviewField {
	f := tracker.PreviewField{ID: id, Name: id, Sent: value}
	var of *client.Field
	if s != nil {
		of = s.Field(id)
	}
	if of != nil {
		f.Name = draft.NameOf(of)
	}
	for _, n := range fieldNames {
		if n[0] == id {
			f.Name = n[1]
		}
	}
	switch {
	case id == "issuetype":
		f.Text = o.screen.kind
	case value == nil:
		f.Text = "nobody"
	default:
		f.Text = draft.InWords(of, value)
	}
	return f
}
