package folder

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
	for key, patterns := range map[string][]string{"include": g.include, "exclude": g.exclude} {
		for _, p := range patterns {
			if !doublestar.ValidatePattern(p) {
				return globs{}, fmt.Errorf("%s: %q is not a glob", key, p)
			}
		}
	}
	return g, nil
}

// takes tells whether the file at the slash-separated path is a document.
func (g globs) takes(path string) bool {
	return anyMatch(g.include, path) && !anyMatch(g.exclude, path)
}

// skips tells whether nothing below the folder at path can be a document: an
// excluded folder is not entered, and may be unreadable.
func (g globs) skips(path string) bool {
	for _, p := range g.exclude {
		if strings.HasSuffix(p, "/**") && doublestar.MatchUnvalidated(p, path) {
			return true
		}
	}
	return false
}

// hidden names are never taken: dot files, and with them the files that
// atomicfile writes beside.
func hidden(name string) bool { return strings.HasPrefix(name, ".") }

func anyMatch(patterns []string, path string) bool {
	for _, p := range patterns {
		if doublestar.MatchUnvalidated(p, path) {
			return true
		}
	}
	return false
}
