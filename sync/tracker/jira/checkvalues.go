package jira

import (
	"encoding/json"

	client "github.com/followthrough/followthrough/internal/client/jira"
)

// priorities asks whether each priority that items may be given is one here.
func (c *check) priorities() bool {
	good := true
	for _, p := range c.backlog.Priorities {
		item := c.sample()
		item.Priority = p
		if _, err := c.t.payload(item, c.own, c.screen); err != nil {
			c.problem("an item with the priority %s would be refused: %v", p, err)
			good = false
		}
	}
	return good
}

// due asks whether a due date can be set.
func (c *check) due() bool {
	if !c.backlog.Due {
		return true
	}
	item := c.sample()
	item.Due = c.t.o.Now()
	if _, err := c.t.payload(item, c.own, c.screen); err != nil {
		c.problem("an item with a due date would be refused: %v; setting it needs the permission Schedule Issues", err)
		return false
	}
	return true
}

// parent asks whether the parent is there and stands above such an item.
func (c *check) parent() bool {
	if c.own.Parent == "" {
		return true
	}
	found, err := c.t.client.Fetch(c.ctx, []string{c.own.Parent}, []string{"issuetype"}, nil)
	switch {
	case err != nil:
		c.problem("the parent %s can't be read: %v", c.own.Parent, err)
		return false
	case len(found) != 1:
		c.problem("an item would be refused: its parent %s is not there, or this account can't see it", c.own.Parent)
		return false
	}
	var kind struct{ ID, Name string }
	if json.Unmarshal(found[0].Fields["issuetype"], &kind) != nil {
		return true // its level is not told: the creation will
	}
	above, mine := c.level(kind.ID), c.level(c.screen.TypeID)
	if above == nil || mine == nil || *above > *mine {
		return true
	}
	c.problem("an item would be refused: its parent %s is of type %s, which does not stand above %s", c.own.Parent, kind.Name, c.own.issueType())
	return false
}

// level is where a type stands in the hierarchy; nil: not told.
func (c *check) level(id string) *int {
	for _, t := range c.types() {
		if t.ID == id {
			return t.Level
		}
	}
	return nil
}

func (c *check) types() []client.IssueType {
	c.t.mu.Lock()
	defer c.t.mu.Unlock()
	if c.t.types == nil {
		return nil
	}
	return c.t.types.all
}
