package config

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/source/folder"
)

// crossCheck finds what is wrong between parts that are each right: two
// sources that read one place, two trackers that keep one, a backlog that a
// source would read as a review.
func (l *loader) crossCheck(c *Config) {
	for i, a := range c.Sources {
		for j, b := range c.Sources[:i] {
			l.githubOverlaps(i, a, j, b)
			if a.Folder == nil || b.Folder == nil {
				continue
			}
			if reads(b.Folder, a.Folder.Path) || reads(a.Folder, b.Folder.Path) {
				l.main.Add(fmt.Sprintf("sources[%d].folder.path", i),
					fmt.Sprintf("%s reads this place too (sources[%d]), and each review has one source: take one of the two out, or let include and exclude part them", b.Name, j))
			}
		}
	}
	for i, a := range c.Trackers {
		for j, b := range c.Trackers[:i] {
			if a.Files == nil || b.Files == nil {
				continue
			}
			if _, in := below(b.Files.Path, a.Files.Path); in {
				l.main.Add(fmt.Sprintf("trackers[%d].files.path", i),
					fmt.Sprintf("%s keeps its items here too (trackers[%d]): one tracker serves all teams, or name another folder", b.Name, j))
			} else if _, in := below(a.Files.Path, b.Files.Path); in {
				l.main.Add(fmt.Sprintf("trackers[%d].files.path", i),
					fmt.Sprintf("%s keeps its items below this folder (trackers[%d]): name a folder beside it", b.Name, j))
			}
		}
	}
	l.checkBacklogFiles(c)
	l.checkOwnItems(c)
	l.checkSites(c)
}

// checkBacklogFiles keeps items from being read as actions.
func (l *loader) checkBacklogFiles(c *Config) {
	paths := map[string]string{}
	for _, t := range c.Trackers {
		if t.Files != nil {
			paths[t.Name] = t.Files.Path
		}
	}
	written := map[string]string{} // a backlog's file: as a team wrote it first
	for _, t := range c.Mapping.Teams() {
		dir, ok := paths[t.Backlog.Tracker]
		if !ok {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(backlogFile(t.Backlog.Project)))
		one := names.Form(file)
		if first := cmp.Or(written[one], t.Backlog.Project); first != t.Backlog.Project {
			l.places[t.At].FailAt("backlog.project", "the same file is written %s elsewhere: write it in one way in both", first)
			continue
		}
		written[one] = t.Backlog.Project
		for i, s := range c.Sources {
			if s.Folder == nil {
				continue
			}
			rel, in := below(s.Folder.Path, file)
			if in && takes(s.Folder, rel) {
				l.main.Add(fmt.Sprintf("sources[%d].folder", i),
					fmt.Sprintf("the backlog of %s lies here and would be read as a review: add exclude: [%q] below folder, or keep the backlogs elsewhere", t.Name, rel))
			}
		}
	}
}

// backlogFile is the file that a project of a files tracker names: payments
// is payments.md.
func backlogFile(project string) string {
	if strings.EqualFold(filepath.Ext(project), ".md") {
		return project
	}
	return project + ".md"
}

// reads tells whether a source takes reviews that lie in dir.
func reads(s *folder.Config, dir string) bool {
	rel, in := below(s.Path, dir)
	return in && (rel == "." || takes(s, rel+"/review.md"))
}

// takes tells whether a source takes the document at rel.
func takes(s *folder.Config, rel string) bool {
	g, err := globs.New(s.Include, s.Exclude)
	return err == nil && g.Takes(rel) // a broken glob is told already
}

// below is path as seen from dir, slash-separated; false: it lies elsewhere.
// Links are followed where they exist.
func below(dir, path string) (string, bool) {
	rel, err := filepath.Rel(resolved(dir), resolved(path))
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// resolved follows the links of the part of a path that exists.
func resolved(path string) string {
	if r, err := filepath.EvalSymlinks(path); err == nil {
		return r
	}
	dir := filepath.Dir(path)
	if dir == path {
		return path
	}
	return filepath.Join(resolved(dir), filepath.Base(path))
}
