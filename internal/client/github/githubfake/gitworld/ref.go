package gitworld

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// Why a reference is not as it was asked.
var (
	ErrNotFastForward = errors.New("Update is not a fast forward") //nolint:staticcheck // GitHub's words
	ErrNoReference    = errors.New("Reference does not exist")     //nolint:staticcheck // GitHub's words
	ErrReference      = errors.New("Reference already exists")     //nolint:staticcheck // GitHub's words
	ErrNoObject       = errors.New("Object does not exist")        //nolint:staticcheck // GitHub's words
)

// Repository is a git repository: objects, branches, rules on them, and pull
// requests.
type Repository struct {
	store    store
	branches map[string]Hash
	rules    map[string]Rules // by branch
	pulls    []*Pull
}

// New is an empty repository.
func New() *Repository {
	return &Repository{store: store{}, branches: map[string]Hash{}, rules: map[string]Rules{}}
}

// Branches are the names of all branches, sorted.
func (r *Repository) Branches() []string { return slices.Sorted(maps.Keys(r.branches)) }

// Head is where a branch stands.
func (r *Repository) Head(branch string) (Hash, bool) {
	h, there := r.branches[branch]
	return h, there
}

// Resolve is the commit that a branch, heads/branch, refs/heads/branch or a
// hash means.
func (r *Repository) Resolve(name string) (Commit, bool) {
	if h, there := r.branches[name]; there {
		return r.Commit(h)
	}
	short := strings.TrimPrefix(strings.TrimPrefix(name, "refs/"), "heads/")
	if h, there := r.branches[short]; there && short != name {
		return r.Commit(h)
	}
	return r.Commit(Hash(name))
}

// Make begins a branch.
func (r *Repository) Make(branch string, at Hash) error {
	if _, there := r.branches[branch]; there {
		return ErrReference
	}
	if !r.Has(at, CommitKind) {
		return ErrNoObject
	}
	r.branches[branch] = at
	return nil
}

// Force lets a branch stand anywhere.
func (r *Repository) Force(branch string, to Hash) error {
	if !r.Has(to, CommitKind) {
		return ErrNoObject
	}
	r.branches[branch] = to
	return nil
}

// Remove takes a branch away.
func (r *Repository) Remove(branch string) error {
	if _, there := r.branches[branch]; !there {
		return ErrNoReference
	}
	delete(r.branches, branch)
	return nil
}

// Rename gives a branch another name, its rules with it.
func (r *Repository) Rename(from, to string) {
	r.branches[to] = r.branches[from]
	delete(r.branches, from)
	if rules, ruled := r.rules[from]; ruled {
		r.rules[to] = rules
		delete(r.rules, from)
	}
	for _, p := range r.pulls {
		if p.Base == from {
			p.Base = to
		}
	}
}
