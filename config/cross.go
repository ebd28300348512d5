package config

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

// crossCheck finds what is wrong between parts that are each right: two
// sources that read one place, two trackers that keep one, a backlog that a
// source would read as a review.
func (l *loader) crossCheck(c *Config) {
	for i, a := range c.Sources {
		for j, b := range c.Sources[:i] {
			if key, what, mend := overlap(a, b); key != "" {
				l.main.Add(fmt.Sprintf("sources[%d].%s", i, key),
					fmt.Sprintf("%s reads %s too (sources[%d]), and each review has one source: take one of the two out%s", b.Name, what, j, mend))
			}
		}
	}
	for i, a := range c.Trackers {
		for j, b := range c.Trackers[:i] {
			if key, what, mend := clash(a, b); key != "" {
				l.main.Add(fmt.Sprintf("trackers[%d].%s", i, key), fmt.Sprintf("%s %s (trackers[%d]): %s", b.Name, what, j, mend))
			}
		}
	}
	at := crossing{c, l.main, l.places}
	at.backlogFiles()
	at.ownItems()
	at.sharedSites()
}

// overlap is the key of a source whose reviews another one reads too, what they
// share, and what else mends it; "": they share none.
func overlap(a, b Source) (key, what, mend string) {
	switch {
	case a.Folder != nil && b.Folder != nil && (reads(b, a.Folder.Path) || reads(a, b.Folder.Path)):
		return "folder.path", "this place", ", or let include and exclude part them"
	case a.GitHub != nil && b.GitHub != nil && a.GitHub.Overlaps(*b.GitHub):
		return "github", "this place", ""
	case a.GitHubIssues != nil && b.GitHubIssues != nil && a.GitHubIssues.Overlaps(*b.GitHubIssues):
		return "github_issues", "these issues", ""
	}
	return "", "", ""
}

// clash is the key of a tracker that keeps what another one keeps, what is so, and
// what mends it; "": they don't. Two accounts on one site are two trackers; one
// account is one, whatever projects it sees.
func clash(a, b Tracker) (key, what, mend string) {
	switch {
	case a.GitHub != nil && b.GitHub != nil && a.GitHub.Identity() == b.GitHub.Identity():
		return "github", "is this site with this account too", "one tracker serves all its repositories, take one of the two out"
	case a.Jira != nil && b.Jira != nil && a.Jira.Same(b.Jira.Config):
		return "jira", "is this site with this account too", "one tracker serves all its projects, take one of the two out"
	case a.Files == nil || b.Files == nil:
		return "", "", ""
	}
	if _, in := below(b.Files.Path, a.Files.Path); in {
		return "files.path", "keeps its items here too", "one tracker serves all teams, or name another folder"
	}
	if _, in := below(a.Files.Path, b.Files.Path); in {
		return "files.path", "keeps its items below this folder", "name a folder beside it"
	}
	return "", "", ""
}

// crossing is a configuration, and where what is wrong in it is told.
type crossing struct {
	*Config
	main   *tree.Document
	places map[string]*tree.Node // of teams
}

// backlogFiles keeps items from being read as actions.
func (c crossing) backlogFiles() {
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
			c.places[t.At].FailAt("backlog.project", "the same file is written %s elsewhere: write it in one way in both", first)
			continue
		}
		written[one] = t.Backlog.Project
		for i, s := range c.Sources {
			if s.Folder == nil {
				continue
			}
			if rel, in := below(s.Folder.Path, file); in && s.Folder.Takes(rel) {
				c.main.Add(fmt.Sprintf("sources[%d].folder", i),
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

// ownItems keeps the issues that are made from being read as reviews.
func (c crossing) ownItems() {
	for i, s := range c.Sources {
		if s.GitHubIssues == nil {
			continue
		}
		for _, t := range c.Mapping.Teams() {
			n := slices.IndexFunc(c.Trackers, func(at Tracker) bool { return at.GitHub != nil && at.Name == t.Backlog.Tracker })
			if n < 0 || !strings.EqualFold(c.Trackers[n].GitHub.Site(), s.GitHubIssues.Site()) ||
				!strings.EqualFold(s.GitHubIssues.Repository, t.Backlog.Project) {
				continue
			}
			var own github.Backlog
			_ = json.Unmarshal(t.Backlog.Settings, &own) // as they were written a moment ago
			labels := append(slices.Clone(t.Backlog.Labels), own.Bears(c.Trackers[n].GitHub.Label))
			if slices.ContainsFunc(labels, func(label string) bool { return names.Alike(label, s.GitHubIssues.Label) }) {
				c.main.Add(fmt.Sprintf("sources[%d].github_issues.label", i), fmt.Sprintf(
					"the items of %s bear it, and would be read as reviews: give the reviews or the items of %s another label", t.Name, s.GitHubIssues.Repository))
				break
			}
		}
	}
}

// sharedSites finds the silo that two accounts on one site could hide:
// teams sent to one project with nothing that tells their backlogs apart.
// Those of one account the mapping finds itself.
func (c crossing) sharedSites() {
	sites := map[string]string{}
	for _, t := range c.Trackers {
		switch {
		case t.Jira != nil:
			sites[t.Name] = t.Jira.Site()
		case t.GitHub != nil:
			sites[t.Name] = strings.ToLower(t.GitHub.Site())
		}
	}
	first := map[[3]string]mapping.Team{}
	for _, t := range c.Mapping.Teams() {
		b := t.Backlog
		if sites[b.Tracker] == "" || b.Silo != "" {
			continue
		}
		place := [3]string{sites[b.Tracker], b.Project, names.Folded(b.Apart)}
		other, ok := first[place]
		if !ok {
			first[place] = t
		} else if other.Backlog.Tracker != b.Tracker {
			c.places[t.At].FailAt("backlog", "%s is sent to this project on the same site too (by %s), with nothing that tells the two apart: "+
				"give each a place of its own (a project, a component)", other.Name, other.Backlog.Tracker)
		}
	}
}

// reads tells whether a folder source takes reviews that lie in dir.
func reads(s Source, dir string) bool {
	rel, in := below(s.Folder.Path, dir)
	return in && (rel == "." || s.Folder.Takes(rel+"/review.md"))
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
