package github

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// meaning says of a write that was refused what would have to be otherwise.
func (v Via) meaning(now *snapshot, err error) error {
	var e *client.Error
	if !errors.As(err, &e) {
		return err
	}
	why := ""
	var ref *gitdata.BranchError
	switch {
	case now.repo.Value.Archived || e.Kind == client.Rejected && strings.Contains(strings.ToLower(e.Message), "archived"):
		why = archived(now.repo.Name)
	case e.Kind == client.Rejected && e.Status == http.StatusForbidden:
		why = now.repo.Name + " takes no changes now"
	case e.Kind == client.Auth && e.SSO != "":
		why = "the token is not let through " + now.repo.Name + "'s single sign-on"
	case e.Kind == client.Auth, e.Kind == client.NotFound:
		why = v.lacks(now.repo.Name, e.Lacks)
	case e.Kind == client.Rejected && errors.As(err, &ref):
		why = v.ruled(ref.Branch)
	default:
		return err
	}
	return fmt.Errorf("%w: %s: %w", source.ErrReadOnly, why, err)
}

func archived(name string) string {
	return name + " is archived: its reviews are read, and nothing is written before somebody unarchives it"
}

// shownAs are the permissions that GitHub says are lacking, as the pages call
// them on which they are given.
var shownAs = strings.NewReplacer(
	"contents=write", "Contents: read and write", "pull_requests=write", "Pull requests: read and write", "workflows=write", "Workflows: read and write",
)

func (v Via) lacks(name, permission string) string {
	if permission == "" {
		permission = "contents=write"
		if v == ViaPullRequest {
			permission += ", pull_requests=write"
		}
	}
	permission = shownAs.Replace(permission)
	return fmt.Sprintf("the credential may read %s and not write to it: give it %s, or set report: []", name, permission)
}

func (v Via) ruled(branch string) string {
	if v == ViaPullRequest {
		return fmt.Sprintf("the rules of branch %s keep us from it: let the credential's account or App bypass them", branch)
	}
	return fmt.Sprintf("the rules of branch %s keep us from it: set report_via: pull_request, or let the credential's account or App bypass them", branch)
}
