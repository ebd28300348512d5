package tree

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
)

// A struct that a group of keys fills tells of each key by its field's tags:
//
//	yaml    the key
//	meant   what people write for it
//	words   the words that it takes; none: anything
//	fields  the words that the keys of a map may be
//	one     the key that takes several, where this one takes one text
//	is      "several" (texts, each an entry), "globs", "folder" (of this machine), "file"
//	        (a path), "words" (those of the file), "header" (a secret that one carries)

// Refuser is a group that names keys which nobody carries out there, and what is
// said of each; "": NotYet.
type Refuser interface{ Refuses() map[string]string }

// Refused are such keys, for Decode.
type Refused map[string]string

// NotYet is what is said of a key that a later version may carry out.
const NotYet = "not in this version: leave it out"

var (
	secretsType = reflect.TypeFor[[]secret.Secret]()
	secretType  = reflect.TypeFor[secret.Secret]()
	nodeType    = reflect.TypeFor[*Node]()
)

// Decode fills structs from one object: each key belongs to the last struct that
// has a field tagged with it, or is refused. What the object does not name stays
// as it was. Every mistake is reported and the rest is decoded all the same.
func Decode(n *Node, into ...any) {
	if n.kind == null {
		return
	}
	var refused, fields []field
	for _, s := range into {
		if r, ok := s.(Refuser); ok {
			refused = append(refused, fieldsOf(Refused(r.Refuses()))...)
		}
		fields = append(fields, fieldsOf(s)...)
	}
	if n.kind != object {
		n.wantsKeys(firstOf(fields)...)
		return
	}
	taken := map[string]field{}
	for _, f := range slices.Concat(refused, fields) {
		taken[f.name] = f
	}
	fields = slices.DeleteFunc(fields, func(f field) bool { return taken[f.name].refused })
	for _, k := range n.Keys {
		if f, ok := taken[k.Name]; ok {
			f.take(n, k)
		} else {
			k.unknown(fields, into)
		}
	}
}

// firstOf is the first key that is carried out.
func firstOf(fields []field) []string {
	for _, f := range fields {
		if !f.refused {
			return []string{f.name}
		}
	}
	return nil
}

// field is a field of a struct and the key that fills it, or a refused key.
type field struct {
	name    string
	value   reflect.Value
	tag     reflect.StructTag
	file    bool // the key names the file that holds the secret
	refused bool
	says    string
}

// fieldsOf lists the keys that a struct takes.
func fieldsOf(s any) (out []field) {
	if refused, ok := s.(Refused); ok {
		for _, name := range slices.Sorted(maps.Keys(refused)) {
			out = append(out, field{name: name, refused: true, says: cmp.Or(refused[name], NotYet)})
		}
		return out
	}
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		f := field{value: v.Field(i), tag: v.Type().Field(i).Tag}
		f.name = f.tag.Get("yaml")
		switch f.name {
		case "":
			continue
		case ",inline": // its keys stand here
			out = append(out, fieldsOf(f.value.Addr().Interface())...)
			continue
		}
		out = append(out, f)
		if t := f.value.Type(); t == secretType || t == secretsType {
			f.name, f.file = f.name+"_file", true
			out = append(out, f)
		}
	}
	return out
}

// KeysOf names the keys that a struct takes.
func KeysOf(s any) (names []string) {
	for _, f := range fieldsOf(s) {
		names = append(names, f.name)
	}
	return names
}

// Put fills the field that a path of keys leads to with what stands elsewhere.
func Put(n *Node, path string, into any) {
	name, rest, below := strings.Cut(path, ".")
	for _, f := range fieldsOf(into) {
		switch {
		case f.name != name:
		case below:
			Put(n, rest, f.value.Addr().Interface())
		default:
			f.take(&Node{}, Key{Name: name, value: n})
		}
	}
}

// take fills the field with a key's value.
func (f field) take(n *Node, k Key) {
	switch words, several := strings.Fields(f.tag.Get("words")), f.tag.Get("one"); {
	case k.value.kind == null:
	case f.refused:
		if !k.value.isEmpty() {
			k.Fail(f.says)
		}
	case f.value.Type() == secretType, f.value.Type() == secretsType:
		f.takeSecret(n, k)
	case len(words) > 0 && !k.value.oneOf(words):
	case several != "" && k.value.kind == list:
		k.value.Fail("must be one %s: for several write %s: [A, B]", k.Name, several)
	default:
		Fill(k.value, f.value)
		f.judge(k.value)
	}
}

// judge looks at a value that is filled in, by what its tags say of it.
func (f field) judge(n *Node) {
	n.local = slices.Contains([]string{"folder", "file", "words"}, f.tag.Get("is"))
	switch f.tag.Get("is") {
	case "globs":
		n.globs(f.value.Interface().([]string))
	case "folder":
		f.value.SetString(n.folder(f.value.String()))
	case "file":
		f.value.SetString(n.Doc.File(f.value.String()))
	case "words":
		f.value.SetString(n.wordsIn(f.value.String()))
	case "several":
		if n.kind == text && strings.ContainsAny(n.Value, ",;") {
			n.Fail(`is one text: write a list, %s: [A, B], or ["A, B"] if the comma is part of it`, n.last())
		}
	}
	if known := strings.Fields(f.tag.Get("fields")); len(known) > 0 {
		n.knownFields(known)
	}
}

func (f field) takeSecret(n *Node, k Key) {
	if other := strings.TrimSuffix(k.Name, "_file"); f.file && n.Get(other) != nil {
		k.value.Fail("%s is given as well: give one of the two", other)
		return
	}
	if err := k.value.Doc.allows(k.Name); f.file && err != nil {
		k.Fail(err.Error())
		return
	}
	if f.value.Type() == secretsType {
		f.value.Set(reflect.ValueOf(f.secrets(k.value)))
		return
	}
	f.value.Set(reflect.ValueOf(f.secret(k.value)))
	if f.tag.Get("is") == "header" && !f.file {
		k.value.sendable()
	}
}

// secret is one secret, or the file that holds it.
func (f field) secret(n *Node) secret.Secret {
	var s string
	Fill(n, reflect.ValueOf(&s).Elem())
	n.secret = !f.file
	if n.Value == "" && len(n.unset) == 0 && len(n.variables) > 0 {
		n.unset = n.variables // a compose file hands on what is not set as what is empty
		n.lack(n.variables[0], "empty")
	}
	if len(n.unset) > 0 {
		return secret.Missing(fmt.Errorf("the environment variable %s has no value (%s: %s)", n.unset[0], n.Place(), n.Path))
	}
	if f.file {
		return secret.FromFile(n.Doc.File(s))
	}
	return secret.New(s)
}

// secrets are several, or one that stands for a list of one.
func (f field) secrets(n *Node) []secret.Secret {
	if n.kind != list {
		return []secret.Secret{f.secret(n)}
	}
	var out []secret.Secret
	for _, item := range n.items {
		if item.kind == null {
			item.Fail(emptyEntry)
			continue
		}
		out = append(out, f.secret(item))
	}
	return out
}

// isEmpty is a value that says as much as no value.
func (n *Node) isEmpty() bool {
	return n.kind == null || n.kind == text && n.Value == "" || n.kind == list && len(n.items) == 0 ||
		n.kind == object && len(n.Keys) == 0
}
