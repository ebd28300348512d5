package config

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/bmatcuk/doublestar/v4"
)

// include reads the files that hold one team each, in the order of their
// names.
func (l *loader) include(globs []string) []*node {
	var teams []*node
	for i, g := range globs {
		at := fmt.Sprintf("mapping.include[%d]", i)
		names, err := doublestar.FilepathGlob(filepath.Join(filepath.Dir(l.main.name), filepath.FromSlash(g)), doublestar.WithFilesOnly())
		if filepath.IsAbs(g) {
			names, err = doublestar.FilepathGlob(g, doublestar.WithFilesOnly())
		}
		switch {
		case err != nil:
			l.main.add(at, "this glob can't be read")
		case len(names) == 0:
			l.main.add(at, "no file is there")
		}
		slices.Sort(names)
		for _, name := range names {
			if slices.Contains(l.problems.files, name) {
				continue
			}
			d := readDocument(name, "this file is empty: it holds one team, with name: and backlog:", l.problems)
			l.included = append(l.included, d)
			if d.root.kind == object {
				teams = append(teams, d.root)
			}
		}
	}
	return teams
}
