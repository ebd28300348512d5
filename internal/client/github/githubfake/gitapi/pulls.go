package gitapi

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// ofPull finds the pull request of the path.
func ofPull(answer func(*Call, *gitworld.Pull) rest.Reply) func(*Call) rest.Reply {
	return func(c *Call) rest.Reply {
		if p := c.Repo.Git.Pull(c.Number("number")); p != nil {
			return answer(c, p)
		}
		return rest.NotFound()
	}
}

func listPulls(c *Call) rest.Reply {
	state, head := c.Query("state", "open"), c.Query("head", "")
	if head != "" && !strings.Contains(head, ":") {
		c.Repo.Gate.T.Errorf("githubfake: head %q is no owner:branch, GitHub would answer all pull requests", head)
	}
	var all []any
	for _, p := range slices.Backward(c.Repo.Git.Pulls()) {
		switch {
		case state == "open" && !p.Open, state == "closed" && p.Open:
		case head != "" && !strings.EqualFold(head, c.Repo.Owner+":"+p.Head):
		case c.Query("base", p.Base) != p.Base:
		default:
			all = append(all, c.Repo.pullObject(p))
		}
	}
	if c.Query("direction", "desc") == "asc" {
		slices.Reverse(all)
	}
	return c.Page(all)
}

func updatePull(c *Call, p *gitworld.Pull) rest.Reply {
	in := struct{ Title, Body, State, Base *string }{}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if p.Author != c.Login && !c.May(gate.Need{Permission: "pull_requests", Write: true, Role: gate.Push}) {
		return rest.NotFound()
	}
	change := func(to *string, what *string) {
		if to != nil && *to != *what {
			*what, p.Updated = *to, c.Repo.Gate.Now()
			c.Repo.tell(p, "edited", c.Login)
		}
	}
	change(in.Title, &p.Title)
	change(in.Body, &p.Body)
	change(in.Base, &p.Base)
	switch {
	case in.State == nil:
	case *in.State == "closed" && p.Open:
		c.Repo.Git.Close(p, c.Repo.Gate.Now())
		c.Repo.tell(p, "closed", c.Login)
	case *in.State == "open" && !p.Open:
		c.Repo.Gate.T.Errorf("githubfake: opening a pull request again is not modelled")
	}
	return rest.OK(c.Repo.wholePull(p))
}

func listReviews(c *Call, p *gitworld.Pull) rest.Reply {
	var all []any
	for _, r := range p.Reviews {
		all = append(all, rest.Object{
			"id": r.ID, "node_id": gate.NodeID("PRR", r.ID), "user": c.Repo.Gate.UserObject(r.Author), "body": r.Body, "state": r.State,
			"html_url": c.Repo.html("%s/pull/%d", c.Repo.FullName(), p.Number), "pull_request_url": c.of("pulls/%d", p.Number),
			"submitted_at": gate.Stamp(r.At), "commit_id": r.Commit, "author_association": "MEMBER",
		})
	}
	return c.Page(all)
}
