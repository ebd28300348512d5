package gitworld

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// FileChange is one file that differs between two trees.
type FileChange struct {
	Path     string
	Previous string // of one that was renamed
	Status   string // added, removed, modified, renamed
	Hash     Hash   // as it is now, or was if removed
	Added    int    // lines
	Removed  int
}

// Diff are the files that differ between two trees ("": an empty one), by
// path. A file that went while one at least half like it came was renamed.
func (r *Repository) Diff(from, to Hash) []FileChange {
	var out []FileChange
	r.diff(from, to, "", func(path string, was, is Entry) {
		change := FileChange{Path: path, Status: "modified", Hash: is.Hash}
		switch {
		case was.Hash == "":
			change.Status = "added"
		case is.Hash == "":
			change.Status, change.Hash = "removed", was.Hash
		}
		change.Added, change.Removed, _ = r.lines(was.Hash, is.Hash)
		out = append(out, change)
	})
	out = r.renames(out)
	slices.SortFunc(out, func(a, b FileChange) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// diff tells of every file that differs; equal folders are not entered.
func (r *Repository) diff(from, to Hash, below string, tell func(path string, was, is Entry)) {
	was, is := r.byName(from), r.byName(to)
	names := map[string]bool{}
	for name := range was {
		names[name] = true
	}
	for name := range is {
		names[name] = true
	}
	for name := range names {
		a, b := was[name], is[name]
		if a == b {
			continue
		}
		folderOf := func(e Entry) (folder Hash, rest Entry) {
			if e.Mode == FolderMode {
				return e.Hash, Entry{}
			}
			return "", e
		}
		folderA, fileA := folderOf(a)
		folderB, fileB := folderOf(b)
		if folderA != folderB {
			r.diff(folderA, folderB, below+name+"/", tell)
		}
		if fileA != fileB {
			tell(below+name, fileA, fileB)
		}
	}
}

func (r *Repository) byName(tree Hash) map[string]Entry {
	entries, _ := r.Tree(tree)
	out := make(map[string]Entry, len(entries))
	for _, e := range entries {
		out[e.Name] = e
	}
	return out
}

// renameLimit is how many files may have gone and come, each, for renames to
// be looked for, as git has it.
const renameLimit = 1000

// renames joins what was removed with what was added like it.
func (r *Repository) renames(all []FileChange) []FileChange {
	slices.SortFunc(all, func(a, b FileChange) int { return cmp.Compare(a.Path, b.Path) })
	var added, removed []int
	for i, c := range all {
		switch c.Status {
		case "added":
			added = append(added, i)
		case "removed":
			removed = append(removed, i)
		}
	}
	if len(added) > renameLimit || len(removed) > renameLimit {
		return all
	}
	gone := map[int]bool{}
	for _, i := range added {
		j := r.likest(all, removed, gone, all[i].Hash)
		if j < 0 {
			continue
		}
		gone[j] = true
		came, went, _ := r.lines(all[j].Hash, all[i].Hash)
		all[i].Status, all[i].Previous, all[i].Added, all[i].Removed = "renamed", all[j].Path, came, went
	}
	var out []FileChange
	for i, c := range all {
		if !gone[i] {
			out = append(out, c)
		}
	}
	return out
}

// likest is the removed file that is most like a blob, and at least half; -1:
// there is none.
func (r *Repository) likest(all []FileChange, removed []int, taken map[int]bool, blob Hash) int {
	best, most := -1, 0.5
	for _, j := range removed {
		if taken[j] {
			continue
		}
		if _, _, like := r.lines(all[j].Hash, blob); like > most || like == most && best < 0 {
			best, most = j, like
		}
	}
	return best
}

// lines counts the lines that came and went between two blobs, wherever they
// stand, and says how much of the longer is in both, 0 to 1.
func (r *Repository) lines(from, to Hash) (added, removed int, like float64) {
	if from == to {
		return 0, 0, 1
	}
	count := map[string]int{}
	was, is := r.lineList(from), r.lineList(to)
	for _, line := range was {
		count[line]++
	}
	kept := 0
	for _, line := range is {
		if count[line] > 0 {
			count[line]--
			kept++
		}
	}
	return len(is) - kept, len(was) - kept, float64(kept) / float64(max(len(was), len(is), 1))
}

func (r *Repository) lineList(h Hash) []string {
	data, _ := r.Blob(h)
	if len(data) == 0 {
		return nil
	}
	return strings.Split(string(bytes.TrimSuffix(data, []byte("\n"))), "\n")
}
