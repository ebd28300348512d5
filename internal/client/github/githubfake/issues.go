package githubfake

import "github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"

// issueState is what a fake knows of issues.
type issueState struct {
	last map[int64]int64
}

// begin fills the state of a new fake.
func (s *issueState) begin(*Fake) { s.last = map[int64]int64{} }

// nextNumber takes the repository's next number, which issues and pull
// requests share.
func (s *issueState) nextNumber(r *Repo) int64 {
	s.last[r.ID]++
	return s.last[r.ID]
}

// pullChanged is told when a pull request was opened, edited, closed, reopened
// or merged, and by whom: listings of issues show it.
func (s *issueState) pullChanged(*Repo, *gitworld.Pull, string) {}

// issueRoutes are the operations on issues, labels, milestones and comments.
var issueRoutes = []route{}
