package graphql

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
)

//go:embed github.graphql
var githubText string

//go:embed cloud.graphql
var cloudText string

// GitHub is the modelled part of github.com's schema.
func GitHub() (Schema, error) { return ReadSchema(githubText + cloudText) }

// Enterprise is the modelled part of that of Enterprise Server 3.19.
func Enterprise() (Schema, error) { return ReadSchema(githubText) }

// Schema is what may be asked, by type.
type Schema map[string]*definition

type definition struct {
	kind       string // type, interface, union, input, enum
	implements []string
	fields     map[string]fieldType
	values     []string // of an enum
}

type fieldType struct {
	typ  typeRef
	args map[string]typeRef
}

type typeRef struct {
	name     string
	list     bool
	required bool
}

// ReadSchema reads definitions of types, interfaces, unions, inputs and enums;
// extend type adds to one that is there.
func ReadSchema(text string) (Schema, error) {
	c, err := lex(text)
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	s := Schema{}
	for c.peek() != "" {
		if err := s.define(c); err != nil {
			return nil, fmt.Errorf("read the schema: %w", err)
		}
	}
	return s, nil
}

func (s Schema) define(c *cursor) error {
	c.take("extend")
	kind := c.next()
	name, err := c.name()
	if err != nil {
		return err
	}
	d := s[name]
	if d == nil {
		d = &definition{kind: kind, fields: map[string]fieldType{}}
		s[name] = d
	}
	if kind == "union" {
		return s.union(c, name)
	}
	if c.take("implements") {
		for c.peek() != "{" && c.peek() != "" {
			c.take("&")
			d.implements = append(d.implements, c.next())
		}
	}
	if err := c.want("{"); err != nil {
		return err
	}
	for !c.take("}") {
		if err := d.member(c); err != nil {
			return err
		}
	}
	return nil
}

// union makes its members implement it.
func (s Schema) union(c *cursor, name string) error {
	if err := c.want("="); err != nil {
		return err
	}
	for more := true; more; more = c.take("|") {
		member := c.next()
		if s[member] == nil {
			return fmt.Errorf("union %s before its member %s", name, member)
		}
		s[member].implements = append(s[member].implements, name)
	}
	return nil
}

func (d *definition) member(c *cursor) error {
	name, err := c.name()
	if err != nil {
		return err
	}
	if d.kind == "enum" {
		d.values = append(d.values, name)
		return nil
	}
	f := fieldType{args: map[string]typeRef{}}
	if c.take("(") {
		for !c.take(")") {
			arg := c.next()
			if err := c.want(":"); err != nil {
				return err
			}
			if f.args[arg], err = readType(c); err != nil {
				return err
			}
		}
	}
	if err := c.want(":"); err != nil {
		return err
	}
	f.typ, err = readType(c)
	d.fields[name] = f
	return err
}

// readType reads T, T!, [T], [T!]!.
func readType(c *cursor) (t typeRef, err error) {
	if c.take("[") {
		if t, err = readType(c); err == nil {
			err = c.want("]")
		}
		t.list = true
	} else {
		t.name, err = c.name()
	}
	t.required = c.take("!")
	return t, err
}

// Problem is what a schema has against a request.
type Problem struct {
	Message, Code, Type, Field string
}

// Check holds an operation against the schema.
func (s Schema) Check(op Operation) []Problem {
	root := "Query"
	if op.Kind == "mutation" {
		root = "Mutation"
	}
	return s.fields(root, op.Fields)
}

func (s Schema) fields(on string, fields []Field) []Problem {
	var out []Problem
	for _, f := range fields {
		switch {
		case f.Fragment:
			inner := on
			if f.On != "" {
				inner = f.On
			}
			if !s.meets(on, inner) {
				out = append(out, Problem{Message: fmt.Sprintf("Fragment on %s can't be spread inside %s", inner, on), Code: "cannotSpreadFragment", Type: on})
				continue
			}
			out = append(out, s.fields(inner, f.Fields)...)
		case f.Name != "__typename":
			out = append(out, s.field(on, f)...)
		}
	}
	return out
}

// meets reports whether an object of one type may be one of the other.
func (s Schema) meets(a, b string) bool {
	if s[a] == nil || s[b] == nil {
		return false
	}
	if a == b || s.Is(a, b) || s.Is(b, a) {
		return true
	}
	for name := range s {
		if s.Is(name, a) && s.Is(name, b) {
			return true
		}
	}
	return false
}

// Is reports whether a type is another one or implements it.
func (s Schema) Is(name, of string) bool {
	return name == of || s[name] != nil && slices.Contains(s[name].implements, of)
}

func (s Schema) field(on string, f Field) []Problem {
	def, found := s[on].fields[f.Name]
	if !found {
		return []Problem{{Message: fmt.Sprintf("Field '%s' doesn't exist on type '%s'", f.Name, on), Code: "undefinedField", Type: on, Field: f.Name}}
	}
	out := s.args(on+"."+f.Name, def.args, f.Args)
	of := s[def.typ.name]
	composite := of != nil && of.kind != "enum"
	switch {
	case composite && f.Fields == nil:
		out = append(out, Problem{Message: fmt.Sprintf("Field must have selections (field '%s' returns %s but has no selections.)", f.Name, def.typ.name), Code: "selectionMismatch", Type: on, Field: f.Name})
	case !composite && f.Fields != nil:
		out = append(out, Problem{Message: fmt.Sprintf("Selections can't be made on scalars (field '%s' returns %s)", f.Name, def.typ.name), Code: "selectionMismatch", Type: on, Field: f.Name})
	case composite:
		out = append(out, s.fields(def.typ.name, f.Fields)...)
	}
	return out
}

// args holds arguments, or the fields of an input, against what is declared.
func (s Schema) args(where string, declared map[string]typeRef, given map[string]any) []Problem {
	var out []Problem
	for _, name := range slices.Sorted(maps.Keys(given)) {
		typ, known := declared[name]
		if !known {
			out = append(out, Problem{Message: fmt.Sprintf("%s doesn't accept argument '%s'", where, name), Code: "argumentNotAccepted", Field: name})
			continue
		}
		out = append(out, s.value(where+"."+name, typ, given[name])...)
	}
	for _, name := range slices.Sorted(maps.Keys(declared)) {
		if declared[name].required && given[name] == nil {
			out = append(out, Problem{Message: fmt.Sprintf("%s is missing required arguments: %s", where, name), Code: "missingRequiredArguments", Field: name})
		}
	}
	return out
}

func (s Schema) value(where string, typ typeRef, v any) []Problem {
	if list, isList := v.([]any); isList && typ.list {
		var out []Problem
		for _, one := range list {
			out = append(out, s.value(where, typeRef{name: typ.name}, one)...)
		}
		return out
	}
	if v == nil {
		return nil
	}
	if object, isObject := v.(map[string]any); isObject && s[typ.name] != nil && s[typ.name].kind == "input" {
		inner := map[string]typeRef{}
		for name, f := range s[typ.name].fields {
			inner[name] = f.typ
		}
		return s.args(typ.name, inner, object)
	}
	if !s.takes(typ.name, v) {
		return []Problem{{Message: fmt.Sprintf("%s has an invalid value (%v). Expected type '%s'", where, v, typ.name), Code: "argumentLiteralsIncompatible"}}
	}
	return nil
}

// takes reports whether a scalar or an enum takes a value.
func (s Schema) takes(name string, v any) bool {
	switch x := v.(type) {
	case float64:
		return name == "Float" || name == "Int" && x == float64(int64(x)) || name == "ID"
	case bool:
		return name == "Boolean"
	case string:
		if s[name] != nil {
			return s[name].kind == "enum" && slices.Contains(s[name].values, x)
		}
		return name != "Int" && name != "Float" && name != "Boolean"
	case Enum:
		return s[name] != nil && slices.Contains(s[name].values, string(x))
	}
	return false
}
