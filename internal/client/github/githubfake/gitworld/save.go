package gitworld

import (
	"maps"
	"slices"
	"unicode/utf8"
)

// Saved is a repository as it is kept. Objects have no names there: they get
// them again when they are put.
type Saved struct {
	Texts    []string  `json:",omitempty"` // blobs that are UTF-8
	Blobs    [][]byte  `json:",omitempty"` // others
	Trees    [][]Entry `json:",omitempty"`
	Commits  []Commit  `json:",omitempty"`
	Branches map[string]Hash
	Rules    map[string]Rules `json:",omitempty"`
	Pulls    []*Pull          `json:",omitempty"`
}

// Save is the repository to be kept.
func (r *Repository) Save() Saved {
	out := Saved{Branches: r.branches, Rules: r.rules, Pulls: r.pulls}
	for _, h := range slices.Sorted(maps.Keys(r.store)) {
		switch o := r.store[h]; {
		case o.kind == TreeKind:
			out.Trees = append(out.Trees, o.entries)
		case o.kind == CommitKind:
			out.Commits = append(out.Commits, o.commit)
		case utf8.Valid(o.data):
			out.Texts = append(out.Texts, string(o.data))
		default:
			out.Blobs = append(out.Blobs, o.data)
		}
	}
	return out
}

// Restored is a repository that was kept.
func Restored(in Saved) *Repository {
	r := New()
	for _, text := range in.Texts {
		r.PutBlob([]byte(text))
	}
	for _, data := range in.Blobs {
		r.PutBlob(data)
	}
	for _, entries := range in.Trees {
		r.PutTree(entries)
	}
	for _, c := range in.Commits {
		r.PutCommit(c)
	}
	maps.Copy(r.branches, in.Branches)
	maps.Copy(r.rules, in.Rules)
	r.pulls = in.Pulls
	return r
}
