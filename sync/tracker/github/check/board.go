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
			c.wrong("name the board (a project's number) whose fields they are", "an issue has neither priority nor due date")
		}
		return
	}
	p, err := board.Read(c.ctx, c.site.client, c.repo.Owner.Login, c.Own.Board)
	switch {
	case err != nil:
		c.wrong("correct the team's backlog (board), or give the account access to the project", "%v", err)
		return
	case p.Closed:
		c.wrong("open it again, or name another board", "%s is closed", p)
	case !p.Writable:
		c.wrong("give the account the role Write in that project's settings (Manage access)", "we may not add to %s", p)
	}
	before := len(c.found)
	for _, v := range c.values() {
		if _, err := finish.Setting(p, v, c.site.client.Now()); err != nil {
			c.wrong("correct it in the team's backlog (fields, priority, due)", "%v", err)
		}
	}
	if len(c.found) == before && !c.found.AnyWrong() {
		c.found.Good("each item is added to %s", p)
	}
}

// values are all that may be set in the project.
func (c *run) values() []backlog.Value {
	out := append([]backlog.Value{}, c.Own.Fields...)
	for _, p := range c.Backlog.Priorities {
		out = append(out, backlog.Value{Name: finish.FieldPriority, Value: p})
	}
	if c.Backlog.Due {
		out = append(out, backlog.Value{Name: finish.FieldDue, Value: c.site.client.Now().Format(time.DateOnly)})
	}
	return out
}
