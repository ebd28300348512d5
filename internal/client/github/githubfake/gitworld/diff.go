package gitworld

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// FileChange is one file that differs between two trees.
type FileChange struct {
	Path    string
	Status  string // added, removed, modified
	Hash    Hash   // as it is now, or was if removed
	Added   int    // lines
	Removed int
}

// Diff are the files that differ between two trees ("": an empty one), by
// path.
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
		change.Added, change.Removed = r.lines(was.Hash, is.Hash)
		out = append(out, change)
	})
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

// lines counts the lines that came and went between two blobs, wherever they
// stand.
func (r *Repository) lines(from, to Hash) (added, removed int) {
	if from == to {
		return 0, 0
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
	return len(is) - kept, len(was) - kept
}

func (r *Repository) lineList(h Hash) []string {
	data, _ := r.Blob(h)
	if len(data) == 0 {
		return nil
	}
	return strings.Split(string(bytes.TrimSuffix(data, []byte("\n"))), "\n")
}
