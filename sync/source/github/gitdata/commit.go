package gitdata

import (
	"context"
	"fmt"

	gh "github.com/google/go-github/v60/github"
)

// Commit is one commit.
type Commit struct {
	SHA, Tree string
	Parents   []string
	Message   string
}

// Commit reads one commit.
func (r Repo) Commit(ctx context.Context, sha string) (Commit, error) {
	var got gh.Commit
	if err := r.Get(ctx, r.API("git/commits/%s", sha), &got); err != nil {
		return Commit{}, fmt.Errorf("read commit %s: %w", sha, err)
	}
	c := Commit{SHA: sha, Tree: got.GetTree().GetSHA(), Message: got.GetMessage()}
	for _, p := range got.Parents {
		c.Parents = append(c.Parents, p.GetSHA())
	}
	return c, nil
}

// MakeCommit makes a commit on top of another, on no branch yet. Neither
// author nor committer is named: GitHub puts in who asks, and signs for an App.
func (r Repo) MakeCommit(ctx context.Context, tree, parent, message string) (Commit, error) {
	c := Commit{Tree: tree, Parents: []string{parent}, Message: message}
	in := map[string]any{"message": message, "tree": tree, "parents": c.Parents}
	var out object
	if err := r.Send(ctx, "POST", r.API("git/commits"), in, &out); err != nil {
		return Commit{}, fmt.Errorf("make a commit: %w", err)
	}
	c.SHA = out.SHA
	return c, nil
}
