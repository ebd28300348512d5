package tree

import "fmt"

// Keeps says what of a configuration may be shown to somebody else: keys, and values
// of keys.
type Keeps interface {
	Key(name string) bool
	Value(key, text string) bool
}

// Outline is what n says for somebody who may not know it: of keys and values only
// those that keeps lets through, of the others that they are there.
func (n *Node) Outline(keeps Keeps) any { return n.outline("", keeps) }

func (n *Node) outline(key string, keeps Keeps) any {
	switch n.kind {
	case object:
		out := map[string]any{}
		for i, k := range n.Keys {
			name := k.Name
			if !keeps.Key(name) {
				name = fmt.Sprintf("(key %d)", i+1)
			}
			out[name] = k.value.outline(k.Name, keeps)
		}
		return out
	case list:
		out := []any{}
		for _, item := range n.items {
			out = append(out, item.outline(key, keeps))
		}
		return out
	case null:
		return nil
	}
	if !n.secret && len(n.variables) == 0 && keeps.Value(key, n.Value) {
		return n.Value
	}
	return "(" + kindWords[n.kind] + ")"
}
