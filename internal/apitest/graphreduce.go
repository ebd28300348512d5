package apitest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// graphOf is a schema with just these fields (Type.field), what they take and
// what they give: types, arguments, what may be null, enums. No description, no
// directive and no other prose comes along. What is added may extend its types.
func graphOf(full, added *ast.SchemaDocument, fields []string) (*ast.SchemaDocument, error) {
	for _, more := range added.Extensions {
		def := full.Definitions.ForName(more.Name)
		if def == nil {
			return nil, fmt.Errorf("%s: there is no %s", graphAdded, more.Name)
		}
		def.Fields = append(def.Fields, more.Fields...)
	}
	g := &graphReducer{full: full, fields: map[string][]string{}, kept: map[string]*ast.Definition{}}
	for _, one := range fields {
		typ, field, _ := strings.Cut(one, ".")
		g.fields[typ] = append(g.fields[typ], field)
	}
	for typ := range g.fields {
		g.keep(typ, graphFields)
	}
	out := &ast.SchemaDocument{}
	for _, def := range full.Definitions { // in the vendor's order
		if kept := g.kept[def.Name]; kept != nil {
			out.Definitions = append(out.Definitions, kept)
		}
	}
	if len(g.wrong) > 0 {
		slices.Sort(g.wrong)
		return nil, fmt.Errorf("%s: %s", graphFields, strings.Join(slices.Compact(g.wrong), "; "))
	}
	return out, nil
}

type graphReducer struct {
	full   *ast.SchemaDocument
	fields map[string][]string // that are wanted, by type
	kept   map[string]*ast.Definition
	wrong  []string
}

// keep takes up a type that something names.
func (g *graphReducer) keep(name, by string) {
	if g.kept[name] != nil || slices.Contains([]string{"Int", "Float", "String", "Boolean", "ID"}, name) {
		return
	}
	def := g.full.Definitions.ForName(name)
	if def == nil {
		g.wrong = append(g.wrong, by+" names "+name+", which is not in the schema")
		return
	}
	out := &ast.Definition{Kind: def.Kind, Name: def.Name}
	g.kept[name] = out
	switch def.Kind {
	case ast.Union:
		out.Types = g.wanted(def.Types)
	case ast.Enum:
		for _, v := range def.EnumValues {
			out.EnumValues = append(out.EnumValues, &ast.EnumValueDefinition{Name: v.Name})
		}
	case ast.InputObject:
		out.Fields = g.taken(def, func(*ast.FieldDefinition) bool { return true })
	case ast.Object, ast.Interface:
		out.Interfaces = g.wanted(def.Interfaces)
		names := g.named(def)
		out.Fields = g.taken(def, func(f *ast.FieldDefinition) bool { return slices.Contains(names, f.Name) })
		if len(out.Fields) < len(names) || len(names) == 0 {
			g.wrong = append(g.wrong, fmt.Sprintf("%s has, of %v, only %d fields (named by %s)", name, names, len(out.Fields), by))
		}
	}
}

// named are the fields of a type that are wanted, for its own sake or as one of
// an interface.
func (g *graphReducer) named(def *ast.Definition) []string {
	names := slices.Clone(g.fields[def.Name])
	for _, i := range def.Interfaces {
		names = append(names, g.fields[i]...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// wanted are those types of which fields are.
func (g *graphReducer) wanted(names []string) (out []string) {
	for _, name := range names {
		if len(g.fields[name]) > 0 {
			out = append(out, name)
		}
	}
	return out
}

func (g *graphReducer) taken(def *ast.Definition, wanted func(*ast.FieldDefinition) bool) (out ast.FieldList) {
	for _, f := range def.Fields {
		if !wanted(f) || out.ForName(f.Name) != nil { // two are there twice in 15.26.1
			continue
		}
		where := def.Name + "." + f.Name
		to := &ast.FieldDefinition{Name: f.Name, Type: f.Type, DefaultValue: f.DefaultValue}
		for _, a := range f.Arguments {
			to.Arguments = append(to.Arguments, &ast.ArgumentDefinition{Name: a.Name, Type: a.Type, DefaultValue: a.DefaultValue})
			g.keep(a.Type.Name(), where)
		}
		g.keep(f.Type.Name(), where)
		out = append(out, to)
	}
	return out
}
