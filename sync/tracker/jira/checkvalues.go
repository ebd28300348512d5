package jira

import (
	"encoding/json"

	client "github.com/followthrough/followthrough/internal/client/jira"
)

// priorities asks whether each priority that items may be given is one here.
func (c *backlogCheck) priorities() bool {
	good := true
	for _, p := range c.use.Priorities {
		item := c.sample()
		item.Priority = p
		if _, err := c.t.payload(item, c.own, c.screen); err != nil {
			c.refused(err, "an item with the priority "+p+" would be refused")
			good = false
		}
	}
	return good
}

// due asks whether a due date can be set.
func (c *backlogCheck) due() bool {
	if !c.use.Due {
		return true
	}
	item := c.sample()
	item.Due = c.t.o.Now()
	if _, err := c.t.payload(item, c.own, c.screen); err != nil {
		c.wrong("add Due date to its create screen, and give the account Schedule Issues; or take due out of the backlog",
			"an item with a due date would be refused: there is no Due date on the create screen for %s that this account may set", c.own.issueType())
		return false
	}
	return true
}

// above is what of a parent decides whether it takes an item.
type above struct {
	Type struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		Subtask bool   `json:"subtask"`
	}
	Project  struct{ Key string }
	Category string
}

// parent asks whether the parent is there and stands above such an item; a
// sub-task has to have one.
func (c *backlogCheck) parent() bool {
	if c.own.Parent == "" {
		return c.needsNone()
	}
	found, err := c.t.client.Fetch(c.ctx, []string{c.own.Parent}, []string{"issuetype", "project", "status"}, nil)
	switch {
	case err != nil:
		c.found.Wrong(c.site.mend(err), "the parent %s can't be read: %v", c.own.Parent, err)
		return false
	case len(found) != 1:
		c.found.Wrong("name another parent, or give the account Browse Projects where it lies",
			"an item would be refused: its parent %s is not there, or this account can't see it", c.own.Parent)
		return false
	}
	return c.fits(aboveOf(found[0]))
}

func aboveOf(i client.Issue) (a above) {
	var status struct {
		Category struct {
			Key string `json:"key"`
		} `json:"statusCategory"`
	}
	for name, into := range map[string]any{"issuetype": &a.Type, "project": &a.Project, "status": &status} {
		_ = json.Unmarshal(i.Fields[name], into) // what is not told is not judged: the creation will
	}
	a.Category = status.Category.Key
	return a
}

// needsNone tells whether an item can be without a parent.
func (c *backlogCheck) needsNone() bool {
	mine := c.kind(c.screen.TypeID)
	f := c.screen.Field("parent")
	if (mine == nil || !mine.Subtask) && (f == nil || !f.Required) {
		return true
	}
	c.wrong("give the backlog the key of an issue to stand below (parent), or another type",
		"an item would be refused: %s is a type of sub-tasks, and the backlog names no parent", c.own.issueType())
	return false
}

// fits judges a parent against the type of the items.
func (c *backlogCheck) fits(p above) bool {
	over, mine := c.kind(p.Type.ID), c.kind(c.screen.TypeID)
	sub := mine != nil && mine.Subtask
	far := over != nil && mine != nil && over.Level != nil && mine.Level != nil && *over.Level != *mine.Level+1
	switch {
	case far && !(sub && *over.Level > 0), sub && p.Type.Subtask:
		c.found.Wrong("name a parent one level above, or another type",
			"an item would be refused: its parent %s is of type %s, which does not stand above %s", c.own.Parent, p.Type.Name, c.own.issueType())
		return false
	case sub && p.Project.Key != "" && p.Project.Key != c.project.Key:
		c.found.Wrong("name a parent in "+c.project.Key,
			"an item would be refused: sub-tasks lie in their parent's project, and %s is in %s, not in %s", c.own.Parent, p.Project.Key, c.project.Key)
		return false
	case far:
		c.found.Look("name a parent one level above", "the parent %s is of type %s, more than one level above %s: some sites refuse that", c.own.Parent, p.Type.Name, c.own.issueType())
	}
	if p.Category == "done" {
		c.found.Look("name one that is open", "the parent %s is closed: new items below it are easily missed", c.own.Parent)
	}
	return true
}

// kind is a type of the site by its id; nil: not told.
func (c *backlogCheck) kind(id string) *client.IssueType {
	types := c.t.types.Load()
	if types == nil {
		return nil
	}
	for i, t := range types.all {
		if t.ID == id {
			return &types.all[i]
		}
	}
	return nil
}
