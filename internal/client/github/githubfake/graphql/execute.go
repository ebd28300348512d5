package graphql

import (
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// Object is something that has fields. A value is nil, a scalar, an Object, a
// []any of these, or an error in the place of one. Numbers among the arguments
// are float64, enums are texts.
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
	// Extensions are the code of what a schema has against a request, and what
	// else is told of an error.
	Extensions map[string]any `json:"extensions,omitempty"`
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// Execute answers an operation from its root. Errors stand apart, and what they
// hit is null. What lacks is that the fake lacks something, or says what the
// schema does not.
func Execute(schema *ast.Schema, op Operation, root Object) (data map[string]any, wrong []*Error, lacks error) {
	x := &execution{schema: schema, variables: op.variables}
	data, _ = x.value(root, ast.NonNullNamedType(root.Type, nil), op.fields, nil).(map[string]any)
	return data, x.wrong, x.lacks
}

type execution struct {
	schema    *ast.Schema
	variables map[string]any
	wrong     []*Error
	lacks     error
}

// null is an error in the place of a value, told already: what may not be null
// takes what holds it along.
type null struct{}

// value is what stands for v in the answer, where typ is wanted.
func (x *execution) value(v any, typ *ast.Type, fields ast.SelectionSet, path []any) any {
	out := x.shown(v, typ, fields, path)
	if out == any(null{}) && !typ.NonNull {
		return nil
	}
	return out
}

func (x *execution) shown(v any, typ *ast.Type, fields ast.SelectionSet, path []any) any {
	switch v := v.(type) {
	case error:
		return x.failed(v, path)
	case Object:
		if !x.is(v.Type, typ.Name()) || typ.Elem != nil {
			x.lack("%v: a %s, and not %s", path, v.Type, typ)
		}
		return x.object(v, fields, path)
	case []any:
		return x.list(v, typ, fields, path)
	}
	if why := taken(x.schema, typ, plain(v)); why != "" || v != nil && len(fields) > 0 {
		x.lack("%v: %v, and not %s: %s", path, v, typ, why)
	}
	return v
}

func (x *execution) list(all []any, typ *ast.Type, fields ast.SelectionSet, path []any) any {
	if typ.Elem == nil {
		x.lack("%v: a list, and not %s", path, typ)
		return nil
	}
	out := make([]any, len(all))
	for n := range all {
		if out[n] = x.value(all[n], typ.Elem, fields, at(path, n)); out[n] == any(null{}) {
			return null{}
		}
	}
	return out
}

func (x *execution) lack(format string, args ...any) {
	x.lacks = errors.Join(x.lacks, fmt.Errorf("the fake says "+format, args...))
}

func (x *execution) failed(err error, path []any) any {
	var known *Error
	if errors.As(err, &known) {
		with := *known
		with.Path = path
		x.wrong = append(x.wrong, &with)
		return null{}
	}
	x.lacks = errors.Join(x.lacks, err)
	return nil
}

// is tells whether a type is another one, implements it, or is one of it.
func (x *execution) is(name, of string) bool {
	for _, possible := range x.schema.PossibleTypes[of] {
		if possible.Name == name {
			return true
		}
	}
	return name == of
}

// object is an object's answer; null where something of it that may not be null
// is.
func (x *execution) object(o Object, fields ast.SelectionSet, path []any) any {
	out := map[string]any{}
	if !x.into(out, o, fields, path) {
		return null{}
	}
	return out
}

func (x *execution) into(out map[string]any, o Object, fields ast.SelectionSet, path []any) bool {
	for _, s := range fields {
		on, inner := "", ast.SelectionSet(nil)
		switch s := s.(type) {
		case *ast.Field:
			if !x.field(out, o, s, path) {
				return false
			}
			continue
		case *ast.InlineFragment:
			on, inner = s.TypeCondition, s.SelectionSet
		case *ast.FragmentSpread:
			on, inner = s.Definition.TypeCondition, s.Definition.SelectionSet
		}
		if (on == "" || x.is(o.Type, on)) && !x.into(out, o, inner, path) {
			return false
		}
	}
	return true
}

func (x *execution) field(out map[string]any, o Object, f *ast.Field, path []any) bool {
	if f.Name == "__typename" {
		out[f.Alias] = o.Type
		return true
	}
	args, _ := plain(f.ArgumentMap(x.variables)).(map[string]any)
	v := x.value(o.Get(f.Name, args), f.Definition.Type, f.SelectionSet, at(path, f.Alias))
	out[f.Alias] = v
	return v != any(null{})
}

// plain is a value with its numbers as JSON has them.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, one := range v {
			out[name] = plain(one)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for n := range v {
			out[n] = plain(v[n])
		}
		return out
	}
	if n, is := numberOf(v); is {
		return n
	}
	return v
}

// at is a path one step further, a slice of its own.
func at(path []any, step any) []any { return append(append([]any{}, path...), step) }
