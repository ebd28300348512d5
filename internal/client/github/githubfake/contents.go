package githubfake

import (
	"path"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

// getContents answers a file, a symbolic link, a submodule, or what a folder
// holds, the first thousand of it.
func getContents(c *call) reply {
	commit, there := c.commitAt(c.query("ref", ""))
	if !there {
		return refusal(404, "No commit found for the ref "+c.query("ref", ""))
	}
	at := c.param("path")
	e, there := c.repo.git.Find(commit.Tree, at)
	if there && e.Mode == gitworld.SymlinkMode {
		at, e = c.followLink(commit, at, e)
	}
	switch {
	case !there:
		return notFound()
	case e.Mode == gitworld.FolderMode:
		return c.folder(commit, at, e)
	}
	out := c.contentObject(commit, at, e)
	data, _ := c.repo.git.Blob(e.Hash)
	switch e.Mode {
	case gitworld.SubmoduleMode:
		out["type"], out["submodule_git_url"] = "submodule", c.fake.html("acme/%s.git", e.Name)
		return ok(out)
	case gitworld.SymlinkMode:
		out["type"], out["target"] = "symlink", string(data)
		return ok(out)
	}
	switch {
	case len(data) > c.repo.blobLimit:
		return tooLarge()
	case c.accepts("raw"):
		return reply{status: 200, raw: append([]byte{}, data...), contentType: "application/vnd.github.raw; charset=utf-8"}
	case len(data) > 1<<20:
		out["content"], out["encoding"] = "", "none"
	default:
		out["content"], out["encoding"] = wrapped(data), "base64"
	}
	return ok(out)
}

// followLink is the file that a link in the repository leads to, or the link.
func (c *call) followLink(commit gitworld.Commit, at string, link gitworld.Entry) (string, gitworld.Entry) {
	data, _ := c.repo.git.Blob(link.Hash)
	to := path.Join(path.Dir(at), string(data))
	if e, there := c.repo.git.Find(commit.Tree, to); there && (e.Mode == gitworld.FileMode || e.Mode == gitworld.ExecutableMode) {
		return to, e
	}
	return at, link
}

func (c *call) folder(commit gitworld.Commit, at string, folder gitworld.Entry) reply {
	entries, _ := c.repo.git.Tree(folder.Hash)
	list := []any{}
	for _, e := range entries[:min(len(entries), 1000)] {
		list = append(list, c.contentObject(commit, path.Join(at, e.Name), e))
	}
	return ok(list)
}

func (c *call) contentObject(commit gitworld.Commit, at string, e gitworld.Entry) object {
	kind, objects := "file", "blobs"
	switch e.Mode {
	case gitworld.FolderMode:
		kind, objects = "dir", "trees"
	case gitworld.SymlinkMode:
		kind = "symlink"
	}
	data, _ := c.repo.git.Blob(e.Hash)
	self, git := c.of("contents/%s?ref=%s", at, commit.Hash), c.of("git/%s/%s", objects, e.Hash)
	page := c.fake.html("%s/blob/%s/%s", c.repo.fullName(), commit.Hash, at)
	return object{
		"name": path.Base(at), "path": at, "sha": e.Hash, "size": len(data), "type": kind, "url": self, "git_url": git, "html_url": page,
		"download_url": nil, "_links": object{"self": self, "git": git, "html": page},
	}
}
