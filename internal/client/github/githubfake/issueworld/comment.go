package issueworld

import (
	"regexp"
	"slices"
	"strings"
)

// Comment adds a comment.
func (c *Caller) Comment(repo, number int64, body string) (Comment, error) {
	i, err := c.changeable(repo, number)
	if err != nil {
		return Comment{}, err
	}
	if strings.TrimSpace(body) == "" {
		return Comment{}, invalid("IssueComment", "body", "missing_field")
	}
	if err := fitsBody(body); err != nil {
		return Comment{}, err
	}
	comment := Comment{ID: c.next(), Author: c.Account, Body: body, At: c.Now(), Updated: c.Now(), OverHTTP: c.OverHTTP}
	comment.Node = node("IC", comment.ID)
	i = c.edit(i.ID, func(i *Issue) {
		i.Comments = append(i.Comments, comment)
		c.markDuplicate(i, body)
	})
	c.refer(i, body)
	c.commented(i, comment, "created")
	return comment, nil
}

// duplicateRE is a comment that marks a duplicate, as GitHub reads it from who
// may triage. It closes nothing.
var duplicateRE = regexp.MustCompile(`(?i)^duplicate of (\S+)$`)

func (c *Caller) markDuplicate(i *Issue, body string) {
	m := duplicateRE.FindStringSubmatch(strings.TrimSpace(body))
	if m == nil || c.Role(i.Repo) < Triage {
		return
	}
	for _, r := range c.References(m[1]) {
		if of, found := c.named(i.Repo, r); found && of.ID != i.ID {
			c.happened(i, c.Account, Event{Kind: "marked_as_duplicate", Other: of.ID})
		}
	}
}

func (c *Caller) commented(i Issue, comment Comment, action string) {
	c.notify(Notice{Event: "issue_comment", Action: action, Repo: i.Repo, Sender: c.Account, Issue: &i, Comment: &comment})
}

// FindComment is a comment of a repository and the issue on which it stands.
func (c *Caller) FindComment(repo, id int64) (Issue, Comment, error) {
	for _, issue := range c.order {
		i := c.records[issue].now()
		if i.Repo != repo || !i.There() {
			continue
		}
		for _, comment := range i.Comments {
			if comment.ID == id {
				return i.clone(), comment, nil
			}
		}
	}
	return Issue{}, Comment{}, notFound()
}

// EditComment gives a comment other words.
func (c *Caller) EditComment(repo, id int64, body string) (Comment, error) {
	if err := fitsBody(body); err != nil {
		return Comment{}, err
	}
	return c.touchComment(repo, id, "edited", func(all []Comment, at int) []Comment {
		all[at].Body, all[at].Updated = body, c.Now()
		return all
	})
}

func (c *Caller) touchComment(repo, id int64, action string, change func([]Comment, int) []Comment) (Comment, error) {
	i, comment, err := c.FindComment(repo, id)
	if err != nil {
		return comment, err
	}
	if err := c.writable(repo); err != nil {
		return comment, err
	}
	if comment.Author.ID != c.Account.ID {
		if err := c.atLeast(Write, repo); err != nil {
			return comment, err
		}
	}
	i = c.edit(i.ID, func(i *Issue) {
		at := slices.IndexFunc(i.Comments, func(x Comment) bool { return x.ID == id })
		i.Comments = change(i.Comments, at)
		if at < len(i.Comments) && i.Comments[at].ID == id {
			comment = i.Comments[at]
		}
	})
	c.refer(i, comment.Body)
	c.commented(i, comment, action)
	return comment, nil
}
