package issueapi

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// listEvents answers what happened to an issue, but for what only its timeline
// shows.
func listEvents(c *Call) reply {
	i, err := c.Caller.Get(c.Repo.ID, c.issueNumber())
	if err != nil {
		return c.refuse(err)
	}
	var out []any
	for _, e := range i.Events {
		if e.Kind != "cross-referenced" {
			out = append(out, c.event(i, e))
		}
	}
	return c.Page(out)
}

// event is an event as the list shows it. Of a duplicate it does not say which
// issue is the canonical one: that, only GraphQL tells.
func (c *Call) event(i issueworld.Issue, e issueworld.Event) object {
	out := object{
		"id": e.ID, "node_id": e.Node, "url": c.Site.API("repos/%s/issues/events/%d", c.Repo.FullName(), e.ID), "actor": c.Site.User(e.Actor.Login), "event": e.Kind,
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
