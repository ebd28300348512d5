package gitapi

import (
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// commitObject is a commit as listings show it.
func (c *Call) commitObject(commit gitworld.Commit) rest.Object {
	return rest.Object{
		"sha": commit.Hash, "node_id": "C_" + string(commit.Hash), "url": c.of("commits/%s", commit.Hash), "html_url": c.commitPage(commit.Hash),
		"comments_url": c.of("commits/%s/comments", commit.Hash), "parents": c.parents(commit, "commits/%s"),
		"author": c.accountOf(commit.Author), "committer": c.accountOf(commit.Committer),
		"commit": rest.Object{
			"url": c.of("git/commits/%s", commit.Hash), "author": signatureObject(commit.Author), "committer": signatureObject(commit.Committer),
			"message": commit.Message, "tree": rest.Object{"sha": commit.Tree, "url": c.of("git/trees/%s", commit.Tree)}, "comment_count": 0,
			"verification": c.verification(commit),
		},
	}
}

// accountOf is the account that signs so; null where GitHub knows none.
func (c *Call) accountOf(s Signature) any {
	if a := c.Repo.Gate.Known(s.Name); a != nil && strings.HasSuffix(s.Email, "@users.noreply.github.com") {
		return c.Repo.Gate.UserObject(a.Login)
	}
	return nil
}
