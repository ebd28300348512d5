package tree

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Likeness is a Digest that is the same on machines on which files lie elsewhere, and
// which have their own secrets. It leaves out the keys named of the first document;
// of paths and secrets it says only that they are there.
func Likeness(docs []*Document, without []string, further []byte) string {
	var all []byte
	for i, d := range docs {
		root := *d.Root
		if i == 0 {
			all = slices.Clone(d.problems.sums)
			root.Keys = slices.DeleteFunc(slices.Clone(root.Keys), func(k Key) bool { return slices.Contains(without, k.Name) })
		}
		all = root.likeness().says(all)
	}
	sum := sha256.Sum256(append(all, further...))
	return hex.EncodeToString(sum[:8])
}

// likeness is a copy of n without what differs from machine to machine. A key ends in
// _file where its value may be in a file on one of them and as a text on another.
func (n *Node) likeness() *Node {
	if n.secret || n.local {
		return &Node{kind: text}
	}
	out := *n
	out.Keys, out.items = nil, nil
	for _, k := range n.Keys {
		if name, isFile := strings.CutSuffix(k.Name, "_file"); isFile {
			k = Key{Name: name, value: &Node{kind: text}}
		} else {
			k.value = k.value.likeness()
		}
		out.Keys = append(out.Keys, k)
	}
	for _, item := range n.items {
		out.items = append(out.items, item.likeness())
	}
	return &out
}
