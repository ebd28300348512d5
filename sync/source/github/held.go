package github

import (
	"fmt"
	"maps"
	"slices"

	gh "github.com/google/go-github/v60/github"
)

// held is a document as our branch has it.
type held struct {
	sha  string // there
	base string // what it was made from; "": not known
}

// holds are the documents that a proposal changes.
func (w *writing) holds(now *snapshot, p proposal) (map[string]held, error) {
	if p.parent == "" {
		return nil, nil
	}
	mine := &snapshot{repo: now.repo, branch: w.opt.Branch, tree: p.tree}
	before := now
	if p.parent != now.commit {
		var parent gh.Commit
		if _, err := w.opt.Client.Do(w.ctx, "GET", now.repo.api("git/commits/%s", p.parent), nil, &parent); err != nil {
			return nil, fmt.Errorf("read what branch %s was made from: %w", w.opt.Branch, err)
		}
		before = &snapshot{repo: now.repo, branch: now.branch, tree: parent.GetTree().GetSHA()}
		if err := w.readInto(before, now); err != nil {
			return nil, err
		}
	}
	if err := w.readInto(mine, before); err != nil {
		return nil, err
	}
	out := map[string]held{}
	for path, f := range mine.files {
		if was := before.files[path]; was.sha != f.sha && f.plain() {
			out[path] = held{sha: f.sha, base: was.sha}
		}
	}
	return out, nil
}

func (w *writing) readInto(into, was *snapshot) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.readTree(w.ctx, into, was); err != nil {
		return fmt.Errorf("branch %s of %s: %w", into.branch, into.repo.name, err)
	}
	return nil
}

// same tells whether our branch holds just what is wanted of the documents
// that were asked for.
func same(holds map[string]held, changes []change, asked map[string]bool) bool {
	wanted := map[string]bool{}
	for _, c := range changes {
		if h := holds[c.path]; h.sha != c.sha || h.base != c.file.sha {
			return false
		}
		wanted[c.path] = true
	}
	for path := range holds {
		if asked[path] && !wanted[path] {
			return false
		}
	}
	return true
}

// carry are the documents that our branch changes and this report is not
// about: they stay as they are there, unless the review itself was changed
// since. Then its next report brings it in line.
func carry(holds map[string]held, now *snapshot, asked map[string]bool) map[string]file {
	out := map[string]file{}
	for _, path := range slices.Sorted(maps.Keys(holds)) {
		h := holds[path]
		if f, there := now.files[path]; there && !asked[path] && f.sha == h.base && f.plain() {
			out[path] = file{sha: h.sha, mode: f.mode}
		}
	}
	return out
}
