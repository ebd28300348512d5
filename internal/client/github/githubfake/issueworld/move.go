package issueworld

import "slices"

// AddSubIssue puts an issue (by id) below another one.
func (c *Caller) AddSubIssue(repo, number, child int64, replace ReplaceParent) (Issue, error) {
	parent, err := c.changeable(repo, number)
	if err != nil {
		return parent, err
	}
	if err := c.atLeast(Triage, repo); err != nil {
		return parent, err
	}
	i, found := c.ByID(child)
	if !found || !i.There() || c.Role(i.Repo) < Read {
		return parent, notFound()
	}
	if err := c.bearable(parent, i, replace); err != nil {
		return parent, err
	}
	c.edit(child, func(i *Issue) {
		i.Parent = parent.ID
		c.happened(i, c.Account, Event{Kind: "parent_issue_added", Other: parent.ID})
	})
	return c.edit(parent.ID, func(i *Issue) {
		c.happened(i, c.Account, Event{Kind: "sub_issue_added", Other: child})
	}), nil
}

// ReplaceParent says what becomes of a parent that an issue has.
type ReplaceParent string

// What becomes of it.
const (
	KeepParent   ReplaceParent = ""
	ChangeParent ReplaceParent = "change"
)

// bearable is what GitHub checks of a parent and a child.
func (c *Caller) bearable(parent, child Issue, replace ReplaceParent) error {
	theirs, _ := c.places.Repo(child.Repo)
	ours, _ := c.places.Repo(parent.Repo)
	switch {
	case child.Parent == parent.ID:
		return unprocessable("An error occurred while adding the sub-issue to the parent issue. Issue may not contain duplicate sub-issues")
	case child.Parent != 0 && replace == KeepParent:
		return unprocessable("An error occurred while adding the sub-issue to the parent issue. Sub issue may only have one parent")
	case child.Pull != nil || parent.Pull != nil:
		return unprocessable("A pull request has neither parent nor sub-issues")
	case theirs.Owner != ours.Owner:
		return unprocessable("The sub-issue must belong to the same repository owner as the parent issue")
	case len(c.Children(parent.ID)) >= 100:
		return unprocessable("Parent cannot have more than 100 sub-issues")
	}
	depth := 1
	for up := parent; ; depth++ {
		if up.ID == child.ID {
			return unprocessable("An error occurred while adding the sub-issue to the parent issue. Sub-issues may not be circular")
		}
		if depth > 8 {
			return unprocessable("Sub-issues may not be nested more than 8 deep")
		}
		next, found := c.ByID(up.Parent)
		if !found {
			return nil
		}
		up = next
	}
}

// Transfer takes an issue to another repository of the same owner: it gets a
// new number, id and node id there; labels and milestone that the target does
// not have are lost. The old number leads to the new place.
func (c *Caller) Transfer(repo, number, to int64) (Issue, error) {
	i, err := c.changeable(repo, number)
	if err != nil {
		return i, err
	}
	from, _ := c.places.Repo(repo)
	target, sees := c.Repo(to)
	switch {
	case !sees:
		return i, notFound()
	case from.Owner != target.Owner || from.Visibility != "public" && target.Visibility == "public" || i.Pull != nil || target.NoIssues:
		return i, unprocessable("This issue can't be transferred there")
	}
	moved := i.clone()
	moved.ID, moved.Repo, moved.Number = c.next(), to, c.NextNumber(to)
	moved.Node, moved.Updated, moved.Milestone = node("I", moved.ID), c.Now(), 0
	moved.Labels = slices.DeleteFunc(moved.Labels, func(name string) bool {
		_, has := c.Label(to, name)
		return !has
	})
	for n := range moved.Comments {
		moved.Comments[n].ID = c.next()
		moved.Comments[n].Node = node("IC", moved.Comments[n].ID)
	}
	c.happened(&moved, c.Account, Event{Kind: "transferred", FromRepo: repo})
	c.write(moved)
	for _, child := range c.Children(i.ID) {
		c.edit(child.ID, func(i *Issue) { i.Parent = moved.ID })
	}
	c.edit(i.ID, func(i *Issue) { i.MovedTo = moved.ID })
	c.told(i, Notice{Action: "transferred", To: &moved})
	c.told(moved, Notice{Action: "opened", From: &i})
	return moved.clone(), nil
}

// Delete removes an issue for good.
func (c *Caller) Delete(repo, number int64) error {
	i, err := c.changeable(repo, number)
	if err != nil {
		return err
	}
	c.edit(i.ID, func(i *Issue) { i.Deleted = true })
	c.told(i, Notice{Action: "deleted"})
	return nil
}
