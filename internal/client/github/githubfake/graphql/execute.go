package graphql

import (
	"errors"
	"fmt"
)

// Object is something that has fields. A value is nil, a scalar, an Object, a
// []any of these, or an error in the place of one.
type Object struct {
	Type string
	Get  func(field string, args map[string]any) any
}

// Fields is an object whose fields need no arguments; values of type
// func() any are asked for only when they are wanted.
func Fields(typ string, fields map[string]any) Object {
	return Object{typ, func(field string, _ map[string]any) any {
		v, known := fields[field]
		if !known {
			return fmt.Errorf("%s.%s is in the schema and not modelled", typ, field)
		}
		if later, isLater := v.(func() any); isLater {
			return later()
		}
		return v
	}}
}

// Error is an error in an answer.
type Error struct {
	Type    string `json:"type,omitempty"` // NOT_FOUND, FORBIDDEN, RATE_LIMITED …
	Path    []any  `json:"path,omitempty"`
	Message string `json:"message"`
	// Extensions are code, typeName and fieldName of what a schema has against a
	// request.
	Extensions map[string]any `json:"extensions,omitempty"`
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// Execute answers a checked operation from its root. Errors stand apart, and
// what they hit is null; an error that is no *Error means that the fake lacks
// something.
func (s Schema) Execute(op Operation, root Object) (data map[string]any, wrong []*Error, lacks error) {
	x := &execution{schema: s}
	data, _ = x.value(root, op.Fields, nil).(map[string]any)
	return data, x.wrong, x.lacks
}

type execution struct {
	schema Schema
	wrong  []*Error
	lacks  error
}

func (x *execution) value(v any, fields []Field, path []any) any {
	switch v := v.(type) {
	case error:
		return x.failed(v, path)
	case Object:
		out := map[string]any{}
		x.object(out, v, fields, path)
		return out
	case []any:
		out := make([]any, len(v))
		for n := range v {
			out[n] = x.value(v[n], fields, at(path, n))
		}
		return out
	}
	return v
}

func (x *execution) failed(err error, path []any) any {
	var known *Error
	if errors.As(err, &known) {
		with := *known
		with.Path = path
		x.wrong = append(x.wrong, &with)
		return nil
	}
	x.lacks = errors.Join(x.lacks, err)
	return nil
}

func (x *execution) object(out map[string]any, o Object, fields []Field, path []any) {
	for _, f := range fields {
		switch {
		case f.Fragment:
			if f.On == "" || x.schema.Is(o.Type, f.On) {
				x.object(out, o, f.Fields, path)
			}
		case f.Name == "__typename":
			out[f.Alias] = o.Type
		default:
			out[f.Alias] = x.value(o.Get(f.Name, f.Args), f.Fields, at(path, f.Alias))
		}
	}
}

// at is a path one step further, a slice of its own.
func at(path []any, step any) []any { return append(append([]any{}, path...), step) }
