package github

import (
	"time"

	"github.com/followthrough/followthrough/sync/tracker/github/board"
)

// board asks whether the project takes the issue, and its fields what the
// backlog sets.
func (c *check) board() {
	if c.own.Board == 0 {
		if len(c.backlog.Priorities) > 0 || c.backlog.Due {
			c.problem("an issue has neither priority nor due date: name the board (a project's number) whose fields they are")
		}
		return
	}
	p, err := board.Read(c.ctx, c.t.client, c.repo.Owner.Login, c.own.Board)
	switch {
	case err != nil:
		c.problem("%v", err)
		return
	case p.Closed:
		c.problem("%s is closed: open it again, or name another board", p)
	case !p.Writable:
		c.problem("we may not add to %s: give the account the role Write in that project's settings (Manage access)", p)
	}
	before := len(c.found)
	for _, v := range c.values() {
		if _, err := settingIn(p, v, c.t.client.Now()); err != nil {
			c.problem("%v", err)
		}
	}
	if len(c.found) == before && !c.bad {
		c.remark("each item is added to %s", p)
	}
}

// values are all that may be set in the project.
func (c *check) values() []Value {
	out := append([]Value{}, c.own.Fields...)
	for _, p := range c.backlog.Priorities {
		out = append(out, Value{fieldPriority, p})
	}
	if c.backlog.Due {
		out = append(out, Value{fieldDue, c.t.client.Now().Format(time.DateOnly)})
	}
	return out
}
