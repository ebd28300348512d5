package github

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// folder is the folder of the reviews in a repository's trees.
type folder struct {
	path    string // without slashes at its ends; "": the root
	globs   globs.Set
	large   bool              // a whole tree is more than GitHub lists at once
	targets map[string]string // where links lead, by the blob's sha
}

// read finds the folder in a commit and lists what of it may be a
// document. The tree of a whole commit is read at once where the folder lies
// deep; else, and where it is more than GitHub gives at once, only the trees
// on the way to the folder are.
func (d *folder) read(ctx context.Context, now, was *snapshot) error {
	sha := now.tree
	if strings.Contains(d.path, "/") && !d.large {
		done, err := d.whole(ctx, now)
		if done || err != nil {
			return err
		}
		d.large = true
	}
	at := ""
	for _, part := range parts(d.path) {
		tree, err := now.repo.Tree(ctx, sha)
		if err != nil {
			return err
		}
		at = below(at, part)
		if sha, err = step(tree, part, at); err != nil {
			return err
		}
	}
	if was != nil && was.folder == sha {
		now.folder, now.files = was.folder, was.files
		return nil
	}
	now.folder, now.files = sha, map[string]gitdata.File{}
	return d.walk(ctx, now.repo, sha, "", now.files)
}

// whole lists the folder out of the tree of the whole commit; false: it is
// too large.
func (d *folder) whole(ctx context.Context, now *snapshot) (bool, error) {
	tree, err := now.repo.WholeTree(ctx, now.tree)
	if err != nil || tree.Truncated {
		return false, err
	}
	if now.folder, err = step(tree, d.path, d.path); err != nil {
		at := ""
		for _, part := range parts(d.path) { // the first that is in the way
			at = below(at, part)
			if _, inTheWay := step(tree, at, at); inTheWay != nil {
				return true, inTheWay
			}
		}
		return true, err
	}
	now.files = map[string]gitdata.File{}
	for _, e := range tree.Entries {
		if path, in := strings.CutPrefix(e.Path, d.path+"/"); in {
			d.take(path, e.File, now.files)
		}
	}
	return true, nil
}

// walk lists all below one tree, in parts where it is too large.
func (d *folder) walk(ctx context.Context, repo *repository, sha, dir string, into map[string]gitdata.File) error {
	found := map[string]gitdata.File{}
	tree, err := repo.WholeTree(ctx, sha)
	if err != nil {
		return err
	}
	if !tree.Truncated {
		for _, e := range tree.Entries {
			d.take(below(dir, e.Path), e.File, found)
		}
		maps.Copy(into, found)
		return nil
	}
	if tree, err = repo.Tree(ctx, sha); err != nil {
		return err
	}
	if tree.Truncated {
		return fmt.Errorf("folder %q holds more files than GitHub lists: name a folder below it as path", below(d.path, dir))
	}
	for _, e := range tree.Entries {
		path := below(dir, e.Path)
		if e.Mode != gitdata.Folder {
			d.take(path, e.File, into)
			continue
		}
		if d.globs.Skips(path) {
			continue
		}
		if err := d.walk(ctx, repo, e.SHA, path, into); err != nil {
			return err
		}
	}
	return nil
}

// take notes what may be a document, or hold some.
func (d *folder) take(path string, f gitdata.File, into map[string]gitdata.File) {
	switch {
	case f.Mode == gitdata.Folder:
	case f.Mode == gitdata.Submodule && !d.globs.Skips(path) && d.globs.Takes(path+"/review.md"), f.Mode != gitdata.Submodule && d.globs.Takes(path):
		into[path] = f
	}
}

// step goes from a tree into the folder called name.
func step(tree gitdata.Tree, name, at string) (sha string, err error) {
	for _, e := range tree.Entries {
		if e.Path != name {
			continue
		}
		switch {
		case e.Mode == gitdata.Folder:
			return e.SHA, nil
		case e.Mode == gitdata.Submodule:
			return "", fmt.Errorf("path: %s is a submodule: what it holds lies in another repository, name that one", at)
		case e.Mode == gitdata.Link:
			return "", fmt.Errorf("path: %s is a symbolic link: name the folder itself", at)
		}
		return "", fmt.Errorf("path: %s is a file: name its folder as path, and the file under include", at)
	}
	for _, e := range tree.Entries {
		if names.Same(e.Path, name) {
			return "", fmt.Errorf("path: %s is written in another Unicode form there: copy the name from the repository", at)
		}
	}
	return "", fmt.Errorf("path: there is no folder %s: correct path, or put the first review there", at)
}

// parts are the names in a path; "" has none.
func parts(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, "/")
}

// below is the path of what is called name in the folder at dir.
func below(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}
