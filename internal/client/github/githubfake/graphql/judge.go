package graphql

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// judged says what the validator lets pass and GitHub does not: variables that
// nobody declared, and values that their type does not take.
func judged(schema *ast.Schema, op *ast.OperationDefinition, sent map[string]any, asked Operation) []Problem {
	var out []Problem
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		if op.VariableDefinitions.ForName(name) == nil {
			out = append(out, Problem{Message: fmt.Sprintf("variable $%s is sent and not declared", name)})
		}
	}
	j := &judge{schema: schema, asked: asked}
	j.fields(op.SelectionSet)
	return append(out, j.out...)
}

type judge struct {
	schema *ast.Schema
	asked  Operation
	out    []Problem
}

func (j *judge) fields(all ast.SelectionSet) {
	for _, s := range all {
		switch s := s.(type) {
		case *ast.Field:
			args := s.ArgumentMap(j.asked.variables)
			for _, def := range s.Definition.Arguments {
				if v, given := args[def.Name]; given {
					j.value(s.Name+"."+def.Name, def.Type, v)
				}
			}
			j.fields(s.SelectionSet)
		case *ast.InlineFragment:
			j.fields(s.SelectionSet)
		case *ast.FragmentSpread:
			j.fields(s.Definition.SelectionSet)
		}
	}
}

// value holds one value against its type.
func (j *judge) value(where string, typ *ast.Type, v any) {
	if why := taken(j.schema, typ, v); why != "" {
		j.out = append(j.out, Problem{fmt.Sprintf("%s has an invalid value (%v): %s", where, v, why), "argumentLiteralsIncompatible"})
	}
}

// taken says why a type does not take a value; "": it does.
func taken(schema *ast.Schema, typ *ast.Type, v any) string {
	switch {
	case v == nil && typ.NonNull:
		return typ.String() + " is never null"
	case v == nil:
		return ""
	case typ.Elem != nil:
		list, is := v.([]any)
		if !is {
			list = []any{v} // one stands for a list of one
		}
		for _, one := range list {
			if why := taken(schema, typ.Elem, one); why != "" {
				return why
			}
		}
		return ""
	}
	def := schema.Types[typ.NamedType]
	switch def.Kind {
	case ast.Enum:
		return ofEnum(def, v)
	case ast.InputObject:
		return ofInput(schema, def, v)
	case ast.Scalar:
		return ofScalar(def.Name, v)
	}
	return ""
}

func ofEnum(def *ast.Definition, v any) string {
	if name, is := v.(string); !is || def.EnumValues.ForName(name) == nil {
		return "none of " + def.Name
	}
	return ""
}

func ofInput(schema *ast.Schema, def *ast.Definition, v any) string {
	object, is := v.(map[string]any)
	if !is {
		return "no " + def.Name
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		f := def.Fields.ForName(name)
		if f == nil {
			return def.Name + " has no " + name
		}
		if why := taken(schema, f.Type, object[name]); why != "" {
			return name + ": " + why
		}
	}
	return ""
}

// ofScalar knows the scalars of the specification, and those of GitHub's that
// are times; others are texts.
func ofScalar(name string, v any) string {
	number, isNumber := numberOf(v)
	text, isText := v.(string)
	_, isBool := v.(bool)
	fits := isText
	switch name {
	case "Int":
		fits = isNumber && number == math.Trunc(number) && math.Abs(number) <= math.MaxInt32
	case "Float":
		fits = isNumber
	case "Boolean":
		fits = isBool
	case "ID":
		fits = isText || isNumber
	case "DateTime":
		_, err := time.Parse(time.RFC3339, text)
		fits = err == nil
	case "Date":
		_, err := time.Parse(time.DateOnly, text)
		fits = err == nil
	}
	if fits {
		return ""
	}
	return "no " + name
}

func numberOf(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case int64:
		return float64(n), true
	case int:
		return float64(n), true
	}
	return 0, false
}
