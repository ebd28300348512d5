package config

import (
	"fmt"
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
		names, err := doublestar.FilepathGlob(filepath.Join(filepath.Dir(l.main.Name), filepath.FromSlash(g)), doublestar.WithFilesOnly())
		if filepath.IsAbs(g) {
			names, err = doublestar.FilepathGlob(g, doublestar.WithFilesOnly())
		}
		switch {
		case err != nil:
			l.main.Add(at, "this glob can't be read")
		case len(names) == 0:
			l.main.Add(at, "no file is there")
		}
		slices.Sort(names)
		for _, name := range names {
			if slices.Contains(l.problems.Files, name) {
				continue
			}
			d := tree.ReadLimited(name, "this file is empty: it holds one team, with name: and backlog:", s.limit(), l.problems)
			l.included = append(l.included, d)
			if d.Root.IsObject() {
				teams = append(teams, d.Root)
			}
		}
	}
	return teams
}

// limit is what the files may take from outside themselves: who may write a
// team's file may not read the daemon's environment and files for that.
func (s includeShape) limit() *tree.Limit {
	return &tree.Limit{Names: s.Allow, Line: func(name string) string {
		return fmt.Sprintf("include: [{path: %q, allow: [%s]}] below mapping: of the main file",
			s.Path, strings.Join(append(slices.Clone(s.Allow), name), ", "))
	}}
}
