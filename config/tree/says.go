package tree

import (
	"cmp"
	"fmt"
	"slices"
)

// Says appends what n says, keys by the alphabet: the ground of a digest.
func (n *Node) Says(to []byte) []byte {
	to = fmt.Appendf(to, "%d%q(", n.kind, n.Value)
	keys := slices.SortedFunc(slices.Values(n.Keys), func(a, b Key) int { return cmp.Compare(a.Name, b.Name) })
	for _, k := range keys {
		to = k.value.Says(fmt.Appendf(to, "%q:", k.Name))
	}
	for _, item := range n.items {
		to = item.Says(to)
	}
	return append(to, ')')
}
