package github

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/globs"
)

// Config is the github part of a source's configuration.
type Config struct {
	// Repository is owner/name.
	Repository string `yaml:"repository" meant:"repo project name"`
	// Branch is where a review counts as published; "": the default branch,
	// whichever that is.
	Branch string `yaml:"branch"`
	// Path is the folder of the reviews, slash-separated; "": the whole
	// repository.
	Path string `yaml:"path" meant:"folder dir directory"`
	// Include and Exclude are globs on the path below it; by default every
	// *.md, *.markdown, *.qmd and *.mdx file is included, and none excluded.
	Include []string `yaml:"include"`
	Exclude []string `yaml:"exclude"`
	// CommitSuffix ends the first line of each commit's message, such as
	// "[skip ci]"; "": nothing does.
	CommitSuffix string `yaml:"commit_suffix"`

	// Config is the site and the credential.
	client.Config `yaml:",inline"`
}

// Overlaps tells whether two sources may read one document: the same
// repository on one site, branches that may be one (an unnamed branch may be
// any), and paths of which one holds the other, as far as the globs don't tell
// them apart.
func (c Config) Overlaps(other Config) bool {
	return c.sameRepository(other) && (c.Branch == "" || other.Branch == "" || c.Branch == other.Branch) &&
		(c.takesIn(other) || other.takesIn(c))
}

func (c Config) sameRepository(other Config) bool {
	return strings.EqualFold(c.Site(), other.Site()) && strings.EqualFold(c.Repository, other.Repository)
}

// takesIn tells whether a review in the folder of other would be taken by c.
func (c Config) takesIn(other Config) bool {
	own, theirs := folderOf(c.Path), folderOf(other.Path)
	if own == theirs {
		return true
	}
	rest := theirs
	if own != "" {
		var below bool
		if rest, below = strings.CutPrefix(theirs, own+"/"); !below {
			return false
		}
	}
	g, err := globs.New(c.Include, c.Exclude)
	return err == nil && g.Takes(rest+"/review.md")
}

// folderOf is a folder's path without slashes at its ends; "": the root.
func folderOf(p string) string {
	return strings.Trim(path.Clean("/"+p), "/")
}

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
