package issueapi

import (
	"net/url"
	"strconv"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
)

// Shower shows what a world holds as the REST API does.
type Shower struct {
	Site       Site
	World      *issueworld.World
	Caller     *issueworld.Caller
	Enterprise bool
}

func (c *Call) shower() Shower { return Shower{c.Site, c.World, c.Caller, c.Enterprise} }

func (c *Call) issue(i issueworld.Issue) object { return c.shower().Issue(i) }

func (c *Call) issueURL(i issueworld.Issue) string { return c.shower().url(i) }

func (c *Call) label(l issueworld.Label) object { return c.shower().Label(c.Repo.ID, l) }

func (c *Call) labels(i issueworld.Issue) []any { return c.shower().labels(i) }

func (c *Call) milestone(m issueworld.Milestone) object {
	return c.shower().milestone(c.Repo.ID, m)
}

func (c *Call) comment(i issueworld.Issue, comment issueworld.Comment) object {
	return c.shower().Comment(i, comment)
}

// repo is the full name of an issue's repository as it is now.
func (s Shower) repo(id int64) string {
	r, _ := s.Caller.Place(id)
	return r.FullName()
}

func (s Shower) url(i issueworld.Issue) string {
	return s.Site.API("repos/%s/issues/%d", s.repo(i.Repo), i.Number)
}

// html is the issue's page.
func (s Shower) html(i issueworld.Issue) string {
	kind := "issues"
	if i.Pull != nil {
		kind = "pull"
	}
	return s.Site.HTML("%s/%s/%d", s.repo(i.Repo), kind, i.Number)
}

// Issue is an issue or a pull request.
func (s Shower) Issue(i issueworld.Issue) object {
	self := s.url(i)
	out := object{
		"id": i.ID, "node_id": i.Node, "number": i.Number, "title": i.Title, "user": s.Site.User(i.Author.Login),
		"url": self, "repository_url": s.Site.API("repos/%s", s.repo(i.Repo)), "html_url": s.html(i),
		"labels_url": self + "/labels{/name}", "comments_url": self + "/comments", "events_url": self + "/events", "timeline_url": self + "/timeline",
		"state": state(i), "state_reason": orNull(i.Reason), "body": orNull(i.Body), "labels": s.labels(i),
		"assignee": nil, "assignees": s.users(i.Assignees), "milestone": nil, "locked": false, "active_lock_reason": nil,
		"comments": len(i.Comments), "closed_at": stampOr(i.Closed), "closed_by": nil, "author_association": s.association(i),
		"created_at": stamp(i.Created), "updated_at": stamp(i.Updated), "performed_via_github_app": nil,
	}
	if len(i.Assignees) > 0 {
		out["assignee"] = s.Site.User(i.Assignees[0])
	}
	if !i.Open {
		out["closed_by"] = s.Site.User(i.ClosedBy.Login)
	}
	for _, m := range s.World.Home(i.Repo).Milestones {
		if m.Number == i.Milestone {
			out["milestone"] = s.milestone(i.Repo, m)
		}
	}
	if i.Pull != nil {
		s.pull(out, i)
	} else if !s.Enterprise {
		s.cloudOnly(out, i)
	}
	return out
}

// pull adds what tells a pull request.
func (s Shower) pull(out object, i issueworld.Issue) {
	html := s.html(i)
	out["draft"] = i.Pull.Draft
	out["pull_request"] = object{
		"url": s.Site.API("repos/%s/pulls/%d", s.repo(i.Repo), i.Number), "html_url": html,
		"diff_url": html + ".diff", "patch_url": html + ".patch", "merged_at": stampOr(i.Pull.Merged),
	}
}

// cloudOnly adds types and sub-issues.
func (s Shower) cloudOnly(out object, i issueworld.Issue) {
	out["type"] = nil
	r, _ := s.Caller.Place(i.Repo)
	for _, t := range s.World.Types(r.Owner) {
		if t.Name == i.Type {
			out["type"] = issueType(t)
		}
	}
	if parent, found := s.World.ByID(i.Parent); found && s.Caller.Role(parent.Repo) >= issueworld.Read {
		out["parent_issue_url"] = s.url(parent)
	}
	below, done := s.World.Children(i.ID), 0
	for _, child := range below {
		if !child.Open {
			done++
		}
	}
	percent := 0
	if len(below) > 0 {
		percent = 100 * done / len(below)
	}
	out["sub_issues_summary"] = object{"total": len(below), "completed": done, "percent_completed": percent}
}

func state(i issueworld.Issue) string {
	if i.Open {
		return "open"
	}
	return "closed"
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// association is how the author stands to the repository.
func (s Shower) association(i issueworld.Issue) string {
	r, _ := s.Caller.Place(i.Repo)
	switch role := s.Caller.RoleOf(i.Author.Login, i.Repo); {
	case r.Owner == i.Author.Login:
		return "OWNER"
	case role >= issueworld.Triage:
		return "COLLABORATOR"
	}
	return "NONE"
}

func (s Shower) users(logins []string) []any {
	return all(logins, s.Site.User)
}

func (s Shower) labels(i issueworld.Issue) []any {
	out := []any{}
	for _, name := range i.Labels {
		if l, found := s.World.Label(i.Repo, name); found {
			out = append(out, s.Label(i.Repo, l))
		}
	}
	return out
}

// Label is a label.
func (s Shower) Label(repo int64, l issueworld.Label) object {
	return object{
		"id": l.ID, "node_id": l.Node, "name": l.Name, "color": l.Color, "default": false, "description": orNull(l.Description),
		"url": s.Site.API("repos/%s/labels/%s", s.repo(repo), url.PathEscape(l.Name)),
	}
}

func (s Shower) milestone(repo int64, m issueworld.Milestone) object {
	open, closed := 0, 0
	for _, i := range s.World.Filter(func(i issueworld.Issue) bool { return i.Repo == repo && i.Milestone == m.Number && i.There() }) {
		if i.Open {
			open++
		} else {
			closed++
		}
	}
	self, state := s.Site.API("repos/%s/milestones/%d", s.repo(repo), m.Number), "closed"
	if m.Open {
		state = "open"
	}
	return object{
		"id": m.ID, "node_id": m.Node, "number": m.Number, "title": m.Title, "description": nil, "state": state,
		"creator": s.Site.User(m.Creator.Login), "open_issues": open, "closed_issues": closed, "due_on": nil, "closed_at": nil,
		"url": self, "labels_url": self + "/labels", "html_url": s.Site.HTML("%s/milestone/%d", s.repo(repo), m.Number),
		"created_at": stamp(m.Created), "updated_at": stamp(m.Created),
	}
}

// Comment is a comment of an issue.
func (s Shower) Comment(i issueworld.Issue, comment issueworld.Comment) object {
	author := i
	author.Author = comment.Author
	return object{
		"id": comment.ID, "node_id": comment.Node, "body": comment.Body, "user": s.Site.User(comment.Author.Login),
		"url": s.Site.API("repos/%s/issues/comments/%d", s.repo(i.Repo), comment.ID), "issue_url": s.url(i),
		"html_url":   s.html(i) + "#issuecomment-" + strconv.FormatInt(comment.ID, 10),
		"created_at": stamp(comment.At), "updated_at": stamp(comment.Updated), "author_association": s.association(author),
		"performed_via_github_app": nil,
	}
}
