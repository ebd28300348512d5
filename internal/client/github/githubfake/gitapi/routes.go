package gitapi

import (
	"net/http"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// Call is one request for something of a repository's git; the fake's lock is
// held.
type Call struct {
	*rest.Call
	Repo      *Repo
	Login     string // who asks; "": nobody
	AccountID int64
	App       bool // by an installation's token
	// May reports whether the caller may do what is needed.
	May func(gate.Need) bool
}

// Route is one operation, as the fake's table has them.
type Route struct {
	Pattern     string
	Needs       gate.Need
	Answer      func(*Call) rest.Reply
	Undescribed bool
}

func reads(permission string) gate.Need { return gate.Need{Permission: permission} }

func writes(permission string, role gate.Role) gate.Need {
	return gate.Need{Permission: permission, Write: true, Role: role}
}

// Routes are the operations on branches, commits, contents and pull requests.
var Routes = []Route{
	{Pattern: "GET /repos/{owner}/{repo}/branches/{branch...}", Needs: reads("contents"), Answer: getBranch},
	{Pattern: "GET /repos/{owner}/{repo}/branches/{branch}/protection", Needs: gate.Need{Permission: "administration", Role: gate.Admin}, Answer: getProtection, Undescribed: true},
	{Pattern: "GET /repos/{owner}/{repo}/rules/branches/{branch...}", Needs: reads("metadata"), Answer: getRules, Undescribed: true},
	{Pattern: "GET /repos/{owner}/{repo}/git/ref/{ref...}", Needs: reads("contents"), Answer: getRef},
	{Pattern: "POST /repos/{owner}/{repo}/git/refs", Needs: writes("contents", gate.Push), Answer: createRef},
	{Pattern: "PATCH /repos/{owner}/{repo}/git/refs/{ref...}", Needs: writes("contents", gate.Push), Answer: updateRef},
	{Pattern: "GET /repos/{owner}/{repo}/git/commits/{sha}", Needs: reads("contents"), Answer: getGitCommit},
	{Pattern: "POST /repos/{owner}/{repo}/git/commits", Needs: writes("contents", gate.Push), Answer: createGitCommit},
	{Pattern: "GET /repos/{owner}/{repo}/git/trees/{ref...}", Needs: reads("contents"), Answer: getTree},
	{Pattern: "POST /repos/{owner}/{repo}/git/trees", Needs: writes("contents", gate.Push), Answer: createTree},
	{Pattern: "GET /repos/{owner}/{repo}/git/blobs/{sha}", Needs: reads("contents"), Answer: getBlob},
	{Pattern: "POST /repos/{owner}/{repo}/git/blobs", Needs: writes("contents", gate.Push), Answer: createBlob},
	{Pattern: "GET /repos/{owner}/{repo}/pulls", Needs: reads("pull_requests"), Answer: listPulls},
	{Pattern: "POST /repos/{owner}/{repo}/pulls", Needs: writes("pull_requests", gate.Pull), Answer: createPull},
	{Pattern: "PATCH /repos/{owner}/{repo}/pulls/{number}", Needs: writes("pull_requests", gate.Pull), Answer: ofPull(updatePull)},
	{Pattern: "GET /repos/{owner}/{repo}/pulls/{number}/reviews", Needs: reads("pull_requests"), Answer: ofPull(listReviews), Undescribed: true},
}

// empty refuses what asks a repository without a commit.
func (c *Call) empty() *rest.Reply {
	if len(c.Repo.Git.Branches()) > 0 {
		return nil
	}
	no := rest.Refusal(http.StatusConflict, "Git Repository is empty.")
	return &no
}
