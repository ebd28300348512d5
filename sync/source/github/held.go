package github

import (
	"context"
	"fmt"

	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// held is a document as our branch has it.
type held struct {
	sha  string // there
	base string // what it was made from; "": not known
}

// holds are the documents that a commit on our branch changes.
func (w *proposal) holds(c gitdata.Commit) (map[string]held, error) {
	if len(c.Parents) != 1 {
		return nil, nil
	}
	now := w.now
	mine := &snapshot{repo: now.repo, branch: w.opt.Branch, tree: c.Tree}
	before := now
	if c.Parents[0] != now.commit {
		parent, err := now.repo.Commit(w.ctx, c.Parents[0])
		if err != nil {
			return nil, err
		}
		before = &snapshot{repo: now.repo, branch: now.branch, tree: parent.Tree}
		if err := w.base.readInto(w.ctx, before, now); err != nil {
			return nil, err
		}
	}
	if err := w.base.readInto(w.ctx, mine, before); err != nil {
		return nil, err
	}
	out := map[string]held{}
	for path, f := range mine.files {
		if was := before.files[path]; was.SHA != f.SHA && f.Plain() {
			out[path] = held{sha: f.SHA, base: was.SHA}
		}
	}
	return out, nil
}

// readInto reads the folder's files in another tree than the one last seen.
func (b *branch) readInto(ctx context.Context, into, was *snapshot) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.folder.read(ctx, into, was); err != nil {
		return fmt.Errorf("branch %s of %s: %w", into.branch, into.repo.Name, err)
	}
	return nil
}

// same tells whether our branch holds just what is wanted of the documents
// that were asked for.
func same(holds map[string]held, changes []change, asked map[string]bool) bool {
	wanted := map[string]bool{}
	for _, c := range changes {
		if h := holds[c.path]; h.sha != c.sha || h.base != c.file.SHA {
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
func carry(holds map[string]held, now *snapshot, asked map[string]bool) map[string]gitdata.File {
	out := map[string]gitdata.File{}
	for path, h := range holds {
		if f, there := now.files[path]; there && !asked[path] && f.SHA == h.base && f.Plain() {
			out[path] = gitdata.File{SHA: h.sha, Mode: f.Mode}
		}
	}
	return out
}
