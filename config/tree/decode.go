package tree

import (
	"cmp"
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
)

// Later is a key that this version does not carry out, or that belongs elsewhere.
// Its tag "says" may hold a better word than that. Of keys that are carried out
// the tag "meant" holds what people write for them, and "words" what they take.
type Later struct{}

// NotYet is what is said of such a key.
const NotYet = "not in this version: leave it out"

var (
	laterType   = reflect.TypeFor[Later]()
	secretsType = reflect.TypeFor[[]secret.Secret]()
	secretType  = reflect.TypeFor[secret.Secret]()
	nodeType    = reflect.TypeFor[*Node]()
	plainType   = reflect.TypeFor[encoding.TextUnmarshaler]()
	shortType   = reflect.TypeFor[Short]()
)

// Decode fills structs from one object: each key belongs to the struct that
// has a field tagged with it. What the object does not name stays as it was.
// Every mistake is reported and the rest is decoded all the same.
func Decode(n *Node, into ...any) {
	if n.kind == null {
		return
	}
	var fields []field
	for _, s := range into {
		fields = append(fields, fieldsOf(s)...)
	}
	if n.kind != object {
		n.wantsKeys(firstOf(fields)...)
		return
	}
	taken := map[string]field{}
	for _, f := range fields {
		taken[f.name] = f
	}
	for _, k := range n.Keys {
		f, ok := taken[k.Name]
		if !ok {
			k.unknown(fields, into)
			continue
		}
		f.take(n, k)
	}
}

// firstOf is the first key that is carried out.
func firstOf(fields []field) []string {
	for _, f := range fields {
		if f.value.Type() != laterType {
			return []string{f.name}
		}
	}
	return nil
}

// field is a field of a struct and the key that fills it.
type field struct {
	name  string
	value reflect.Value
	says  string
	meant string   // what people write for it
	words []string // what it takes; none: anything
	file  bool     // the key names the file that holds the secret
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
		out = append(out, field{
			name: name, value: v.Field(i), says: tag.Get("says"), meant: tag.Get("meant"), words: strings.Fields(tag.Get("words")),
		})
		if t := v.Field(i).Type(); t == secretType || t == secretsType {
			out = append(out, field{name: name + "_file", value: v.Field(i), file: true})
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

// take fills the field with a key's value.
func (f field) take(n *Node, k Key) {
	switch {
	case k.value.kind == null:
	case f.value.Type() == laterType:
		if !k.value.isEmpty() {
			k.Fail(cmp.Or(f.says, NotYet))
		}
	case f.value.Type() == secretType, f.value.Type() == secretsType:
		f.takeSecret(n, k)
	case len(f.words) > 0 && !k.value.oneOf(f.words):
	default:
		Fill(k.value, f.value)
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

// emptyEntry is said of a list's entry without a value.
const emptyEntry = "this entry is empty: take out its hyphen, or write what belongs there"

// Short is a group of keys that may be written as one text.
type Short interface{ Short(value string) }

// Fill decodes one value.
func Fill(n *Node, v reflect.Value) {
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
		Fill(n, v.Elem())
	case reflect.Struct:
		fillStruct(n, v)
	case reflect.Slice:
		fillList(n, v)
	case reflect.Map:
		fillMap(n, v)
	case reflect.String:
		if n.isText() {
			v.SetString(n.Value)
		}
	case reflect.Int, reflect.Int64:
		fillInt(n, v)
	case reflect.Bool:
		fillBool(n, v)
	case reflect.Interface:
		fillAny(n, v)
	default:
		panic("config: no key has the type " + v.Type().String())
	}
}

// fillStruct takes a group of keys, or the one text that may stand for it.
func fillStruct(n *Node, v reflect.Value) {
	if s, ok := v.Addr().Interface().(Short); ok && (n.kind == text || n.kind == number) {
		s.Short(n.Value)
		return
	}
	Decode(n, v.Addr().Interface())
}

// isText tells whether n can be taken for a text, and reports it if not.
func (n *Node) isText() bool {
	switch n.kind {
	case text, number:
		return true
	case boolean:
		n.Fail("must be a text, and %s without quotes is none: write %q", n.shown, n.shown)
	default:
		n.wants(text)
	}
	return false
}

func fillText(n *Node, u encoding.TextUnmarshaler) {
	if n.kind != boolean && !n.isText() {
		return
	}
	if err := u.UnmarshalText([]byte(n.Value)); err != nil {
		n.Fail("%s %v", n.Quoted(), err)
	}
}

func fillInt(n *Node, v reflect.Value) {
	if n.kind == list || n.kind == object {
		n.wants(number)
		return
	}
	i, err := strconv.Atoi(n.Value)
	if err != nil {
		n.Fail("%s is not a whole number: write it in digits alone, such as 25", n.Quoted())
		return
	}
	v.SetInt(int64(i))
}

// fillList takes a list, or one plain value for a list of one.
func fillList(n *Node, v reflect.Value) {
	items := n.items
	switch {
	case n.kind == list:
	case v.Type().Elem() == nodeType:
		n.wantsList("name")
		return
	case v.Type().Elem().Kind() == reflect.Struct && !isPlain(v.Type().Elem()):
		n.wantsList(firstOf(fieldsOf(reflect.New(v.Type().Elem()).Interface()))[0])
		return
	case n.kind == object:
		n.wantsList("")
		return
	default:
		items = []*Node{n}
	}
	out := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		if item.kind == null {
			item.Fail(emptyEntry)
		}
		Fill(item.listed(), out.Index(i))
	}
	v.Set(out)
}

// isPlain tells whether one text can fill a struct.
func isPlain(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(plainType) || p.Implements(shortType)
}

// listed is n as an entry of a list of texts, which are compared with words
// that stand elsewhere: true is a word there like any other.
func (n *Node) listed() *Node {
	if n.kind != boolean {
		return n
	}
	word := *n
	word.kind = text
	return &word
}

func fillMap(n *Node, v reflect.Value) {
	if n.kind != object {
		n.wantsKeys("KEY")
		return
	}
	out := reflect.MakeMap(v.Type())
	for _, k := range n.Keys {
		value := reflect.New(v.Type().Elem()).Elem()
		Fill(k.value, value)
		out.SetMapIndex(reflect.ValueOf(k.Name), value)
	}
	v.Set(out)
}
