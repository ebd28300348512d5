package githubfake

import "github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"

// Person acts on pages, not through the API, with the rights that the account
// has. What GitHub refuses them fails the test.
type Person struct {
	fake  *Fake
	login string
}

// As is somebody who acts; a login that ends in [bot] is a bot.
func (f *Fake) As(login string) *Person {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return &Person{f, f.person(login).Login}
}

// act lets the person act, and fails the test where GitHub refuses it.
func act[T any](p *Person, what string, do func(*issueworld.Caller) (T, error)) T {
	p.fake.T.Helper()
	p.fake.Mu.Lock()
	defer p.fake.Mu.Unlock()
	out, err := do(p.fake.issues.world.As(p.fake.person(p.login)))
	if err != nil {
		p.fake.T.Fatalf("githubfake: %s may not %s (SetRole gives rights): %v", p.login, what, err)
	}
	return out
}

// Open opens an issue in a repository (owner/name).
func (p *Person) Open(fullName, title, body string, labels ...string) Issue {
	p.fake.T.Helper()
	return act(p, "open an issue", func(c *issueworld.Caller) (Issue, error) {
		return c.Create(p.fake.mustFind(fullName).ID, issueworld.Draft{Title: title, Body: body, Labels: labels})
	})
}

// Milestone opens a milestone and returns its number.
func (p *Person) Milestone(fullName, title string) int64 {
	return act(p, "open a milestone", func(c *issueworld.Caller) (int64, error) {
		return c.AddMilestone(p.fake.mustFind(fullName).ID, title).Number, nil
	})
}

// change changes an issue.
func (p *Person) change(what string, i Issue, patch issueworld.Patch) Issue {
	p.fake.T.Helper()
	return act(p, what, func(c *issueworld.Caller) (Issue, error) { return c.Change(i.Repo, i.Number, patch) })
}

// Close closes an issue as completed or not_planned.
func (p *Person) Close(i Issue, reason string) Issue {
	p.fake.T.Helper()
	state := "closed"
	return p.change("close", i, issueworld.Patch{State: &state, Reason: &reason})
}

// CloseAsDuplicate closes an issue as the duplicate of another one.
func (p *Person) CloseAsDuplicate(i, of Issue) Issue {
	p.fake.T.Helper()
	state, reason := "closed", "duplicate"
	return p.change("close", i, issueworld.Patch{State: &state, Reason: &reason, DuplicateOf: of.ID})
}

// Reopen opens a closed issue.
func (p *Person) Reopen(i Issue) Issue {
	p.fake.T.Helper()
	state := "open"
	return p.change("reopen", i, issueworld.Patch{State: &state})
}

// Edit gives an issue another body.
func (p *Person) Edit(i Issue, body string) Issue {
	p.fake.T.Helper()
	return p.change("edit", i, issueworld.Patch{Body: &body})
}

// Retitle gives an issue another title.
func (p *Person) Retitle(i Issue, title string) Issue {
	p.fake.T.Helper()
	return p.change("retitle", i, issueworld.Patch{Title: &title})
}

// Assign makes accounts responsible for an issue.
func (p *Person) Assign(i Issue, logins ...string) Issue {
	p.fake.T.Helper()
	return p.change("assign", i, issueworld.Patch{Assignees: &logins})
}

// Label adds labels to an issue.
func (p *Person) Label(i Issue, labels ...string) Issue {
	p.fake.T.Helper()
	return act(p, "label", func(c *issueworld.Caller) (Issue, error) { return c.AddLabels(i.Repo, i.Number, labels...) })
}

// Unlabel takes a label off an issue.
func (p *Person) Unlabel(i Issue, label string) Issue {
	p.fake.T.Helper()
	return act(p, "unlabel", func(c *issueworld.Caller) (Issue, error) { return c.RemoveLabel(i.Repo, i.Number, label) })
}

// Comment comments on an issue.
func (p *Person) Comment(i Issue, body string) Comment {
	p.fake.T.Helper()
	return act(p, "comment", func(c *issueworld.Caller) (Comment, error) { return c.Comment(i.Repo, i.Number, body) })
}

// AddSubIssue puts an issue below another one.
func (p *Person) AddSubIssue(parent, child Issue) Issue {
	p.fake.T.Helper()
	return act(p, "add a sub-issue", func(c *issueworld.Caller) (Issue, error) {
		return c.AddSubIssue(parent.Repo, parent.Number, child.ID, issueworld.KeepParent)
	})
}

// Transfer takes an issue to another repository (owner/name) of the same
// owner, and returns what it is there: a new number, id and node id.
func (p *Person) Transfer(i Issue, fullName string) Issue {
	p.fake.T.Helper()
	return act(p, "transfer", func(c *issueworld.Caller) (Issue, error) {
		return c.Transfer(i.Repo, i.Number, p.fake.mustFind(fullName).ID)
	})
}

// Delete removes an issue for good.
func (p *Person) Delete(i Issue) {
	p.fake.T.Helper()
	act(p, "delete", func(c *issueworld.Caller) (Issue, error) { return i, c.Delete(i.Repo, i.Number) })
}
