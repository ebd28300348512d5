package jira

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/draft"
)

// settingsOf reads a backlog's own settings.
func settingsOf(b tracker.Backlog) (Backlog, error) {
	var own Backlog
	if err := b.Own("Jira", &own); err != nil {
		return own, err
	}
	if !projectRE.MatchString(b.Project) {
		return own, tracker.Refuse("project", nil, "%.40q is not a project's key: it looks like PAY", b.Project)
	}
	if problems := own.Validate(); len(problems) > 0 {
		return own, tracker.Refuse("", nil, "%w", problems[0])
	}
	return own, nil
}

// drafts makes up issues as they are asked for.
type drafts struct {
	words *words
	label string // of trackers; "": none
}

// labels are the backlog's own and the one label for people.
func (ds drafts) labels(b tracker.Backlog, own Backlog) []string {
	out := slices.Clone(b.Labels)
	if label := own.Bears(ds.label); label != "" && !slices.Contains(out, label) {
		out = append(out, label)
	}
	return out
}

// draft is the issue for an item, or what the create screen does not take of it.
// What the team's backlog says is set, and nothing else.
func (ds drafts) draft(n tracker.NewItem, own Backlog, s *screen) (*draft.Draft, error) {
	description, err := ds.words.write(n)
	if err != nil {
		return nil, tracker.Refuse("template", nil, "%v", err)
	}
	d := draft.New(&s.Screen, summary(n.Title), description)
	wrong := cmp.Or(
		d.Labels(ds.labels(n.Backlog, own), n.Backlog.Labels),
		d.Values("components", own.components()),
		d.Values("fixVersions", some(own.FixVersion)),
		d.Parent(own.Parent),
		d.Values("priority", some(n.Priority)),
		d.Values("duedate", some(tracker.Day(n.Due))),
	)
	for _, v := range own.Fields {
		wrong = cmp.Or(wrong, d.Value(v.ID, v.Name, v.Value))
	}
	return d, wrong
}
