package config

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/config/tree"
)

// include reads the files that hold one team each, in the order of their
// names.
func (l *loader) include(globs []string) []*tree.Node {
	var teams []*tree.Node
	for i, g := range globs {
		at := fmt.Sprintf("mapping.include[%d]", i)
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
			d := tree.Read(name, "this file is empty: it holds one team, with name: and backlog:", l.problems)
			l.included = append(l.included, d)
			if d.Root.IsObject() {
				teams = append(teams, d.Root)
			}
		}
	}
	return teams
}
