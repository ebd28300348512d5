package github

import (
	"context"
	"fmt"
	"maps"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// file is one thing in the folder.
type file struct {
	sha  string
	mode string
	size int
}

// Modes of git for what is not a plain file.
const (
	modeLink      = "120000"
	modeSubmodule = "160000"
)

func (f file) plain() bool { return f.mode != modeLink && f.mode != modeSubmodule }

// readTree finds the folder in a commit and lists what of it may be a
// document. The tree of a whole commit is read at once where the folder lies
// deep; else, and where it is more than GitHub gives at once, only the trees
// on the way to the folder are.
func (s *Source) readTree(ctx context.Context, now, was *snapshot) error {
	sha := now.tree
	if strings.Contains(s.folder, "/") && !s.large {
		done, err := s.wholeTree(ctx, now)
		if done || err != nil {
			return err
		}
		s.large = true
	}
	at := ""
	for _, part := range parts(s.folder) {
		tree, err := s.tree(ctx, now.repo, sha, "")
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
	now.folder, now.files = sha, map[string]file{}
	return s.walk(ctx, now.repo, sha, "", now.files)
}

// wholeTree lists the folder out of the tree of the whole commit; false: it is
// too large.
func (s *Source) wholeTree(ctx context.Context, now *snapshot) (bool, error) {
	tree, err := s.tree(ctx, now.repo, now.tree, "?recursive=1")
	if err != nil || tree.GetTruncated() {
		return false, err
	}
	if now.folder, err = step(tree, s.folder, s.folder); err != nil {
		at := ""
		for _, part := range parts(s.folder) { // the first that is in the way
			at = below(at, part)
			if _, inTheWay := step(tree, at, at); inTheWay != nil {
				return true, inTheWay
			}
		}
		return true, err
	}
	now.files = map[string]file{}
	for _, e := range tree.Entries {
		if path, in := strings.CutPrefix(e.GetPath(), s.folder+"/"); in {
			s.take(path, e, now.files)
		}
	}
	return true, nil
}

// walk lists all below one tree, in parts where it is too large.
func (s *Source) walk(ctx context.Context, repo *repository, sha, dir string, into map[string]file) error {
	found := map[string]file{}
	tree, err := s.tree(ctx, repo, sha, "?recursive=1")
	if err != nil {
		return err
	}
	if !tree.GetTruncated() {
		for _, e := range tree.Entries {
			s.take(below(dir, e.GetPath()), e, found)
		}
		maps.Copy(into, found)
		return nil
	}
	if tree, err = s.tree(ctx, repo, sha, ""); err != nil {
		return err
	}
	if tree.GetTruncated() {
		return fmt.Errorf("folder %q holds more files than GitHub lists: name a folder below it as path", below(s.folder, dir))
	}
	for _, e := range tree.Entries {
		path := below(dir, e.GetPath())
		if e.GetType() != "tree" {
			s.take(path, e, into)
			continue
		}
		if s.globs.skips(path) {
			continue
		}
		if err := s.walk(ctx, repo, e.GetSHA(), path, into); err != nil {
			return err
		}
	}
	return nil
}

// take notes what may be a document, or hold some.
func (s *Source) take(path string, e *gh.TreeEntry, into map[string]file) {
	f := file{sha: e.GetSHA(), mode: e.GetMode(), size: e.GetSize()}
	switch {
	case e.GetType() == "tree":
	case f.mode == modeSubmodule && !s.globs.skips(path) && s.globs.takes(path+"/review.md"), f.mode != modeSubmodule && s.globs.takes(path):
		into[path] = f
	}
}

// step goes from a tree into the folder called name.
func step(tree *gh.Tree, name, at string) (sha string, err error) {
	for _, e := range tree.Entries {
		if e.GetPath() != name {
			continue
		}
		switch {
		case e.GetType() == "tree":
			return e.GetSHA(), nil
		case e.GetMode() == modeSubmodule:
			return "", fmt.Errorf("path: %s is a submodule: what it holds lies in another repository, name that one", at)
		case e.GetMode() == modeLink:
			return "", fmt.Errorf("path: %s is a symbolic link: name the folder itself", at)
		}
		return "", fmt.Errorf("path: %s is a file: name its folder as path, and the file under include", at)
	}
	return "", fmt.Errorf("path: there is no folder %s: correct path, or put the first review there", at)
}

func (s *Source) tree(ctx context.Context, repo *repository, sha, query string) (*gh.Tree, error) {
	var out gh.Tree
	if _, err := s.opt.Client.Do(ctx, "GET", repo.api("git/trees/%s%s", sha, query), nil, &out); err != nil {
		return nil, fmt.Errorf("list its files: %w", err)
	}
	return &out, nil
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
