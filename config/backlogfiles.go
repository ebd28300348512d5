package config

import (
	"cmp"
	"path"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

// filesBacklog judges a backlog that is a file.
func filesBacklog(team, all *tree.Node, t Tracker) mapping.Backlog {
	var shape backlogShape
	var own files.Backlog
	tree.Decode(all, t.backlogLacks(), &shape, &own)
	project := path.Clean(filepath.ToSlash(shape.Project))
	switch {
	case shape.Project == "":
		team.FailAt("backlog", "names no project: the file that holds this backlog, such as %s.md", cmp.Or(team.TextOf("name"), "team"))
	case !filepath.IsLocal(shape.Project) || !printable(shape.Project):
		all.Get("project").Fail("leads outside the tracker's folder: name a file below it")
	case strings.HasPrefix(project, ".") && project != "." || strings.Contains(project, "/."):
		all.Get("project").Fail("files and folders whose names begin with a dot are not read: choose another name")
	case project == "." || strings.HasSuffix(shape.Project, "/"):
		all.Get("project").Fail("this is a folder: name a file")
	}
	if own.Settles() {
		all.Get("section").Fail("is a heading that says of what is below it that it is done with: new items would count as done, name another heading")
	}
	return mapping.Backlog{
		Tracker: t.Name, Project: project, Settings: settings(own), Apart: filesApart(own),
		Silo: shape.Silo, Restricted: telling(all, shape.Restricted),
	}
}

// filesApart is what tells a files backlog from others in its file: the
// section that is taken by default tells nothing, whether it is written or not.
func filesApart(own files.Backlog) string {
	if strings.EqualFold(strings.TrimSpace(own.Apart()), "backlog") {
		return ""
	}
	return own.Apart()
}
