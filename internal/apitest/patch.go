package apitest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// operation is one change of overlays.json, in the form of RFC 6902. Its extra
// keys kind and why are for readers.
type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	From  string `json:"from"`
	Value any    `json:"value"`
}

// patch applies the operations to a decoded document, in order.
func patch(doc any, ops []operation) (any, error) {
	for _, op := range ops {
		var err error
		if doc, err = op.apply(doc); err != nil {
			return nil, fmt.Errorf("%s %s: %w", op.Op, op.Path, err)
		}
	}
	return doc, nil
}

func (op operation) apply(doc any) (any, error) {
	switch op.Op {
	case "add", "replace", "remove":
		return edit(doc, pointer(op.Path), op.Op, op.Value)
	case "move":
		moved, err := find(doc, pointer(op.From))
		if err != nil {
			return nil, err
		}
		if doc, err = edit(doc, pointer(op.From), "remove", nil); err != nil {
			return nil, err
		}
		return edit(doc, pointer(op.Path), "add", moved)
	}
	return nil, fmt.Errorf("operation %q is not known", op.Op)
}

// pointer splits a JSON pointer (RFC 6901) into its unescaped parts.
func pointer(p string) []string {
	parts := strings.Split(strings.TrimPrefix(p, "/"), "/")
	for i, part := range parts {
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
	}
	return parts
}

func find(doc any, path []string) (any, error) {
	for _, part := range path {
		object, isObject := doc.(map[string]any)
		next, found := object[part]
		if !isObject || !found {
			return nil, fmt.Errorf("nothing at %q", part)
		}
		doc = next
	}
	return doc, nil
}

// edit changes what lies at path and returns the document, which is a new
// value only where an array grew or shrank.
func edit(doc any, path []string, op string, value any) (any, error) {
	part, rest := path[0], path[1:]
	switch at := doc.(type) {
	case map[string]any:
		return editObject(at, part, rest, op, value)
	case []any:
		return editArray(at, part, rest, op, value)
	}
	return nil, fmt.Errorf("%q lies in neither object nor array", part)
}

func editObject(at map[string]any, part string, rest []string, op string, value any) (any, error) {
	old, found := at[part]
	switch {
	case !found && (op != "add" || len(rest) > 0):
		return nil, fmt.Errorf("nothing at %q", part)
	case len(rest) > 0:
		changed, err := edit(old, rest, op, value)
		at[part] = changed
		return at, err
	case op == "remove":
		delete(at, part)
	default:
		at[part] = value
	}
	return at, nil
}

func editArray(at []any, part string, rest []string, op string, value any) (any, error) {
	if part == "-" && op == "add" && len(rest) == 0 {
		return append(at, value), nil
	}
	i, err := strconv.Atoi(part)
	if err != nil || i < 0 || i >= len(at) {
		return nil, fmt.Errorf("no element %q in an array of %d", part, len(at))
	}
	if len(rest) > 0 {
		at[i], err = edit(at[i], rest, op, value)
		return at, err
	}
	switch op {
	case "add":
		return slices.Insert(at, i, value), nil
	case "remove":
		return slices.Delete(at, i, i+1), nil
	}
	at[i] = value
	return at, nil
}

func decoded(src []byte) (any, error) {
	var doc any
	err := json.Unmarshal(src, &doc)
	return doc, err
}
