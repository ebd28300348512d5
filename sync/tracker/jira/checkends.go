package jira

import (
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
)

// readings lists how each end of work will be read.
func (c *check) readings() {
	statuses, err := c.statuses()
	if err != nil {
		c.found.Look(c.look.mend(err), "the statuses of {} can't be read: %v", err)
		c.found.In(c.backlog.Project)
		return
	}
	resolutions, err := askOnce(c.look.resolutions, "", func() ([]string, error) { return c.t.client.Resolutions(c.ctx) })
	if err != nil {
		c.found.Look(c.look.mend(err), "the resolutions can't be read: %v", err)
	}
	read := map[string][]string{}
	for _, s := range statuses[c.screen.TypeID] {
		if s.Category.Key == "done" {
			as := c.t.readAs("", s.Name)
			read[as] = append(read[as], "status "+s.Name)
		}
	}
	for _, r := range resolutions {
		as := c.t.readAs(r, "")
		read[as] = append(read[as], "resolution "+r)
	}
	var parts []string
	for _, as := range []string{"done", "declined", "followed"} {
		if names := read[as]; len(names) > 0 {
			slices.Sort(names)
			parts = append(parts, as+": "+strings.Join(slices.Compact(names), ", "))
		}
	}
	if len(parts) > 0 {
		c.found.Good("once closed, items are read as: %s", strings.Join(parts, "; "))
	}
}

// statuses are the project's, by type.
func (c *check) statuses() (map[string][]client.Status, error) {
	return askOnce(c.look.statuses, c.backlog.Project, func() (map[string][]client.Status, error) {
		return c.t.client.Statuses(c.ctx, c.backlog.Project)
	})
}

func (t *Tracker) readAs(resolution, status string) string {
	if t.states.Duplicate(resolution, status) {
		return "followed"
	}
	if _, ok := t.states.Declined(resolution, status); ok {
		return "declined"
	}
	return "done"
}
