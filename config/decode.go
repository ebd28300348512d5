package config

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
)

// later is a key of the design that this version does not carry out. Its tag
// "says" may hold a better word than that.
type later struct{}

const notYet = "not in this version"

var (
	laterType  = reflect.TypeFor[later]()
	secretType = reflect.TypeFor[secret.Secret]()
	nodeType   = reflect.TypeFor[*node]()
)

// decode fills structs from one object: each key belongs to the struct that
// has a field tagged with it. What the object does not name stays as it was.
// Every mistake is reported and the rest is decoded all the same.
func decode(n *node, into ...any) {
	if n.kind == null {
		return
	}
	if n.kind != object {
		n.wants(kindWords[object])
		return
	}
	fields := map[string]field{}
	var known []string
	for _, s := range into {
		for _, f := range fieldsOf(s) {
			fields[f.name] = f
			known = append(known, f.name)
		}
	}
	for _, k := range n.keys {
		f, ok := fields[k.name]
		if !ok {
			k.unknown(known)
			continue
		}
		f.take(n, k)
	}
}

// field is a field of a struct and the key that fills it.
type field struct {
	name  string
	value reflect.Value
	says  string
	file  bool // the key names the file that holds the secret
}

// fieldsOf lists the keys that a struct takes, by its yaml tags.
func fieldsOf(s any) []field {
	v := reflect.ValueOf(s).Elem()
	var out []field
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		name := tag.Get("yaml")
		if name == "" || name == "-" {
			continue
		}
		out = append(out, field{name: name, value: v.Field(i), says: tag.Get("says")})
		if v.Field(i).Type() == secretType {
			out = append(out, field{name: name + "_file", value: v.Field(i), file: true})
		}
	}
	return out
}

// take fills the field with a key's value.
func (f field) take(n *node, k key) {
	switch {
	case k.value.kind == null:
	case f.value.Type() == laterType:
		if !k.value.isEmpty() {
			k.fail(orDefault(f.says, notYet))
		}
	case f.value.Type() == secretType:
		f.takeSecret(n, k)
	default:
		fill(k.value, f.value)
	}
}

func (f field) takeSecret(n *node, k key) {
	if other := strings.TrimSuffix(k.name, "_file"); f.file && n.get(other) != nil {
		k.value.fail("%s is given as well: give one of the two", other)
		return
	}
	var s string
	fill(k.value, reflect.ValueOf(&s).Elem())
	if f.file {
		f.value.Set(reflect.ValueOf(secret.FromFile(k.value.doc.file(s))))
		return
	}
	f.value.Set(reflect.ValueOf(secret.New(s)))
}

// isEmpty is a value that says as much as no value.
func (n *node) isEmpty() bool {
	return n.kind == null || n.kind == text && n.value == "" || n.kind == list && len(n.items) == 0 ||
		n.kind == object && len(n.keys) == 0
}

func orDefault(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (k key) unknown(known []string) {
	words := fmt.Sprintf("unknown key %q", k.name)
	if near := mapping.Nearest(k.name, known); near != "" {
		words += fmt.Sprintf(": did you mean %q?", near)
	}
	k.fail(words)
}

func (n *node) wants(what string) { n.fail("wants %s, not %s", what, kindWords[n.kind]) }

// fill decodes one value.
func fill(n *node, v reflect.Value) {
	if v.Type() == nodeType {
		v.Set(reflect.ValueOf(n))
		return
	}
	if n.kind == null {
		return
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		fillText(n, u)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(n, v.Elem())
	case reflect.Struct:
		decode(n, v.Addr().Interface())
	case reflect.Slice:
		fillList(n, v)
	case reflect.Map:
		fillMap(n, v)
	case reflect.String:
		if n.isText() {
			v.SetString(n.value)
		}
	case reflect.Int:
		fillInt(n, v)
	case reflect.Bool:
		fillBool(n, v)
	case reflect.Interface:
		fillAny(n, v)
	default:
		panic("config: no key has the type " + v.Type().String())
	}
}

// isText tells whether n can be taken for a text, and reports it if not.
func (n *node) isText() bool {
	switch n.kind {
	case text, number:
		return true
	case boolean:
		n.fail("wants a text, not %s: put it in quotes", n.shown)
	default:
		n.wants(kindWords[text])
	}
	return false
}

func fillText(n *node, u encoding.TextUnmarshaler) {
	if !n.isText() {
		return
	}
	if err := u.UnmarshalText([]byte(n.value)); err != nil {
		n.fail("%s %v", n.quoted(), err)
	}
}

func fillInt(n *node, v reflect.Value) {
	if n.kind != number && n.kind != text {
		n.wants(kindWords[number])
		return
	}
	i, err := strconv.Atoi(n.value)
	if err != nil {
		n.fail("%s is not a whole number", n.quoted())
		return
	}
	v.SetInt(int64(i))
}

// fillList takes a list, or one plain value for a list of one.
func fillList(n *node, v reflect.Value) {
	items := n.items
	switch {
	case n.kind == list:
	case v.Type().Elem().Kind() == reflect.Struct && v.Type().Elem() != reflect.TypeFor[pattern](), v.Type().Elem() == nodeType:
		n.wants(kindWords[list])
		return
	case n.kind == object:
		n.wants(kindWords[list])
		return
	default:
		items = []*node{n}
	}
	out := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		if item.kind == null {
			item.fail("this entry is empty")
		}
		fill(item, out.Index(i))
	}
	v.Set(out)
}

func fillMap(n *node, v reflect.Value) {
	if n.kind != object {
		n.wants(kindWords[object])
		return
	}
	out := reflect.MakeMap(v.Type())
	for _, k := range n.keys {
		value := reflect.New(v.Type().Elem()).Elem()
		fill(k.value, value)
		out.SetMapIndex(reflect.ValueOf(k.name), value)
	}
	v.Set(out)
}
