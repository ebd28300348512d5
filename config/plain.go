package config

import (
	"encoding/json"
	"reflect"
	"strconv"
)

// fillBool takes true and false; as a text too, for a variable's value is one.
func fillBool(n *node, v reflect.Value) {
	switch {
	case n.kind != boolean && n.kind != text:
		n.wants(kindWords[boolean])
	case n.value != "true" && n.value != "false":
		n.fail("%s is neither true nor false", n.quoted())
	default:
		v.SetBool(n.value == "true")
	}
}

// fillAny takes a plain value as what it is written as, or a list of such.
func fillAny(n *node, v reflect.Value) {
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

// plain is a text, a number or a boolean; nil: n is none, and is reported.
func (n *node) plain() any {
	switch n.kind {
	case text:
		return n.value
	case boolean:
		return n.value == "true"
	case number:
		if json.Valid([]byte(n.value)) {
			return json.Number(n.value)
		}
		if i, err := strconv.ParseInt(n.value, 0, 64); err == nil {
			return i
		}
		return n.value
	case null:
		n.fail("this entry is empty")
	default:
		n.fail("wants a text, a number, true or false, or a list of these, not %s", kindWords[n.kind])
	}
	return nil
}
