package gitworld

import "errors"

// ErrConflict is that both sides changed the same file.
var ErrConflict = errors.New("both sides changed the same file")

// Merge is the tree that has what both commits changed since they parted. It
// looks at whole files: one that both changed differently is a conflict.
func (r *Repository) Merge(ours, theirs Hash) (tree Hash, err error) {
	a, _ := r.Commit(ours)
	b, _ := r.Commit(theirs)
	base, _ := r.Commit(r.MergeBase(ours, theirs))
	mine := map[string]Entry{}
	r.diff(base.Tree, a.Tree, "", func(path string, _, is Entry) { mine[path] = is })
	changes := map[string]Entry{}
	r.diff(base.Tree, b.Tree, "", func(path string, _, is Entry) {
		if has, both := mine[path]; both && has != is {
			err = ErrConflict
		}
		changes[path] = is
	})
	if err != nil {
		return "", err
	}
	return r.Change(a.Tree, changes), nil
}
