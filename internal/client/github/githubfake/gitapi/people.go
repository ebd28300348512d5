package gitapi

import (
	"maps"
	"slices"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// File is what a person puts at a path; Mode "": a plain file. Of a submodule
// Content is the commit.
type File struct {
	Content string
	Mode    string
}

// The modes of files that are not plain ones.
const (
	Executable = gitworld.ExecutableMode
	Symlink    = gitworld.SymlinkMode
	Submodule  = gitworld.SubmoduleMode
)

// Commit puts plain files on a branch ("": the default one; made from it if it
// is not there) in the name of the repository's owner, past all rules.
func (r *Repo) Commit(branch string, files map[string]string, message string) Hash {
	with := map[string]File{}
	for path, content := range files {
		with[path] = File{Content: content}
	}
	return r.CommitAs("", branch, with, nil, message)
}

// Delete takes files away from a branch by one commit.
func (r *Repo) Delete(branch string, paths ...string) Hash {
	return r.CommitAs("", branch, nil, paths, "Delete files")
}

// Move gives a file another path by one commit.
func (r *Repo) Move(branch, from, to string) Hash {
	return r.CommitAs("", branch, map[string]File{to: {Content: r.File(branch, from)}}, []string{from}, "Move "+from)
}

// CommitAs is Commit by a login ("": the owner) with files of any mode, and
// with paths that go.
func (r *Repo) CommitAs(login, branch string, files map[string]File, gone []string, message string) Hash {
	defer r.lock()()
	if login == "" {
		login = r.Owner
	}
	if branch == "" {
		branch = r.DefaultBranch
	}
	before, there := r.Git.Head(branch)
	parent, known := before, there
	if !there {
		parent, known = r.Git.Head(r.DefaultBranch)
	}
	tree, parents := Hash(""), []Hash(nil)
	if known {
		c, _ := r.Git.Commit(parent)
		tree, parents = c.Tree, []Hash{parent}
	}
	by := r.person(login)
	sha := r.Git.PutCommit(gitworld.Commit{Tree: r.Git.Change(tree, r.entries(files, gone)), Parents: parents, Author: by, Committer: by, Message: message})
	r.must(r.Git.Force(branch, sha))
	r.follow(branch, before, login)
	return sha
}

func (r *Repo) entries(files map[string]File, gone []string) map[string]gitworld.Entry {
	out := map[string]gitworld.Entry{}
	for _, path := range gone {
		out[path] = gitworld.Entry{}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		e := gitworld.Entry{Mode: files[path].Mode}
		switch e.Mode {
		case Submodule:
			e.Hash = Hash(files[path].Content)
		case "":
			e.Mode = gitworld.FileMode
			fallthrough
		default:
			e.Hash = r.Git.PutBlob([]byte(files[path].Content))
		}
		out[path] = e
	}
	return out
}

// ForcePush lets a branch stand at any commit.
func (r *Repo) ForcePush(branch string, to Hash) {
	defer r.lock()()
	before, _ := r.Git.Head(branch)
	r.must(r.Git.Force(branch, to))
	r.follow(branch, before, r.Owner)
}

// DeleteBranch takes a branch away; its open pull requests are closed.
func (r *Repo) DeleteBranch(branch string) {
	defer r.lock()()
	before, _ := r.Git.Head(branch)
	r.must(r.Git.Remove(branch))
	r.follow(branch, before, r.Owner)
}

// RenameDefault gives the default branch another name; the former leads there.
func (r *Repo) RenameDefault(to string) {
	defer r.lock()()
	from := r.DefaultBranch
	r.Git.Rename(from, to)
	r.renamed[from], r.DefaultBranch = to, to
	r.Changed("edited", rest.Object{"changes": rest.Object{"default_branch": rest.Object{"from": from}}})
}

// Head is where a branch ("": the default one) stands; "": it is not there.
func (r *Repo) Head(branch string) Hash {
	defer r.lock()()
	if branch == "" {
		branch = r.DefaultBranch
	}
	h, _ := r.Git.Head(branch)
	return h
}

// Branches are the names of all branches, sorted.
func (r *Repo) Branches() []string {
	defer r.lock()()
	return r.Git.Branches()
}

// File is the content of a file on a branch ("": the default one); "": there
// is none.
func (r *Repo) File(branch, path string) string {
	commits := r.Log(branch)
	defer r.lock()()
	if len(commits) == 0 {
		return ""
	}
	e, _ := r.Git.Find(commits[0].Tree, path)
	data, _ := r.Git.Blob(e.Hash)
	return string(data)
}

// Paths are those of all files on a branch ("": the default one), sorted.
func (r *Repo) Paths(branch string) (out []string) {
	head := r.Head(branch)
	defer r.lock()()
	c, _ := r.Git.Commit(head)
	for _, e := range r.Git.Flatten(c.Tree) {
		if e.Kind() == gitworld.BlobKind {
			out = append(out, e.Name)
		}
	}
	slices.Sort(out)
	return out
}

// Log are the commits of a branch ("": the default one), the last first.
func (r *Repo) Log(branch string) []gitworld.Commit {
	head := r.Head(branch)
	defer r.lock()()
	return r.Git.Log(head)
}

func (r *Repo) must(err error) {
	r.Gate.T.Helper()
	if err != nil {
		r.Gate.T.Errorf("githubfake: %s: %v", r.FullName(), err)
	}
}
