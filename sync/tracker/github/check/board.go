package check

import (
	"time"

	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/board"
	"github.com/followthrough/followthrough/sync/tracker/github/finish"
)

// board asks whether the project takes the issue, and its fields what the
// backlog sets.
func (c *run) board() {
	if c.Own.Board == 0 {
		if len(c.Backlog.Priorities) > 0 || c.Backlog.Due {
			c.problem("an issue has neither priority nor due date: name the board (a project's number) whose fields they are")
		}
		return
	}
	p, err := board.Read(c.ctx, c.Client, c.repo.Owner.Login, c.Own.Board)
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
		if _, err := finish.Setting(p, v, c.Client.Now()); err != nil {
			c.problem("%v", err)
		}
	}
	if len(c.found) == before && !c.bad {
		c.remark("each item is added to %s", p)
	}
}

// values are all that may be set in the project.
func (c *run) values() []backlog.Value {
	out := append([]backlog.Value{}, c.Own.Fields...)
	for _, p := range c.Backlog.Priorities {
		out = append(out, backlog.Value{Name: finish.FieldPriority, Value: p})
	}
	if c.Backlog.Due {
		out = append(out, backlog.Value{Name: finish.FieldDue, Value: c.Client.Now().Format(time.DateOnly)})
	}
	return out
}
