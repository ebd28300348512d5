package graphql

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Request is a request as it is sent.
type Request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
	Name      string         `json:"operationName"`
}

// Operation is what is asked for, its variables filled in.
type Operation struct {
	Kind   string // query or mutation
	Name   string
	Fields []Field
}

// Field is one field that is asked for, or a fragment: On is its type, ""
// where it holds for any, and then Name is empty.
type Field struct {
	Name, Alias string
	Fragment    bool
	On          string
	Args        map[string]any
	Fields      []Field
}

// Enum is a literal such as CLOSED_EVENT; variables hold texts instead.
type Enum string

// reader reads the operations and fragments of a request.
type reader struct {
	*cursor
	variables map[string]any
	declared  []string
	used      []string
	fragments map[string]Field
	spreads   []string
}

// Read reads a request of one operation.
func Read(r Request) (Operation, error) {
	tokens, err := lex(r.Query)
	if err != nil {
		return Operation{}, fmt.Errorf("read the query: %w", err)
	}
	d := &reader{cursor: tokens, variables: r.Variables, fragments: map[string]Field{}}
	op, err := d.document()
	if err != nil {
		return op, fmt.Errorf("read the query: %w", err)
	}
	for _, name := range d.declared {
		if !slices.Contains(d.used, name) {
			return op, fmt.Errorf("variable $%s is declared and not used", name)
		}
	}
	op.Fields, err = d.spread(op.Fields, 0)
	return op, err
}

func (d *reader) document() (op Operation, err error) {
	found := false
	for d.peek() != "" && err == nil {
		if d.take("fragment") {
			err = d.fragment()
			continue
		}
		if found {
			return op, errors.New("more than one operation is not modelled")
		}
		found = true
		op, err = d.operation()
	}
	if !found && err == nil {
		err = errors.New("no operation")
	}
	return op, err
}

func (d *reader) fragment() error {
	name, err := d.name()
	if err == nil {
		err = d.want("on")
	}
	if err != nil {
		return err
	}
	f := Field{Fragment: true}
	if f.On, err = d.name(); err == nil {
		f.Fields, err = d.selection()
	}
	d.fragments[name] = f
	return err
}

func (d *reader) operation() (op Operation, err error) {
	op.Kind = "query"
	if d.peek() != "{" {
		if op.Kind = d.next(); op.Kind != "query" && op.Kind != "mutation" {
			return op, fmt.Errorf("%q is no operation", op.Kind)
		}
		if nameRE.MatchString(d.peek()) {
			op.Name = d.next()
		}
		if err := d.declarations(); err != nil {
			return op, err
		}
	}
	op.Fields, err = d.selection()
	return op, err
}

// declarations read ($a: ID!, $b: Int = 3).
func (d *reader) declarations() error {
	if !d.take("(") {
		return nil
	}
	for !d.take(")") {
		if err := d.want("$"); err != nil {
			return err
		}
		name, err := d.name()
		if err == nil {
			err = d.want(":")
		}
		if err != nil {
			return err
		}
		typ, err := readType(d.cursor)
		if err != nil {
			return err
		}
		d.declared = append(d.declared, name)
		if err := d.fill(name, typ); err != nil {
			return err
		}
	}
	return nil
}

// fill gives a variable its default, and misses one that must be given.
func (d *reader) fill(name string, typ typeRef) error {
	value, given := d.variables[name]
	if d.take("=") {
		standard, err := d.value()
		if err != nil {
			return err
		}
		if !given {
			d.variables = with(d.variables, name, standard)
		}
		return nil
	}
	if typ.required && value == nil {
		return fmt.Errorf("variable $%s of type %s! was provided invalid value", name, typ.name)
	}
	return nil
}

func with(m map[string]any, name string, value any) map[string]any {
	out := map[string]any{name: value}
	for k, v := range m {
		out[k] = v
	}
	return out
}

func (d *reader) selection() ([]Field, error) {
	if err := d.want("{"); err != nil {
		return nil, err
	}
	var out []Field
	for !d.take("}") {
		f, err := d.field()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("an empty selection, after %s", d.before())
	}
	return out, nil
}

func (d *reader) field() (f Field, err error) {
	if d.take("...") {
		return d.inline()
	}
	if f.Name, err = d.name(); err != nil {
		return f, err
	}
	f.Alias = f.Name
	if d.take(":") {
		if f.Name, err = d.name(); err != nil {
			return f, err
		}
	}
	if f.Args, err = d.pairs("(", ")"); err != nil {
		return f, err
	}
	if d.peek() == "@" {
		return f, fmt.Errorf("directives are not modelled, after %s", d.before())
	}
	if d.peek() == "{" {
		f.Fields, err = d.selection()
	}
	return f, err
}

// inline reads what follows ...: a fragment of its own, or the name of one.
func (d *reader) inline() (f Field, err error) {
	f.Fragment = true
	if d.peek() != "{" && !d.take("on") {
		name, err := d.name()
		d.spreads = append(d.spreads, name)
		f.Alias = name
		return f, err
	}
	if d.peek() != "{" {
		if f.On, err = d.name(); err != nil {
			return f, err
		}
	}
	f.Fields, err = d.selection()
	return f, err
}

// deepest is how deep selections may stand in each other; fragments that name
// each other in a circle are deeper.
const deepest = 50

// spread puts named fragments where their names stand.
func (d *reader) spread(fields []Field, depth int) ([]Field, error) {
	if depth > deepest {
		return nil, fmt.Errorf("selections stand more than %d deep in each other", deepest)
	}
	for n, f := range fields {
		if f.Fragment && f.Alias != "" {
			named, found := d.fragments[f.Alias]
			if !found {
				return nil, fmt.Errorf("there is no fragment %s", f.Alias)
			}
			fields[n] = named
		}
		inner, err := d.spread(slices.Clone(fields[n].Fields), depth+1)
		if err != nil {
			return nil, err
		}
		fields[n].Fields = inner
	}
	return fields, nil
}

// pairs reads name: value between two signs; nil where the first is absent.
func (d *reader) pairs(open, end string) (map[string]any, error) {
	if !d.take(open) {
		return nil, nil
	}
	out := map[string]any{}
	for !d.take(end) {
		name, err := d.name()
		if err == nil {
			err = d.want(":")
		}
		if err != nil {
			return nil, err
		}
		if out[name], err = d.value(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (d *reader) value() (any, error) {
	switch t := d.peek(); {
	case t == "{":
		return d.pairs("{", "}")
	case t == "[":
		return d.list()
	case t == "$":
		return d.variable()
	case t == "true", t == "false":
		return d.next() == "true", nil
	case t == "null":
		d.at++
		return nil, nil
	case nameRE.MatchString(t):
		return Enum(d.next()), nil
	case t != "" && t[0] == '"':
		var text string
		err := json.Unmarshal([]byte(d.next()), &text)
		return text, err
	default:
		n, err := strconv.ParseFloat(d.next(), 64)
		if err != nil {
			return nil, fmt.Errorf("expected a value, not %q, after %s", t, d.before())
		}
		return n, nil
	}
}

func (d *reader) list() (any, error) {
	d.at++
	out := []any{}
	for !d.take("]") {
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (d *reader) variable() (any, error) {
	d.at++
	name, err := d.name()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(d.declared, name) {
		return nil, fmt.Errorf("variable $%s is used and not declared", name)
	}
	d.used = append(d.used, name)
	return d.variables[name], nil
}
