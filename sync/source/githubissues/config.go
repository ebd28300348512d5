package githubissues

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/names"
)

// Config is the github_issues part of a source's configuration.
type Config struct {
	// Repository is owner/name.
	Repository string `yaml:"repository" meant:"repo project name"`
	// Label is on each issue that is a review.
	Label string `yaml:"label" meant:"labels"`
	// Published says what makes such an issue a published one; nothing given:
	// being closed.
	Published Published `yaml:"published"`
	// Bots are those that have a say, as GitHub shows their names: name[bot].
	// All others publish nothing, and what they edit waits for a person.
	Bots []string `yaml:"bots"`

	// Config is the site and the credential.
	client.Config `yaml:",inline"`
}

// Published is what makes an issue a published review: either of the two
// suffices where both are given.
type Published struct {
	Label  string `yaml:"label"`
	Closed bool   `yaml:"closed"`
}

// ByClosing tells whether closing an issue publishes it.
func (p Published) ByClosing() bool { return p.Closed || p.Label == "" }

// Overlaps tells whether two sources may read one issue.
func (c Config) Overlaps(other Config) bool {
	return strings.EqualFold(c.Site(), other.Site()) && strings.EqualFold(c.Repository, other.Repository) &&
		names.Alike(c.Label, other.Label)
}

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about.
func (c Config) Validate() []error { return append(c.validatePlace(), c.Config.Validate()...) }

// validatePlace judges all but the credential.
func (c Config) validatePlace() []error {
	var out []error
	if err := client.CheckRepository(c.Repository); err != nil {
		out = append(out, fmt.Errorf("repository: %w", err))
	}
	if c.Label == "" {
		out = append(out, errors.New("label: missing: name the label that makes an issue a review, such as post-mortem"))
	}
	for key, label := range map[string]string{"label": c.Label, "published.label": c.Published.Label} {
		if strings.TrimSpace(label) != label || strings.ContainsFunc(label, unicode.IsControl) || strings.Contains(label, ",") {
			out = append(out, fmt.Errorf("%s: must be a label on one line, without a comma or space around it", key))
		}
	}
	for n, name := range c.Bots {
		if !botName.MatchString(name) {
			out = append(out, fmt.Errorf("bots[%d]: %.60q is no bot's name as GitHub shows it, such as \"release-helper[bot]\" (in quotes)", n, name))
		}
	}
	if c.Label != "" && names.Alike(c.Label, c.Published.Label) {
		out = append(out, errors.New("published.label: is the label that each review has, so nothing would be a draft: name another one"))
	}
	return out
}
