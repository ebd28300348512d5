package github

import (
	"path"
	"strings"

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
	// *.md and *.markdown file is included, and none excluded.
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
