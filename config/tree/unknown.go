package tree

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/mapping"
)

// mostListed is how many keys are listed where none is near.
const mostListed = 20

// unknown reports a key that none of the structs takes: by the key that its
// name means, by the one that it stands below, or with those that stand here.
func (k Key) unknown(fields []field, into []any) {
	var known []string
	for _, f := range fields {
		if !slices.Contains(known, f.name) {
			known = append(known, f.name)
		}
	}
	words := fmt.Sprintf("unknown key %q", k.Name)
	below := parentsOf(k.Name, into)
	switch near := cmp.Or(meaning(k.Name, fields), mapping.Nearest(k.Name, known)); {
	case near != "":
		words += fmt.Sprintf(": did you mean %q?", near)
	case strings.HasPrefix(k.Name, "x-"), strings.HasPrefix(k.Name, "_"):
		words += ": keys of one's own have no place here. A value that counts more than once is named where it first stands, &NAME, and then written *NAME"
	case len(below) > 0:
		words += ": it stands below " + orList(below)
	case len(known) > 0 && len(known) <= mostListed:
		words += ": known here are " + strings.Join(known, ", ")
	}
	k.Fail(words)
}

// didYouMean is the nearest of the known words as a question, ": " before it.
func didYouMean(word string, known []string) string {
	if near := mapping.Nearest(word, known); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ""
}

// meaning is the key for which people write such a name, by its tag "meant".
func meaning(name string, fields []field) string {
	name = strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(name))
	for _, f := range fields {
		if slices.Contains(strings.Fields(f.tag.Get("meant")), name) {
			return f.name
		}
	}
	return ""
}

// parentsOf are the keys of these structs below which a key of that name
// stands: "mapping:".
func parentsOf(name string, into []any) (parents []string) {
	for _, s := range into {
		for _, f := range fieldsOf(s) {
			if f.refused {
				continue
			}
			t := f.value.Type()
			if t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
			if t.Kind() == reflect.Struct && slices.Contains(KeysOf(reflect.New(t).Interface()), name) {
				parents = append(parents, f.name+":")
			}
		}
	}
	return parents
}
