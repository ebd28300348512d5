package tree

import (
	"encoding"
	"encoding/json"
	"reflect"
	"regexp"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/config/spelled"
)

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
	if read := reader(v.Addr().Interface()); read != nil {
		n.fillText(read)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		Fill(n, v.Elem())
	case reflect.Struct:
		n.fillStruct(v)
	case reflect.Slice:
		n.fillList(v)
	case reflect.Map:
		n.fillMap(v)
	case reflect.String:
		if n.isText() {
			v.SetString(n.Value)
		}
	case reflect.Int, reflect.Int64:
		n.fillInt(v)
	case reflect.Bool:
		n.fillBool(v)
	case reflect.Interface:
		n.fillAny(v)
	default:
		panic("config: no key has the type " + v.Type().String())
	}
}

// reader is how a text fills what is no text itself; nil: none does.
func reader(into any) func(text string) error {
	switch x := into.(type) {
	case *time.Duration:
		return set(x, spelled.Duration)
	case **time.Location:
		return set(x, spelled.Zone)
	case **regexp.Regexp:
		return set(x, spelled.Pattern)
	case encoding.TextUnmarshaler:
		return func(text string) error { return x.UnmarshalText([]byte(text)) }
	}
	return nil
}

func set[T any](to *T, read func(string) (T, error)) func(string) error {
	return func(text string) error {
		v, err := read(text)
		if err == nil {
			*to = v
		}
		return err
	}
}

func (n *Node) fillText(read func(string) error) {
	if n.kind != boolean && !n.isText() {
		return
	}
	if err := read(n.Value); err != nil {
		n.Fail("%s %v", n.Quoted(), err)
	}
}

// fillStruct takes a group of keys, or the one text that may stand for it.
func (n *Node) fillStruct(v reflect.Value) {
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

func (n *Node) fillInt(v reflect.Value) {
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
func (n *Node) fillList(v reflect.Value) {
	items, of := n.items, v.Type().Elem()
	switch {
	case n.kind == list:
	case of == nodeType:
		n.wantsList("name")
		return
	case of.Kind() == reflect.Struct && !isPlain(of):
		n.wantsList(firstOf(fieldsOf(reflect.New(of).Interface()))[0])
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
	into := reflect.New(t).Interface()
	_, short := into.(Short)
	return short || reader(into) != nil
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

func (n *Node) fillMap(v reflect.Value) {
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

// fillBool takes true and false; as a text too, for a variable's value is one.
func (n *Node) fillBool(v reflect.Value) {
	switch {
	case n.kind == list || n.kind == object:
		n.wants(boolean)
	case n.Value != "true" && n.Value != "false":
		n.Fail("%s is neither true nor false: write one of these, in small letters", n.Quoted())
	default:
		v.SetBool(n.Value == "true")
	}
}

// fillAny takes a plain value as what it is written as, or a list of such.
func (n *Node) fillAny(v reflect.Value) {
	if n.kind != list {
		if value := n.plain(); value != nil {
			v.Set(reflect.ValueOf(value))
		}
		return
	}
	values := []any{}
	for _, item := range n.items {
		values = append(values, item.plain())
	}
	v.Set(reflect.ValueOf(values))
}

// plain is a text, a number with the digits that were written, or a boolean;
// nil: n is none, and is reported.
func (n *Node) plain() any {
	switch n.kind {
	case text:
		return n.Value
	case boolean:
		if n.Value == "true" || n.Value == "false" {
			return n.Value == "true"
		}
		return n.Value // True
	case number:
		if json.Valid([]byte(n.Value)) {
			return json.Number(n.Value)
		}
		return n.Value // 010, 1_000, .inf: what it is worth is for who takes it to say
	case null:
		n.Fail(emptyEntry)
	default:
		n.Fail("must be a text, a number, true or false, or a list of these, not %s", kindWords[n.kind])
	}
	return nil
}
