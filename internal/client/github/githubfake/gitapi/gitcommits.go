package gitapi

import (
	"fmt"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

func getGitCommit(c *Call) rest.Reply {
	commit, there := c.Repo.Git.Commit(Hash(c.Param("sha")))
	if !there {
		return rest.NotFound()
	}
	return rest.OK(c.gitCommitObject(commit))
}

// createGitCommit makes a commit. An App that names neither author nor
// committer gets one that GitHub signs.
func createGitCommit(c *Call) rest.Reply {
	type who struct {
		Name, Email string
		Date        time.Time
	}
	var in struct {
		Message           string
		Tree              Hash
		Parents           []Hash
		Author, Committer *who
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if !c.Repo.Git.Has(in.Tree, gitworld.TreeKind) {
		return rest.Invalid("Tree SHA does not exist")
	}
	for _, p := range in.Parents {
		if !c.Repo.Git.Has(p, gitworld.CommitKind) {
			return rest.Invalid("Parent SHA does not exist or is not a commit object")
		}
	}
	self := c.signature()
	sign := func(w *who, standard Signature) Signature {
		if w == nil {
			return standard
		}
		s := Signature{Name: w.Name, Email: w.Email, At: w.Date}
		if s.At.IsZero() {
			s.At = c.Repo.Gate.Now()
		}
		return s
	}
	commit := gitworld.Commit{Tree: in.Tree, Parents: in.Parents, Message: in.Message, Author: sign(in.Author, self)}
	commit.Committer = sign(in.Committer, commit.Author)
	if c.App && in.Author == nil && in.Committer == nil {
		commit.Signed, commit.Committer = !c.Repo.Unsigned, Signature{Name: "GitHub", Email: "noreply@github.com", At: self.At}
	}
	commit, _ = c.Repo.Git.Commit(c.Repo.Git.PutCommit(commit))
	return rest.Created(c.gitCommitObject(commit))
}

// signature is how the caller signs.
func (c *Call) signature() Signature {
	s := c.Repo.person(c.Login)
	if c.App {
		s.Email = fmt.Sprintf("%d+%s", c.AccountID, s.Email)
	}
	return s
}

// of is an address below the repository's.
func (c *Call) of(format string, args ...any) string {
	return c.Repo.api("repos/%s/", c.Repo.FullName()) + fmt.Sprintf(format, args...)
}

func signatureObject(s Signature) rest.Object {
	return rest.Object{"name": s.Name, "email": s.Email, "date": gate.Stamp(s.At)}
}

// gitCommitObject is a commit as the Git data API shows it.
func (c *Call) gitCommitObject(commit gitworld.Commit) rest.Object {
	return rest.Object{
		"sha": commit.Hash, "node_id": "C_" + string(commit.Hash), "url": c.of("git/commits/%s", commit.Hash), "html_url": c.commitPage(commit.Hash),
		"author": signatureObject(commit.Author), "committer": signatureObject(commit.Committer), "message": commit.Message,
		"tree": rest.Object{"sha": commit.Tree, "url": c.of("git/trees/%s", commit.Tree)}, "parents": c.parents(commit, "git/commits/%s"),
		"verification": c.verification(commit),
	}
}

// commitPage is the page for people of a commit.
func (c *Call) commitPage(h Hash) string { return c.Repo.html("%s/commit/%s", c.Repo.FullName(), h) }

func (c *Call) parents(commit gitworld.Commit, at string) []any {
	out := []any{}
	for _, p := range commit.Parents {
		out = append(out, rest.Object{"sha": p, "url": c.of(at, p), "html_url": c.commitPage(p)})
	}
	return out
}

func (c *Call) verification(commit gitworld.Commit) rest.Object {
	if !commit.Signed {
		return rest.Object{"verified": false, "reason": "unsigned", "signature": nil, "payload": nil, "verified_at": nil}
	}
	return rest.Object{"verified": true, "reason": "valid", "signature": gitworld.PGP, "payload": c.Repo.Git.Payload(commit.Hash), "verified_at": gate.Stamp(commit.Committer.At)}
}
