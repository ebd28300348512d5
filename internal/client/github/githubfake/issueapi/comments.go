package issueapi

import (
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

func listComments(c *Call) reply {
	i, err := c.Caller.Get(c.Repo.ID, c.issueNumber())
	if err != nil {
		return c.refuse(err)
	}
	return c.Page(c.comments(i))
}

// comments are those of an issue that the request asks for.
func (c *Call) comments(i issueworld.Issue) []any {
	since, err := time.Parse(time.RFC3339, c.Query("since", "0001-01-01T00:00:00Z"))
	if err != nil {
		c.T.Errorf("githubfake: since: %v", err)
	}
	var found []any
	for _, comment := range i.Comments {
		if !comment.Updated.Before(since) {
			found = append(found, c.comment(i, comment))
		}
	}
	return found
}

func (c *Call) commentBody() (string, *reply) {
	var in struct{ Body string }
	no := c.fill(&in)
	return in.Body, no
}

func createComment(c *Call) reply {
	body, no := c.commentBody()
	if no != nil {
		return *no
	}
	comment, err := c.Caller.Comment(c.Repo.ID, c.issueNumber(), body)
	if err != nil {
		return c.refuse(err)
	}
	i, _ := c.World.At(c.Repo.ID, c.issueNumber())
	return rest.Created(c.comment(i, comment))
}

func getComment(c *Call) reply {
	i, comment, err := c.Caller.FindComment(c.Repo.ID, c.Number("comment_id"))
	if err != nil {
		return c.refuse(err)
	}
	return rest.OK(c.comment(i, comment))
}

func updateComment(c *Call) reply {
	body, no := c.commentBody()
	if no != nil {
		return *no
	}
	if _, err := c.Caller.EditComment(c.Repo.ID, c.Number("comment_id"), body); err != nil {
		return c.refuse(err)
	}
	return getComment(c)
}
