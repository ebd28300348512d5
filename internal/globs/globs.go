// Package globs tells which files below a folder are documents, by patterns on
// their slash-separated paths. Patterns and paths are compared in one Unicode
// form: the same folder is written in two by two systems. It knows no file system
// and no repository.
package globs

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/text/cases"

	"github.com/followthrough/followthrough/internal/names"
)

// Set is what to include, and of that what to leave out.
type Set struct{ include, exclude []string }

// New judges the patterns; without any to include, Markdown files are
// included. Its error names the pattern.
func New(include, exclude []string) (Set, error) {
	s := Set{include: names.Forms(include), exclude: names.Forms(exclude)}
	if len(s.include) == 0 {
		s.include = []string{"**/*.md", "**/*.markdown", "**/*.qmd", "**/*.mdx"}
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
	path = names.Form(path)
	return !Hidden(path) && anyMatch(s.include, path) && !anyMatch(s.exclude, path)
}

// Skips tells whether nothing below the folder at a path can be a document: an
// excluded folder need not be entered.
func (s Set) Skips(path string) bool {
	if Hidden(path) {
		return true
	}
	path = names.Form(path)
	for _, p := range s.exclude {
		if strings.HasSuffix(p, "/**") && doublestar.MatchUnvalidated(p, path) {
			return true
		}
	}
	return false
}

// Match tells whether a path fits one of these patterns, which are judged
// already: one that can't be read fits nothing.
func Match(patterns []string, path string) bool {
	path = names.Form(path)
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := doublestar.Match(names.Form(p), path)
		return err == nil && ok
	})
}

// beside is a ** that has more than its own part of a path.
var beside = regexp.MustCompile(`\*\*([^/*])`)

// Covers tells whether a path is one of those that patterns set apart because
// not everybody may see them. Rather one too many is covered than one too few:
// case has no say, nor what stands before the first folder; a pattern that fits a
// folder covers all below it, and ** crosses folders wherever it stands.
func Covers(patterns []string, path string) bool {
	all := make([]string, 0, len(patterns))
	for _, p := range patterns {
		p = strings.TrimPrefix(wide(p), "./")
		for strings.Contains(p, "//") {
			p = strings.ReplaceAll(p, "//", "/")
		}
		if p = strings.Trim(p, "/"); p != "" {
			all = append(all, p, beside.ReplaceAllString(p, "**/*$1"))
		}
	}
	for path = wide(path); path != ""; path = path[:max(0, strings.LastIndexByte(path, '/'))] {
		if Match(all, path) {
			return true
		}
	}
	return false
}

// wide is a path or pattern without case.
func wide(s string) string { return cases.Fold().String(names.Form(strings.TrimSpace(s))) }

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
