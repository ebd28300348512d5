package jira

import (
	"slices"
	"time"

	"github.com/followthrough/followthrough/internal/scalar"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/draft"
)

// settingsOf reads a backlog's own settings.
func settingsOf(b tracker.Backlog) (Backlog, error) {
	var own Backlog
	if len(b.Settings) > 0 {
		if err := scalar.Decode(b.Settings, &own); err != nil {
			return own, tracker.Refuse("settings", nil, "not those of a Jira backlog: %v", err)
		}
	}
	if !projectRE.MatchString(b.Project) {
		return own, tracker.Refuse("project", nil, "%.40q is not a project's key: it looks like PAY", b.Project)
	}
	if problems := own.Validate(); len(problems) > 0 {
		return own, tracker.Refuse("", nil, "%s", problems[0])
	}
	return own, nil
}

// labels are the backlog's own and the one label for people.
func (t *adapter) labels(b tracker.Backlog, own Backlog) []string {
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

// payload is the issue as it is asked for, or what the create screen does not
// take of it.
func (t *adapter) payload(n tracker.NewItem, own Backlog, s *screen) (*draft.Draft, error) {
	description, err := t.words.write(n)
	if err != nil {
		return nil, tracker.Refuse("template", nil, "%v", err)
	}
	d := draft.New(&s.Screen, summary(n.Title), description)
	return d, t.fill(d, n, own)
}

// fill sets what the team's backlog says, and nothing else.
func (t *adapter) fill(d *draft.Draft, n tracker.NewItem, own Backlog) error {
	var versions []string
	if own.FixVersion != "" {
		versions = []string{own.FixVersion}
	}
	sets := []func() error{
		func() error { return d.Labels(t.labels(n.Backlog, own), n.Backlog.Labels) },
		func() error { return d.Names("components", own.components()) },
		func() error { return d.Names("fixVersions", versions) },
		func() error { return d.Parent(own.Parent) },
		func() error { return d.Name("priority", n.Priority) },
	}
	if !n.Due.IsZero() {
		sets = append(sets, func() error { return d.Set("duedate", n.Due.Format(time.DateOnly)) })
	}
	for _, v := range own.Fields {
		sets = append(sets, func() error { return d.Value(v.ID, v.Name, v.Value) })
	}
	for _, set := range sets {
		if err := set(); err != nil {
			return err
		}
	}
	return nil
}
