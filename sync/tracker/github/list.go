package github

import (
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/issues"
)

// ours are those that bear a marker of ours, or did when they were seen first:
// people may take it off. A repository that goes by another name now is
// remembered.
func (t *Tracker) ours(name string, list []issues.Issue) (out []issues.Issue) {
	for _, i := range list {
		if i.Repo != "" && !strings.EqualFold(i.Repo, name) {
			t.call(i.Repo, name)
		}
		if !i.Pull && (t.marker(i) != nil || t.knows(name, i.Number)) {
			out = append(out, i)
		}
	}
	return out
}
