package gitworld

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The modes of a tree's entries.
const (
	FileMode       = "100644"
	ExecutableMode = "100755"
	SymlinkMode    = "120000"
	FolderMode     = "040000"
	SubmoduleMode  = "160000"
)

// Entry is a line of a tree.
type Entry struct {
	Mode string
	Name string // of a flattened tree: the whole path
	Hash Hash
}

// Kind is what the entry names.
func (e Entry) Kind() Kind {
	switch e.Mode {
	case FolderMode:
		return TreeKind
	case SubmoduleMode:
		return CommitKind
	}
	return BlobKind
}

// PutTree stores the entries of one folder, sorted as git does.
func (r *Repository) PutTree(entries []Entry) Hash {
	entries = slices.SortedFunc(slices.Values(entries), func(a, b Entry) int { return strings.Compare(a.sortKey(), b.sortKey()) })
	var data bytes.Buffer
	for _, e := range entries {
		raw, _ := hex.DecodeString(string(e.Hash))
		fmt.Fprintf(&data, "%s %s\x00", strings.TrimPrefix(e.Mode, "0"), e.Name)
		data.Write(raw)
	}
	return r.store.put(&object{kind: TreeKind, data: data.Bytes(), entries: entries})
}

// sortKey is a name as git sorts it: a folder's as if it ended in a slash.
func (e Entry) sortKey() string {
	if e.Mode == FolderMode {
		return e.Name + "/"
	}
	return e.Name
}

// Tree are the entries of one folder.
func (r *Repository) Tree(h Hash) (entries []Entry, there bool) {
	if !r.store.is(h, TreeKind) {
		return nil, false
	}
	return r.store[h].entries, true
}

// Flatten are the entries of a tree and of all below it with their paths, a
// folder before what is in it.
func (r *Repository) Flatten(tree Hash) []Entry {
	var out []Entry
	var walk func(h Hash, below string)
	walk = func(h Hash, below string) {
		entries, _ := r.Tree(h)
		for _, e := range entries {
			name := below + e.Name
			out = append(out, Entry{Mode: e.Mode, Name: name, Hash: e.Hash})
			if e.Mode == FolderMode {
				walk(e.Hash, name+"/")
			}
		}
	}
	walk(tree, "")
	return out
}

// Find is the entry at a path; the root is a folder.
func (r *Repository) Find(tree Hash, path string) (Entry, bool) {
	at := Entry{Mode: FolderMode, Hash: tree}
	for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if part == "" {
			continue
		}
		entries, _ := r.Tree(at.Hash)
		i := slices.IndexFunc(entries, func(e Entry) bool { return e.Name == part })
		if at.Mode != FolderMode || i < 0 {
			return Entry{}, false
		}
		at = entries[i]
	}
	return at, true
}

// Change stores the tree that differs from another ("": an empty one) in the
// named paths: an entry without a hash takes the path away, one with a folder's
// mode puts a whole tree there. Folders that become empty go away.
func (r *Repository) Change(tree Hash, changes map[string]Entry) Hash {
	old, _ := r.Tree(tree)
	entries := map[string]Entry{}
	for _, e := range old {
		entries[e.Name] = e
	}
	below := map[string]map[string]Entry{}
	for _, path := range slices.Sorted(maps.Keys(changes)) {
		first, rest, deep := strings.Cut(path, "/")
		switch e := changes[path]; {
		case deep && below[first] == nil:
			below[first] = map[string]Entry{rest: e}
		case deep:
			below[first][rest] = e
		case e.Hash == "":
			delete(entries, first)
		default:
			entries[first] = Entry{Mode: e.Mode, Name: first, Hash: e.Hash}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(below)) {
		var folder Hash
		at, there := entries[name]
		if there && at.Mode == FolderMode {
			folder = at.Hash
			delete(entries, name)
		}
		folder = r.Change(folder, below[name])
		if left, _ := r.Tree(folder); len(left) > 0 {
			entries[name] = Entry{Mode: FolderMode, Name: name, Hash: folder}
		}
	}
	return r.PutTree(slices.Collect(maps.Values(entries)))
}
