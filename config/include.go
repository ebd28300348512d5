package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/config/tree"
)

// includeShape is a glob of files, and what they may take from outside
// themselves. The glob may be written alone.
type includeShape struct {
	Path  string   `yaml:"path"`
	Allow []string `yaml:"allow"`
}

// Short takes a glob that is written alone.
func (s *includeShape) Short(glob string) { s.Path = glob }

// include reads the files that hold one team each, in the order of their
// names.
func (l *loader) include(shapes []includeShape) []*tree.Node {
	var teams []*tree.Node
	if at := "mapping.include"; len(shapes) > 0 && l.main.At(at).Path == at {
		l.main.At(at).Local() // the files themselves are compared
	}
	for i, s := range shapes {
		g, at := s.Path, fmt.Sprintf("mapping.include[%d]", i)
		if g == "" {
			l.main.Add(at+".path", "is missing: name the files that hold one team each")
			continue
		}
		pattern := g
		if !filepath.IsAbs(g) {
			pattern = filepath.Join(filepath.Dir(l.main.Name), filepath.FromSlash(g))
		}
		l.globs = append(l.globs, pattern)
		names, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly())
		switch {
		case err != nil:
			l.main.Add(at, tree.BadGlob)
		case len(names) == 0:
			l.main.Add(at, "no file is there: name files that hold one team each, from the folder of this file on")
		}
		slices.Sort(names)
		for _, name := range names {
			if slices.Contains(l.problems.Files, name) || sameFile(l.main.Name, name) {
				continue
			}
			d := tree.Read(name, "this file is empty: it holds one team, with name: and backlog:", s.limit(pattern), l.problems)
			l.included = append(l.included, d)
			if d.Root.IsObject() {
				teams = append(teams, d.Root)
			}
		}
	}
	return teams
}

// sameFile tells whether two paths lead to one file.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// limit is what the files may take from outside themselves: who may write a
// team's file may not read the daemon's environment and files for that.
func (s includeShape) limit(pattern string) *tree.Limit {
	below, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	below, err := filepath.Abs(filepath.FromSlash(below))
	if err != nil {
		below = filepath.Dir(pattern)
	}
	return &tree.Limit{Names: s.Allow, Below: below, Line: func(name string) string {
		return fmt.Sprintf("include: [{path: %q, allow: [%s]}] below mapping: of the main file",
			s.Path, strings.Join(append(slices.Clone(s.Allow), name), ", "))
	}}
}
