package githubfake

import (
	"cmp"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

// What git holds, as gitworld tells it.
type (
	// Hash is a gitworld.Hash.
	Hash = gitworld.Hash
	// Rules are gitworld.Rules.
	Rules = gitworld.Rules
	// Signature is a gitworld.Signature.
	Signature = gitworld.Signature
)

// repoGit is what a repository holds of git.
type repoGit struct {
	git       *gitworld.Repository
	pushed    time.Time
	renamed   map[string]string // branches, by their former name
	treeLimit int               // entries in an answer
	blobLimit int               // bytes
}

// beginGit makes the first commit, unless the repository is to be empty.
func (r *Repo) beginGit(empty bool) {
	r.git, r.pushed, r.renamed = gitworld.New(), r.created, map[string]string{}
	r.treeLimit, r.blobLimit = 100_000, 100<<20
	if empty {
		return
	}
	by := r.fake.person(r.Owner)
	readme := r.git.PutBlob([]byte("# " + r.Name + "\n"))
	tree := r.git.PutTree([]gitworld.Entry{{Mode: gitworld.FileMode, Name: "README.md", Hash: readme}})
	_ = r.git.Make(r.defaultBranch, r.git.PutCommit(gitworld.Commit{Tree: tree, Author: by, Committer: by, Message: "Initial commit"}))
}

// SetTreeLimit is how many entries one answer with a tree holds; what is more
// is left out, and the answer says truncated. 100,000 at first.
func (r *Repo) SetTreeLimit(entries int) {
	defer r.lock()()
	r.treeLimit = entries
}

// SetBlobLimit is how many bytes a blob may have that is answered; 100 MB at
// first.
func (r *Repo) SetBlobLimit(bytes int) {
	defer r.lock()()
	r.blobLimit = bytes
}

// person is how a login signs, now.
func (f *Fake) person(login string) Signature {
	return Signature{Name: login, Email: login + "@users.noreply.github.com", At: f.Now()}
}

// gitRoutes are the operations on branches, commits, contents and pull
// requests.
var gitRoutes = []route{
	{pattern: "GET /repos/{owner}/{repo}/branches/{branch...}", needs: reads("contents"), answer: getBranch},
	{pattern: "GET /repos/{owner}/{repo}/branches/{branch}/protection", needs: need{permission: "administration", role: Admin}, answer: getProtection, undescribed: true},
	{pattern: "GET /repos/{owner}/{repo}/rules/branches/{branch...}", needs: reads("metadata"), answer: getRules, undescribed: true},
	{pattern: "GET /repos/{owner}/{repo}/git/ref/{ref...}", needs: reads("contents"), answer: getRef},
	{pattern: "GET /repos/{owner}/{repo}/git/matching-refs/{ref...}", needs: reads("contents"), answer: matchingRefs},
	{pattern: "POST /repos/{owner}/{repo}/git/refs", needs: writes("contents", Push), answer: createRef},
	{pattern: "PATCH /repos/{owner}/{repo}/git/refs/{ref...}", needs: writes("contents", Push), answer: updateRef},
	{pattern: "DELETE /repos/{owner}/{repo}/git/refs/{ref...}", needs: writes("contents", Push), answer: deleteRef},
	{pattern: "GET /repos/{owner}/{repo}/git/commits/{sha}", needs: reads("contents"), answer: getGitCommit},
	{pattern: "POST /repos/{owner}/{repo}/git/commits", needs: writes("contents", Push), answer: createGitCommit},
	{pattern: "GET /repos/{owner}/{repo}/git/trees/{ref...}", needs: reads("contents"), answer: getTree},
	{pattern: "POST /repos/{owner}/{repo}/git/trees", needs: writes("contents", Push), answer: createTree},
	{pattern: "GET /repos/{owner}/{repo}/git/blobs/{sha}", needs: reads("contents"), answer: getBlob},
	{pattern: "POST /repos/{owner}/{repo}/git/blobs", needs: writes("contents", Push), answer: createBlob},
	{pattern: "GET /repos/{owner}/{repo}/commits", needs: reads("contents"), answer: listCommits},
	{pattern: "GET /repos/{owner}/{repo}/commits/{ref...}", needs: reads("contents"), answer: getCommit},
	{pattern: "GET /repos/{owner}/{repo}/commits/{sha}/pulls", needs: reads("pull_requests"), answer: pullsOfCommit},
	{pattern: "GET /repos/{owner}/{repo}/compare/{basehead...}", needs: reads("contents"), answer: compare},
	{pattern: "GET /repos/{owner}/{repo}/contents/{path...}", needs: reads("contents"), answer: getContents},
	{pattern: "GET /repos/{owner}/{repo}/contents", needs: reads("contents"), answer: getContents},
	{pattern: "GET /repos/{owner}/{repo}/pulls", needs: reads("pull_requests"), answer: listPulls},
	{pattern: "POST /repos/{owner}/{repo}/pulls", needs: writes("pull_requests", Pull), answer: createPull},
	{pattern: "GET /repos/{owner}/{repo}/pulls/{number}", needs: reads("pull_requests"), answer: ofPull(getPull)},
	{pattern: "PATCH /repos/{owner}/{repo}/pulls/{number}", needs: writes("pull_requests", Pull), answer: ofPull(updatePull)},
	{pattern: "GET /repos/{owner}/{repo}/pulls/{number}/reviews", needs: reads("pull_requests"), answer: ofPull(listReviews), undescribed: true},
	{pattern: "GET /repos/{owner}/{repo}/pulls/{number}/commits", needs: reads("pull_requests"), answer: ofPull(pullCommits)},
	{pattern: "GET /repos/{owner}/{repo}/pulls/{number}/files", needs: reads("pull_requests"), answer: ofPull(pullFiles)},
}

// commitAt is the commit that a branch or a hash means; "" the default branch.
func (c *call) commitAt(name string) (gitworld.Commit, bool) {
	return c.repo.git.Resolve(cmp.Or(name, c.repo.defaultBranch))
}

// empty refuses what asks a repository without a commit.
func (c *call) empty() *reply {
	if len(c.repo.git.Branches()) > 0 {
		return nil
	}
	no := refusal(409, "Git Repository is empty.")
	return &no
}
