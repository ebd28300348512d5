package github

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about.
func (c Config) Validate() []error {
	return append(c.validatePlace(), c.Config.Validate()...)
}

// validatePlace judges all but the credential, which is the client's.
func (c Config) validatePlace() []error {
	var out []error
	if err := client.CheckRepository(c.Repository); err != nil {
		out = append(out, fmt.Errorf("repository: %w", err))
	}
	if c.Branch != "" {
		if err := branchProblem(c.Branch); err != nil {
			out = append(out, fmt.Errorf("branch: %w", err))
		}
	}
	if slices.Contains(strings.Split(c.Path, "/"), "..") {
		out = append(out, errors.New("path: leads out of the repository: name a folder in it"))
	}
	for i, p := range c.Include {
		out = append(out, globProblem("include", i, p)...)
	}
	for i, p := range c.Exclude {
		out = append(out, globProblem("exclude", i, p)...)
	}
	if strings.ContainsAny(c.CommitSuffix, "\r\n") {
		out = append(out, errors.New("commit_suffix: must be one line"))
	}
	return out
}

// branchProblem says why git would refuse a branch of this name; nil: it
// would not.
func branchProblem(name string) error {
	switch {
	case strings.HasPrefix(name, "refs/"):
		return fmt.Errorf("must be the name alone: %s", strings.TrimPrefix(name, "refs/heads/"))
	case strings.ContainsAny(name, " ~^:?*[\\\x7f") || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }),
		strings.Contains(name, ".."), strings.Contains(name, "//"), strings.Contains(name, "@{"), name == "@",
		strings.HasPrefix(name, "/"), strings.HasSuffix(name, "/"), strings.HasPrefix(name, "-"),
		strings.HasSuffix(name, "."), strings.HasSuffix(name, ".lock"):
		return fmt.Errorf("%q is no name that git allows for a branch: write it as git branch shows it, such as main", name)
	}
	return nil
}

func globProblem(key string, i int, pattern string) []error {
	if doublestar.ValidatePattern(pattern) {
		return nil
	}
	return []error{fmt.Errorf("%s[%d]: %q is no glob: a [ or { in it is not closed", key, i, pattern)}
}
