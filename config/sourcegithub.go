package config

import (
	"fmt"
	"time"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/sync/review"
)

// What counts where a source in GitHub says nothing.
const (
	defaultReportEvery = duration(24 * time.Hour) // of a repository: one commit
	viaCommit          = "commit"
	viaPullRequest     = "pull_request"
)

// github judges the part of a source whose reviews are files of a repository.
func (l *loader) github(s sourceShape, path string) {
	if c := s.GitHub; c != nil {
		n := l.main.At(path)
		tlsFiles(n, &c.CAFile, &c.ClientCertFile, &c.ClientKeyFile)
		githubMistakes(n, "github", c.Validate())
	}
	if c := s.GitHubIssues; c != nil {
		n := l.main.At(path)
		tlsFiles(n, &c.CAFile, &c.ClientCertFile, &c.ClientKeyFile)
		githubMistakes(n, "github_issues", c.Validate())
	}
}

// tlsFiles makes the paths of files for TLS absolute.
func tlsFiles(n *tree.Node, paths ...*string) {
	for _, path := range paths {
		*path = n.Doc.File(*path)
	}
}

// githubMistakes reports what an adapter says of its part.
func githubMistakes(n *tree.Node, part string, mistakes []error) {
	if !n.Get(part).IsObject() {
		return // told already
	}
	for _, err := range mistakes {
		n.FailKey(part, err.Error())
	}
	unsendable(n.Get(part), "token")
}

// reportVia judges how a source writes: only a repository knows more than one
// way.
func (l *loader) reportVia(s sourceShape, path string) string {
	switch {
	case s.ReportVia == "":
		return viaCommit
	case s.ReportVia == "branch":
		l.main.Add(path+".report_via", "branch is for git sources, which are not in this version: use commit or pull_request")
	case s.ReportVia != viaCommit && s.ReportVia != viaPullRequest:
		l.main.Add(path+".report_via", fmt.Sprintf("%q is unknown: use commit or pull_request", s.ReportVia))
	case s.GitHub == nil && s.ReportVia == viaPullRequest:
		l.main.Add(path+".report_via", "only a github source can propose its changes as a pull request: leave it out")
	}
	return s.ReportVia
}

// reportEvery is how often a source is written to at most.
func reportEvery(s sourceShape) time.Duration {
	if s.ReportEvery == nil && s.GitHub != nil {
		return time.Duration(defaultReportEvery)
	}
	return time.Duration(value(s.ReportEvery, 0))
}

// comments judges where comment is given: only an issue has comments.
func (l *loader) comments(s sourceShape, modes []review.Mode, path string) {
	for i, m := range modes {
		switch at := fmt.Sprintf("%s[%d]", path, i); {
		case m != review.ModeComment:
		case s.GitHubIssues == nil:
			l.main.Add(at, "only the reviews of a github_issues source have comments: use block or links")
		case len(modes) > 1:
			l.main.Add(at, "comment stands alone: the comment says what block would, and the body stays as it is. Take the others out")
		}
	}
}

// githubOverlaps finds two sources that read one place, and two that would
// propose their changes on one branch.
func (l *loader) githubOverlaps(i int, a Source, j int, b Source) {
	switch {
	case a.GitHub != nil && b.GitHub != nil && a.GitHub.Overlaps(*b.GitHub):
		l.main.Add(fmt.Sprintf("sources[%d].github", i), fmt.Sprintf("%s reads this place too (sources[%d]), and each review has one source: take one of the two out", b.Name, j))
	case a.GitHubIssues != nil && b.GitHubIssues != nil && a.GitHubIssues.Overlaps(*b.GitHubIssues):
		l.main.Add(fmt.Sprintf("sources[%d].github_issues", i), fmt.Sprintf("%s reads these issues too (sources[%d]), and each review has one source: take one of the two out", b.Name, j))
	}
}
