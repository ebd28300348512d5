package tree

import "slices"

// Over is n with the keys of defaults for what it does not say, as far as
// they count for it.
func (n *Node) Over(defaults *Node, counts func(name string) bool) *Node {
	out := &Node{kind: object}
	if n != nil && n.kind == object {
		out = &Node{kind: object, Doc: n.Doc, Path: n.Path, line: n.line, column: n.column}
		out.Keys = slices.Clone(n.Keys)
	}
	if defaults == nil {
		return out
	}
	for _, k := range defaults.Keys {
		if out.Get(k.Name) == nil && counts(k.Name) {
			out.Keys = append(out.Keys, k)
		}
	}
	return out
}
