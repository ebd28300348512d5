package issueworld

import (
	"slices"
	"strings"
	"time"
)

// Patch is what of an issue is to change; nil: stays.
type Patch struct {
	Title, Body, State, Reason *string
	DuplicateOf                int64 // id of the canonical issue, with the reason duplicate
	Labels                     *[]string
	Assignees                  *[]string
	Milestone                  *int64 // 0: none
	Type                       *string
}

// Change changes an issue. Who made it may change its words and close it; all
// else needs triage, and is dropped without a word otherwise.
func (c *Caller) Change(repo, number int64, p Patch) (Issue, error) {
	i, err := c.changeable(repo, number)
	if err != nil {
		return i, err
	}
	if err := c.mayChange(i, p); err != nil {
		return i, err
	}
	if c.Role(repo) < Triage {
		p.Labels, p.Assignees, p.Milestone, p.Type = nil, nil, nil, nil
	}
	if p.Title != nil {
		title := strings.TrimSpace(*p.Title)
		p.Title = &title
	}
	if err := c.fitting(i, p); err != nil {
		return i, err
	}
	var labels []string
	if p.Labels != nil {
		if labels, err = c.labelsFor(repo, *p.Labels); err != nil {
			return i, err
		}
	}
	if !c.differs(i, p, labels) {
		return i, nil
	}
	out := c.edit(i.ID, func(i *Issue) {
		c.patch(i, p)
		if p.Labels != nil {
			c.setLabels(i, labels)
		}
	})
	if out.Body != i.Body {
		c.refer(out, out.Body)
	}
	return out, nil
}

func (c *Caller) mayChange(i Issue, p Patch) error {
	if c.Role(i.Repo) >= Write || i.Author.ID == c.Account.ID {
		return nil
	}
	if p.Title != nil || p.Body != nil {
		return c.atLeast(Write, i.Repo)
	}
	return c.atLeast(Triage, i.Repo)
}

// fitting is what GitHub checks of a change.
func (c *Caller) fitting(i Issue, p Patch) error {
	d := Draft{Title: i.Title}
	for to, from := range map[*string]*string{&d.Title: p.Title, &d.Body: p.Body, &d.Type: p.Type} {
		if from != nil {
			*to = *from
		}
	}
	if p.Assignees != nil {
		d.Assignees = *p.Assignees
	}
	if p.Milestone != nil {
		d.Milestone = *p.Milestone
	}
	if p.Reason != nil && *p.Reason == "duplicate" && p.DuplicateOf != 0 {
		if other, found := c.ByID(p.DuplicateOf); !found || other.ID == i.ID || c.Role(other.Repo) < Read {
			return invalid("Issue", "duplicate_issue_id", "invalid")
		}
	}
	return c.acceptable(i.Repo, d)
}

// differs reports whether a change changes anything: one that does not leaves
// the time of the last change alone.
func (c *Caller) differs(i Issue, p Patch, labels []string) bool {
	text := func(to *string, is string) bool { return to != nil && *to != is }
	state := "closed"
	if i.Open {
		state = "open"
	}
	return text(p.Title, i.Title) || text(p.Body, i.Body) || text(p.State, state) || text(p.Type, i.Type) ||
		p.Labels != nil && !slices.Equal(labels, i.Labels) ||
		p.Assignees != nil && !slices.Equal(*p.Assignees, i.Assignees) ||
		p.Milestone != nil && *p.Milestone != i.Milestone ||
		p.State != nil && *p.State == "closed" && text(p.Reason, i.Reason)
}

func (c *Caller) patch(i *Issue, p Patch) {
	if p.Title != nil && *p.Title != i.Title {
		c.happened(i, c.Account, Event{Kind: "renamed", Was: i.Title, Title: *p.Title})
		was := map[string]string{"title": i.Title}
		i.Title = *p.Title
		c.told(*i, Notice{Action: "edited", Was: was})
	}
	if p.Body != nil && *p.Body != i.Body {
		was := map[string]string{"body": i.Body}
		c.rewrite(i, *p.Body)
		c.told(*i, Notice{Action: "edited", Was: was})
	}
	if p.Assignees != nil {
		i.Assignees = slices.Clone(*p.Assignees)
	}
	if p.Milestone != nil {
		i.Milestone = *p.Milestone
	}
	if p.Type != nil {
		i.Type = c.typeName(i.Repo, *p.Type)
	}
	if p.State != nil {
		c.restate(i, *p.State, p)
	}
}

// rewrite gives an issue another body and keeps the one before.
func (c *Caller) rewrite(i *Issue, body string) {
	if len(i.Edits) == 0 {
		i.Edits = append(i.Edits, c.newEdit(i.Author, i.Body))
		i.Edits[0].At = i.Created
	}
	i.Edits = append(i.Edits, c.newEdit(c.Account, body))
	i.Body = body
}

func (c *Caller) newEdit(by Account, body string) Edit {
	e := Edit{ID: c.next(), Editor: by, At: c.Now(), Body: body}
	e.Node = node("UCE", e.ID)
	return e
}

// restate closes or opens an issue.
func (c *Caller) restate(i *Issue, state string, p Patch) {
	if state == "open" {
		if !i.Open {
			i.Open, i.Reason, i.DuplicateOf, i.Closed, i.ClosedBy = true, "reopened", 0, time.Time{}, Account{}
			c.happened(i, c.Account, Event{Kind: "reopened"})
			c.told(*i, Notice{Action: "reopened"})
		}
		return
	}
	reason := "completed"
	if p.Reason != nil && *p.Reason != "" {
		reason = *p.Reason
	}
	if i.Pull != nil {
		reason = ""
	}
	if !i.Open && reason == i.Reason {
		return
	}
	i.Open, i.Reason, i.Closed, i.ClosedBy = false, reason, c.Now(), c.Account
	i.DuplicateOf = 0
	if reason == "duplicate" && p.DuplicateOf != 0 {
		i.DuplicateOf = p.DuplicateOf
		c.happened(i, c.Account, Event{Kind: "marked_as_duplicate", Other: p.DuplicateOf})
	}
	c.happened(i, c.Account, Event{Kind: "closed", Reason: reason, Other: i.DuplicateOf})
	c.told(*i, Notice{Action: "closed"})
}

// told sends an event of an issue; those of pull requests are the git half's.
func (c *Caller) told(i Issue, n Notice) {
	if i.Pull != nil {
		return
	}
	i = i.clone()
	n.Event, n.Repo, n.Sender, n.Issue = "issues", i.Repo, c.Account, &i
	c.notify(n)
}
