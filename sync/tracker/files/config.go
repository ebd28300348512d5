package files

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Config is the files part of a tracker's configuration.
type Config struct {
	// Path is the folder of the backlog files, absolute once the
	// configuration has been read.
	Path string `yaml:"path" meant:"dir directory folder root" is:"folder"`
}

// Settings are all that a configuration says of a files tracker, and of no other.
type Settings struct {
	Config `yaml:"files"`
}

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about.
func (s *Settings) Validate() []error {
	if s.Path == "" {
		return []error{errors.New("files.path: is missing: name the folder, path: …")}
	}
	return nil
}

// Refuses are the keys that only other trackers take.
func (*Settings) Refuses() map[string]string {
	return map[string]string{
		"label":    "a files tracker has no labels: leave it out",
		"declined": "a files tracker has no resolutions: [-] and struck out lines are declined. Leave it out",
		"template": "a files tracker writes a line an item, and has no template: leave it out",
		"accounts": "files have no accounts: what we write there is told by where it lies, or by its signature (marker_secret). Leave it out",
	}
}

// Bears is no label: lines have none.
func (*Settings) Bears() string { return "" }

// Backlog is the files part of a team's backlog; the file's name is the
// backlog's project.
type Backlog struct {
	// Section is the heading that new items are put under; "": Backlog.
	Section string `yaml:"section" json:"section,omitempty"`
}

// ValidateIn says what is wrong with a backlog in a file below the folder, each
// mistake an error that begins with the key it is about.
func (b *Backlog) ValidateIn(w tracker.Written) (out []error) {
	clean := b.FileOf(w.Project)
	switch {
	case w.Project == "":
		out = append(out, fmt.Errorf("names no project: the file that holds this backlog, such as %s.md", cmp.Or(w.Team, "team")))
	case !filepath.IsLocal(w.Project) || !names.Line(w.Project):
		out = append(out, errors.New("project: leads outside the tracker's folder: name a file below it"))
	case strings.HasPrefix(clean, ".") && clean != "." || strings.Contains(clean, "/."):
		out = append(out, errors.New("project: files and folders whose names begin with a dot are not read: choose another name"))
	case clean == "." || strings.HasSuffix(w.Project, "/"):
		out = append(out, errors.New("project: this is a folder: name a file"))
	}
	if stateOf(plain(b.Section)).Settled() {
		out = append(out, errors.New("section: is a heading that says of what is below it that it is done with: new items would count as done, name another heading"))
	}
	return out
}

// FileOf is the path of a backlog's file below the folder, as a project names it.
func (*Backlog) FileOf(project string) string { return path.Clean(filepath.ToSlash(project)) }

// Apart is what tells this backlog from another one in the same file. The section
// that is taken by default tells nothing, whether it is written or not.
func (b *Backlog) Apart() string {
	if strings.EqualFold(strings.TrimSpace(b.Section), "backlog") {
		return ""
	}
	return b.Section
}

// Refuses are the keys that only backlogs elsewhere take, or that nobody sets.
func (*Backlog) Refuses() map[string]string {
	const none = "a files backlog has no "
	return map[string]string{
		"label": none + "labels: leave it out", "labels": none + "labels: leave it out",
		"priority": none + "priorities: leave it out", "due": none + "due dates: leave it out", "type": none + "item types: leave it out",
		"component": none + "components: use section", "components": none + "components: use section",
		"parent": none + "parents: leave it out", "fix_version": none + "versions: leave it out", "milestone": none + "milestones: leave it out",
		"board": none + "boards: leave it out", "fields": none + "fields: leave it out",
		"public":   "a files backlog is as public as its file: leave it out",
		"assignee": tracker.AssignsNobody, "assignees": tracker.AssignsNobody, "reporter": tracker.NamesNobody,
	}
}

// Bears is no label: lines have none.
func (*Backlog) Bears(string) string { return "" }
