package config

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

// checkOwnItems keeps the issues that are made from being read as reviews.
func (l *loader) checkOwnItems(c *Config) {
	for i, s := range c.Sources {
		if s.GitHubIssues == nil {
			continue
		}
		for _, t := range c.Mapping.Teams() {
			n := slices.IndexFunc(c.Trackers, func(at Tracker) bool { return at.GitHub != nil && at.Name == t.Backlog.Tracker })
			if n < 0 || !strings.EqualFold(c.Trackers[n].GitHub.Site(), s.GitHubIssues.Client().Site()) ||
				!strings.EqualFold(s.GitHubIssues.Repository, t.Backlog.Project) {
				continue
			}
			if slices.ContainsFunc(labelsOf(t.Backlog, c.Trackers[n].Label), func(label string) bool { return names.Alike(label, s.GitHubIssues.Label) }) {
				l.main.Add(fmt.Sprintf("sources[%d].github_issues.label", i), fmt.Sprintf(
					"the items of %s bear it, and would be read as reviews: give the reviews or the items of %s another label", t.Name, s.GitHubIssues.Repository))
				break
			}
		}
	}
}

// labelsOf are the labels that the items of a GitHub backlog bear.
func labelsOf(b mapping.Backlog, plain string) []string {
	var own github.Backlog
	if json.Unmarshal(b.Settings, &own) == nil && own.Label != nil {
		plain = *own.Label
	}
	return append(slices.Clone(b.Labels), plain)
}
