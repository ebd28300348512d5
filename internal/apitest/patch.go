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

// opened drops "additionalProperties": false from every schema that names
// properties, itself or by others: vendors answer with more than their schemas
// know. One that names none is meant to be empty.
func opened(doc any) {
	switch at := doc.(type) {
	case map[string]any:
		_, names := at["properties"].(map[string]any)
		if (names || at["anyOf"] != nil || at["allOf"] != nil) && at["additionalProperties"] == false {
			delete(at, "additionalProperties")
		}
		for _, v := range at {
			opened(v)
		}
	case []any:
		for _, v := range at {
			opened(v)
		}
	}
}

// nullable lets null pass where a schema names no type: OpenAPI 3.0.3 means
// any value there, which the validator reads as any but null.
func nullable(doc any) {
	switch at := doc.(type) {
	case map[string]any:
		for key, v := range at {
			named, _ := v.(map[string]any)
			switch {
			case key == "properties" && named["type"] == nil:
				for _, schema := range named {
					anyOrNull(schema)
				}
			case key == "additionalProperties" || key == "items" || key == "schema":
				anyOrNull(v)
			}
			nullable(v)
		}
	case []any:
		for _, v := range at {
			nullable(v)
		}
	}
}

func anyOrNull(schema any) {
	at, isSchema := schema.(map[string]any)
	if !isSchema {
		return
	}
	for _, narrows := range []string{"type", "$ref", "allOf", "oneOf", "anyOf", "enum"} {
		if at[narrows] != nil {
			return
		}
	}
	at["nullable"] = true
}

// plainLists makes lists of strings of query parameters that a vendor declares
// as lists of objects, which nobody could send.
func plainLists(doc any) {
	switch at := doc.(type) {
	case map[string]any:
		schema, _ := at["schema"].(map[string]any)
		items, _ := schema["items"].(map[string]any)
		if at["in"] == "query" && (items["type"] == "object" || items["$ref"] == "#/components/schemas/StringList") {
			schema["items"] = map[string]any{"type": "string"}
		}
		for _, v := range at {
			plainLists(v)
		}
	case []any:
		for _, v := range at {
			plainLists(v)
		}
	}
}

func decoded(src []byte) (any, error) {
	var doc any
	err := json.Unmarshal(src, &doc)
	return doc, err
}
