package gitdata

import (
	"context"
	"fmt"
)

// BranchError is the refusal to move a branch, of which its rules may be the
// cause.
type BranchError struct {
	Branch string
	Err    error
}

// Error names the branch.
func (e *BranchError) Error() string { return fmt.Sprintf("move branch %s: %v", e.Branch, e.Err) }

// Unwrap gives the cause.
func (e *BranchError) Unwrap() error { return e.Err }

// Head is the commit at which a branch stands.
func (r Repo) Head(ctx context.Context, branch string) (string, error) {
	var got struct {
		Object object `json:"object"`
	}
	err := r.Get(ctx, r.API("git/ref/heads/%s", Escaped(branch)), &got)
	return got.Object.SHA, err
}

// MakeBranch lets a branch begin at a commit.
func (r Repo) MakeBranch(ctx context.Context, branch, commit string) error {
	return refused(branch, r.Send(ctx, "POST", r.API("git/refs"), map[string]string{"ref": "refs/heads/" + branch, "sha": commit}, nil))
}

// Advance lets a branch stand at a commit that holds all that it held.
func (r Repo) Advance(ctx context.Context, branch, commit string) error {
	return r.move(ctx, branch, commit, false)
}

// Replace lets a branch stand at a commit, whatever it loses.
func (r Repo) Replace(ctx context.Context, branch, commit string) error {
	return r.move(ctx, branch, commit, true)
}

func (r Repo) move(ctx context.Context, branch, commit string, force bool) error {
	return refused(branch, r.Send(ctx, "PATCH", r.API("git/refs/heads/%s", Escaped(branch)), map[string]any{"sha": commit, "force": force}, nil))
}

func refused(branch string, err error) error {
	if err == nil {
		return nil
	}
	return &BranchError{branch, err}
}
