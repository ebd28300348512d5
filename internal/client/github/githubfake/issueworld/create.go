package issueworld

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxBody is the most characters of a body.
const MaxBody = 65536

// Draft is an issue that is asked for.
type Draft struct {
	Title, Body string
	Labels      []string
	Assignees   []string
	Milestone   int64 // number; 0: none
	Type        string
}

// Create makes an issue. What only people with rights may set is dropped
// without a word where the caller has none.
func (c *Caller) Create(repo int64, d Draft) (Issue, error) {
	if err := c.writable(repo); err != nil {
		return Issue{}, err
	}
	if r, _ := c.places.Repo(repo); r.NoIssues {
		return Issue{}, disabled()
	}
	role := c.Role(repo)
	if role < Triage {
		d.Labels, d.Assignees, d.Milestone, d.Type = nil, nil, 0, ""
	}
	if err := c.acceptable(repo, d); err != nil {
		return Issue{}, err
	}
	labels, err := c.labelsFor(repo, d.Labels)
	if err != nil {
		return Issue{}, err
	}
	i := c.add(repo, Issue{Title: strings.TrimSpace(d.Title), Body: d.Body, Assignees: d.Assignees, Milestone: d.Milestone, Type: c.typeName(repo, d.Type)})
	if len(labels) > 0 {
		i = c.edit(i.ID, func(i *Issue) { c.setLabels(i, labels) })
	}
	return i, nil
}

// acceptable is what GitHub checks of a draft.
func (c *Caller) acceptable(repo int64, d Draft) error {
	if err := fits(d.Title, d.Body); err != nil {
		return err
	}
	if d.Milestone != 0 && !slices.ContainsFunc(c.Home(repo).Milestones, func(m Milestone) bool { return m.Number == d.Milestone }) {
		return invalid("Issue", "milestone", "invalid")
	}
	for _, login := range d.Assignees {
		if c.places.Role(login, repo) < Read {
			return invalid("Issue", "assignees", "invalid")
		}
	}
	if d.Type != "" && c.typeName(repo, d.Type) == "" {
		return invalid("Issue", "type", "invalid")
	}
	return nil
}

// fits refuses a title or a body that is too long, or no title.
func fits(title, body string) error {
	switch {
	case strings.TrimSpace(title) == "":
		return invalid("Issue", "title", "missing_field")
	case utf8.RuneCountInString(title) > 256:
		return tooLong("Issue", "title", 256)
	}
	return fitsBody(body)
}

func fitsBody(body string) error {
	if utf8.RuneCountInString(body) > MaxBody {
		return tooLong("Issue", "body", MaxBody)
	}
	return nil
}

// typeName is a type of the repository's owner as it writes it; "": none.
func (w *World) typeName(repo int64, name string) string {
	r, _ := w.places.Repo(repo)
	for _, t := range w.Types(r.Owner) {
		if strings.EqualFold(t.Name, name) {
			return t.Name
		}
	}
	return ""
}

// AddPull opens a pull request; its number is new unless one is given that
// NextNumber gave.
func (c *Caller) AddPull(repo, number int64, title, body string, pull Pull) Issue {
	return c.add(repo, Issue{Number: number, Title: title, Body: body, Pull: &pull})
}

// SetPull makes a pull request what another model says of it: title, body,
// open and Pull count. One that is not there is added.
func (c *Caller) SetPull(repo, number int64, is Issue) Issue {
	i, found := c.At(repo, number)
	if !found {
		i = c.AddPull(repo, number, is.Title, is.Body, *is.Pull)
	}
	return c.edit(i.ID, func(i *Issue) {
		if i.Body != is.Body {
			c.rewrite(i, is.Body)
		}
		i.Title, i.Pull = is.Title, is.clone().Pull
		switch {
		case is.Open && !i.Open:
			c.restate(i, "open", Patch{})
		case !is.Open && i.Open:
			if !is.Pull.Merged.IsZero() {
				c.happened(i, c.Account, Event{Kind: "merged"})
			}
			c.restate(i, "closed", Patch{})
		}
	})
}

func (c *Caller) add(repo int64, i Issue) Issue {
	i.ID, i.Repo, i.Open = c.next(), repo, true
	i.Node = node("I", i.ID)
	if i.Pull != nil {
		i.Node = node("PR", i.ID)
	}
	if i.Number == 0 {
		i.Number = c.NextNumber(repo)
	}
	i.Author, i.OverHTTP = c.Account, c.OverHTTP
	i.Created, i.Updated = c.Now(), c.Now()
	c.write(i)
	c.refer(i, i.Body)
	c.told(i, Notice{Action: "opened"})
	return i
}
