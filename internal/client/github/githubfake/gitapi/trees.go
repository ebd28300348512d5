package gitapi

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

func getTree(c *Call) rest.Reply {
	if no := c.empty(); no != nil {
		return *no
	}
	tree := Hash(c.Param("ref"))
	if commit, is := c.Repo.Git.Resolve(string(tree)); is {
		tree = commit.Tree
	}
	entries, there := c.Repo.Git.Tree(tree)
	if !there {
		return rest.NotFound()
	}
	if !c.R.URL.Query().Has("recursive") {
		return rest.OK(c.treeObject(tree, entries, false))
	}
	entries = c.Repo.Git.Flatten(tree)
	truncated := len(entries) > c.Repo.treeLimit
	return rest.OK(c.treeObject(tree, entries[:min(len(entries), c.Repo.treeLimit)], truncated))
}

func (c *Call) treeObject(tree Hash, entries []gitworld.Entry, truncated bool) rest.Object {
	list := []any{}
	for _, e := range entries {
		line := rest.Object{"path": e.Name, "mode": e.Mode, "type": e.Kind(), "sha": e.Hash}
		switch e.Kind() {
		case gitworld.BlobKind:
			data, _ := c.Repo.Git.Blob(e.Hash)
			line["size"], line["url"] = len(data), c.of("git/blobs/%s", e.Hash)
		case gitworld.TreeKind:
			line["url"] = c.of("git/trees/%s", e.Hash)
		}
		list = append(list, line)
	}
	return rest.Object{"sha": tree, "url": c.of("git/trees/%s", tree), "tree": list, "truncated": truncated}
}

// treeLine is an entry of a tree as a client asks for it; without SHA and
// Content it takes the path away.
type treeLine struct {
	Path, Mode string
	Type       gitworld.Kind
	SHA        *Hash
	Content    *string
}

func createTree(c *Call) rest.Reply {
	var in struct {
		Base Hash `json:"base_tree"`
		Tree []treeLine
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if commit, is := c.Repo.Git.Commit(in.Base); is {
		in.Base = commit.Tree
	}
	if in.Base != "" && !c.Repo.Git.Has(in.Base, gitworld.TreeKind) {
		return rest.Invalid("base_tree is not a valid tree oid")
	}
	if len(in.Tree) == 0 {
		return rest.Invalid("Invalid tree info")
	}
	changes := map[string]gitworld.Entry{}
	for _, line := range in.Tree {
		put, wrong := c.entry(in.Base, line)
		if wrong != "" {
			return rest.Invalid(wrong)
		}
		changes[line.Path] = put
	}
	tree := c.Repo.Git.Change(in.Base, changes)
	entries, _ := c.Repo.Git.Tree(tree)
	return rest.Created(c.treeObject(tree, entries, false))
}

// entry is what a line puts into the tree, or what GitHub has against it.
func (c *Call) entry(base Hash, line treeLine) (put gitworld.Entry, wrong string) {
	put.Mode = line.Mode
	switch {
	case malformed(line.Path):
		return put, "tree.path contains a malformed path component"
	case line.SHA != nil:
		put.Hash = *line.SHA
	case line.Content != nil:
		put.Hash = c.Repo.Git.PutBlob([]byte(*line.Content))
	default:
		if _, there := c.Repo.Git.Find(base, line.Path); !there || base == "" {
			return put, "GitRPC::BadObjectState"
		}
		return put, ""
	}
	if put.Kind() != gitworld.CommitKind && !c.Repo.Git.Has(put.Hash, put.Kind()) {
		return put, fmt.Sprintf("tree.sha %s is not a valid %s", put.Hash, put.Kind())
	}
	return put, ""
}

func malformed(path string) bool {
	return path == "" || strings.HasPrefix(path, "/") || !utf8.ValidString(path) || strings.Contains("/"+path+"/", "/../") || strings.Contains(path, "//")
}
