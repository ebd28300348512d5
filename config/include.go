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

// include reads the files that hold one team each, in the order of their
// names.
func (l *loader) include(shapes []includeShape) []*tree.Node {
	var teams []*tree.Node
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
		names, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly())
		switch {
		case err != nil:
			l.main.Add(at, badGlob)
		case len(names) == 0:
			l.main.Add(at, "no file is there: name files that hold one team each, from the folder of this file on")
		}
		slices.Sort(names)
		for _, name := range names {
			if slices.Contains(l.problems.Files, name) || l.isMain(name) {
				continue
			}
			d := tree.ReadLimited(name, "this file is empty: it holds one team, with name: and backlog:", s.limit(pattern), l.problems)
			l.included = append(l.included, d)
			if d.Root.IsObject() {
				teams = append(teams, d.Root)
			}
		}
	}
	return teams
}

// isMain tells whether a file is the main one, however its path is written.
func (l *loader) isMain(name string) bool {
	main, err := os.Stat(l.main.Name)
	if err != nil {
		return false
	}
	this, err := os.Stat(name)
	return err == nil && os.SameFile(main, this)
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
