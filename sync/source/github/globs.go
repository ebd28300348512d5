package github

import (
	"fmt"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// globs tell which files below the folder are documents.
type globs struct {
	include, exclude []string
}

func newGlobs(cfg Config) (globs, error) {
	g := globs{include: cfg.Include, exclude: cfg.Exclude}
	if len(g.include) == 0 {
		g.include = []string{"**/*.md", "**/*.markdown"}
	}
	for _, patterns := range [][]string{g.include, g.exclude} {
		for _, p := range patterns {
			if !doublestar.ValidatePattern(p) {
				return globs{}, fmt.Errorf("%q is not a glob", p)
			}
		}
	}
	return g, nil
}

// takes tells whether the file at the slash-separated path, from the folder
// on, is a document. Hidden files, and those in hidden folders, are none.
func (g globs) takes(path string) bool {
	return !hidden(path) && anyMatch(g.include, path) && !anyMatch(g.exclude, path)
}

// skips tells whether nothing below the folder at path can be a document.
func (g globs) skips(path string) bool {
	if hidden(path) {
		return true
	}
	for _, p := range g.exclude {
		if strings.HasSuffix(p, "/**") && doublestar.MatchUnvalidated(p, path) {
			return true
		}
	}
	return false
}

func hidden(path string) bool {
	return strings.HasPrefix(path, ".") || strings.Contains(path, "/.")
}

func anyMatch(patterns []string, path string) bool {
	for _, p := range patterns {
		if doublestar.MatchUnvalidated(p, path) {
			return true
		}
	}
	return false
}
