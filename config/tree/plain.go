package tree

import (
	"encoding/json"
	"reflect"
)

// fillBool takes true and false; as a text too, for a variable's value is one.
func fillBool(n *Node, v reflect.Value) {
	switch {
	case n.kind == list || n.kind == object:
		n.wants(boolean)
	case n.Value != "true" && n.Value != "false":
		n.Fail("%s is neither true nor false: write one of these, in small letters", n.Quoted())
	default:
		v.SetBool(n.Value == "true")
	}
}

// fillAny takes a plain value as what it is written as, or a list of such.
func fillAny(n *Node, v reflect.Value) {
	if n.kind != list {
		if value := n.plain(); value != nil {
			v.Set(reflect.ValueOf(value))
		}
		return
	}
	values := []any{}
	for _, item := range n.items {
		values = append(values, item.plain())
	}
	v.Set(reflect.ValueOf(values))
}

// plain is a text, a number with the digits that were written, or a boolean;
// nil: n is none, and is reported.
func (n *Node) plain() any {
	switch n.kind {
	case text:
		return n.Value
	case boolean:
		if n.Value == "true" || n.Value == "false" {
			return n.Value == "true"
		}
		return n.Value // True
	case number:
		if json.Valid([]byte(n.Value)) {
			return json.Number(n.Value)
		}
		return n.Value // 010, 1_000, .inf: what it is worth is for who takes it to say
	case null:
		n.Fail(emptyEntry)
	default:
		n.Fail("must be a text, a number, true or false, or a list of these, not %s", kindWords[n.kind])
	}
	return nil
}
