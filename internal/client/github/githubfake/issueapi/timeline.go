package issueapi

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

func listEvents(c *Call) reply {
	return c.told(func(e issueworld.Event) bool { return e.Kind != "cross-referenced" }, nil)
}

func listTimeline(c *Call) reply {
	return c.told(func(issueworld.Event) bool { return true }, c.commented)
}

// told answers the events that are wanted, between the comments where these
// are shown too.
func (c *Call) told(want func(issueworld.Event) bool, comment func(issueworld.Issue, issueworld.Comment) object) reply {
	i, err := c.Caller.Get(c.Repo.ID, c.issueNumber())
	if err != nil {
		return c.refuse(err)
	}
	var out []any
	comments := i.Comments
	for _, e := range i.Events {
		for comment != nil && len(comments) > 0 && !comments[0].At.After(e.At) {
			out = append(out, comment(i, comments[0]))
			comments = comments[1:]
		}
		if want(e) {
			out = append(out, c.event(i, e))
		}
	}
	for comment != nil && len(comments) > 0 {
		out = append(out, comment(i, comments[0]))
		comments = comments[1:]
	}
	return c.Page(out)
}

func (c *Call) commented(i issueworld.Issue, comment issueworld.Comment) object {
	out := c.comment(i, comment)
	out["event"], out["actor"] = "commented", out["user"]
	return out
}

// event is an event as both lists show it. Of a duplicate it does not say which
// issue is the canonical one: that, only GraphQL tells.
func (c *Call) event(i issueworld.Issue, e issueworld.Event) object {
	actor := c.Site.User(e.Actor.Login)
	if e.Kind == "cross-referenced" {
		other, _ := c.World.ByID(e.Other)
		return object{
			"event": e.Kind, "actor": actor, "created_at": stamp(e.At), "updated_at": stamp(e.At),
			"source": object{"type": "issue", "issue": c.issue(other)},
		}
	}
	out := object{
		"id": e.ID, "node_id": e.Node, "url": c.Site.API("repos/%s/issues/events/%d", c.Repo.FullName(), e.ID), "actor": actor, "event": e.Kind,
		"commit_id": nil, "commit_url": nil, "created_at": stamp(e.At), "performed_via_github_app": nil,
	}
	switch e.Kind {
	case "closed":
		out["state_reason"] = orNull(e.Reason)
	case "renamed":
		out["rename"] = object{"from": e.Was, "to": e.Title}
	case "labeled", "unlabeled":
		l, _ := c.World.Label(i.Repo, e.Label)
		out["label"] = object{"name": e.Label, "color": l.Color}
	}
	return out
}

// permission answers what an account may do in the repository.
func permission(c *Call) reply {
	login := c.Param("username")
	who, found := c.Site.Account(login)
	switch {
	case !found:
		return rest.NotFound()
	case who.Bot:
		return rest.Refusal(404, login+" is not a user")
	}
	role := c.Caller.RoleOf(who.Login, c.Repo.ID)
	names := []string{"none", "read", "triage", "write", "maintain", "admin"}
	legacy := []string{"none", "read", "read", "write", "write", "admin"}
	user := c.Site.User(who.Login)
	user["role_name"] = names[role]
	user["permissions"] = object{
		"pull": role >= issueworld.Read, "triage": role >= issueworld.Triage, "push": role >= issueworld.Write,
		"maintain": role >= issueworld.Maintain, "admin": role >= issueworld.Admin,
	}
	return rest.OK(object{"permission": legacy[role], "role_name": names[role], "user": user})
}
