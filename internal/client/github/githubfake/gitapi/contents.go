package gitapi

import (
	"net/http"
	"path"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// getContents answers a file, a symbolic link, a submodule, or what a folder
// holds, the first thousand of it.
func getContents(c *Call) rest.Reply {
	commit, there := c.commitAt(c.Query("ref", ""))
	if !there {
		return rest.Refusal(http.StatusNotFound, "No commit found for the ref "+c.Query("ref", ""))
	}
	at := c.Param("path")
	e, there := c.Repo.Git.Find(commit.Tree, at)
	if there && e.Mode == gitworld.SymlinkMode {
		at, e = c.followLink(commit, at, e)
	}
	switch {
	case !there:
		return rest.NotFound()
	case e.Mode == gitworld.FolderMode:
		return c.folder(commit, at, e)
	}
	out := c.contentObject(commit, at, e)
	data, _ := c.Repo.Git.Blob(e.Hash)
	switch e.Mode {
	case gitworld.SubmoduleMode:
		out["type"], out["submodule_git_url"] = "submodule", c.Repo.html("acme/%s.git", e.Name)
		return rest.OK(out)
	case gitworld.SymlinkMode:
		out["type"], out["target"] = "symlink", string(data)
		return rest.OK(out)
	}
	switch {
	case len(data) > c.Repo.blobLimit:
		return tooLarge()
	case c.Accepts("raw"):
		return rest.Raw("raw", data)
	case len(data) > 1<<20:
		out["content"], out["encoding"] = "", "none"
	default:
		out["content"], out["encoding"] = wrapped(data), "base64"
	}
	return rest.OK(out)
}

// followLink is the file that a link in the repository leads to, or the link.
func (c *Call) followLink(commit gitworld.Commit, at string, link gitworld.Entry) (string, gitworld.Entry) {
	data, _ := c.Repo.Git.Blob(link.Hash)
	to := path.Join(path.Dir(at), string(data))
	if e, there := c.Repo.Git.Find(commit.Tree, to); there && (e.Mode == gitworld.FileMode || e.Mode == gitworld.ExecutableMode) {
		return to, e
	}
	return at, link
}

func (c *Call) folder(commit gitworld.Commit, at string, folder gitworld.Entry) rest.Reply {
	entries, _ := c.Repo.Git.Tree(folder.Hash)
	list := []any{}
	for _, e := range entries[:min(len(entries), 1000)] {
		list = append(list, c.contentObject(commit, path.Join(at, e.Name), e))
	}
	return rest.OK(list)
}

func (c *Call) contentObject(commit gitworld.Commit, at string, e gitworld.Entry) rest.Object {
	kind, objects := "file", "blobs"
	switch e.Mode {
	case gitworld.FolderMode:
		kind, objects = "dir", "trees"
	case gitworld.SymlinkMode:
		kind = "symlink"
	}
	data, _ := c.Repo.Git.Blob(e.Hash)
	self, git := c.of("contents/%s?ref=%s", at, commit.Hash), c.of("git/%s/%s", objects, e.Hash)
	page := c.Repo.html("%s/blob/%s/%s", c.Repo.FullName(), commit.Hash, at)
	return rest.Object{
		"name": path.Base(at), "path": at, "sha": e.Hash, "size": len(data), "type": kind, "url": self, "git_url": git, "html_url": page,
		"download_url": nil, "_links": rest.Object{"self": self, "git": git, "html": page},
	}
}
