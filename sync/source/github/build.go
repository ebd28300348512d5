package github

import (
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// build makes a commit of changes, and of documents as they are carried on, on
// top of a snapshot. It is on no branch yet. The message is that of the tree.
func (w *writing) build(now *snapshot, changes []change, carried map[string]gitdata.File, message func(tree string) string) (gitdata.Commit, error) {
	var edits []gitdata.Edit
	for _, path := range slices.Sorted(maps.Keys(carried)) {
		edits = append(edits, gitdata.Of(below(w.folder, path), carried[path].Mode, carried[path].SHA))
	}
	for _, c := range changes {
		e, err := now.repo.Write(w.ctx, below(w.folder, c.path), c.file.Mode, c.text)
		if err != nil {
			return gitdata.Commit{}, err
		}
		edits = append(edits, e)
	}
	tree, err := now.repo.Plant(w.ctx, now.tree, edits)
	if err != nil {
		return gitdata.Commit{}, err
	}
	return now.repo.MakeCommit(w.ctx, tree, now.commit, message(tree))
}
