package gitdata

import (
	"context"
	"fmt"

	gh "github.com/google/go-github/v60/github"

	"github.com/followthrough/followthrough/internal/httpx"
)

// File is one thing in a tree.
type File struct {
	SHA  string
	Mode string
	Size int // in bytes; of a blob alone
}

// Modes of git for what is not a plain file.
const (
	Folder    = "040000"
	Link      = "120000"
	Submodule = "160000"
)

// Plain tells whether it is a file with bytes of its own.
func (f File) Plain() bool { return f.Mode != Link && f.Mode != Submodule && f.Mode != Folder }

// Entry is a thing in a tree with its path there.
type Entry struct {
	Path string
	File
}

// Tree is a folder, or all below it.
type Tree struct {
	Entries []Entry
	// Truncated: it is more than GitHub lists at once.
	Truncated bool
}

// treeBounds are those of a listing: GitHub gives up to 100,000 entries at once,
// and 7 MB.
func treeBounds() httpx.Bounds { return httpx.Bounds{Values: 1_200_000, Elements: 120_000} }

// Tree lists one folder.
func (r Repo) Tree(ctx context.Context, sha string) (Tree, error) {
	return r.tree(httpx.Expect(ctx, treeBounds()), r.API("git/trees/%s", sha))
}

// WholeTree lists all below a folder.
func (r Repo) WholeTree(ctx context.Context, sha string) (Tree, error) {
	return r.tree(httpx.Expect(ctx, treeBounds()), r.API("git/trees/%s?recursive=1", sha))
}

func (r Repo) tree(ctx context.Context, path string) (Tree, error) {
	var got gh.Tree
	if err := r.Get(ctx, path, &got); err != nil {
		return Tree{}, fmt.Errorf("list its files: %w", err)
	}
	out := Tree{Truncated: got.GetTruncated()}
	for _, e := range got.Entries {
		out.Entries = append(out.Entries, Entry{e.GetPath(), File{SHA: e.GetSHA(), Mode: e.GetMode(), Size: e.GetSize()}})
	}
	return out, nil
}
