package githubfake

import "time"

// repoGit is what a repository holds of git.
type repoGit struct {
	pushed time.Time
}

func (r *Repo) beginGit() { r.pushed = r.created }

// gitRoutes are the operations on branches, commits, contents and pull
// requests.
var gitRoutes = []route{}
