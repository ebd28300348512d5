// Package globs tells which files below a folder are documents, by patterns on
// their slash-separated paths. It knows no file system and no repository.
package globs

import (
	"fmt"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Set is what to include, and of that what to leave out.
type Set struct{ include, exclude []string }

// New judges the patterns; without any to include, Markdown files are
// included. Its error names the pattern.
func New(include, exclude []string) (Set, error) {
	s := Set{include: include, exclude: exclude}
	if len(s.include) == 0 {
		s.include = []string{"**/*.md", "**/*.markdown"}
	}
	for _, patterns := range [][]string{s.include, s.exclude} {
		for _, p := range patterns {
			if !doublestar.ValidatePattern(p) {
				return Set{}, fmt.Errorf("%q is not a glob", p)
			}
		}
	}
	return s, nil
}

// Takes tells whether the file at a path is a document. Hidden files, and those
// in hidden folders, are none.
func (s Set) Takes(path string) bool {
	return !Hidden(path) && anyMatch(s.include, path) && !anyMatch(s.exclude, path)
}

// Skips tells whether nothing below the folder at a path can be a document: an
// excluded folder need not be entered.
func (s Set) Skips(path string) bool {
	if Hidden(path) {
		return true
	}
	for _, p := range s.exclude {
		if strings.HasSuffix(p, "/**") && doublestar.MatchUnvalidated(p, path) {
			return true
		}
	}
	return false
}

// Hidden tells whether a path has a part that begins with a dot.
func Hidden(path string) bool {
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
