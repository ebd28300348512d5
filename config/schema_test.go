package config

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// TestSchemaHoldsTheKeysOfTheDecoder compares both key by key.
func TestSchemaHoldsTheKeysOfTheDecoder(t *testing.T) {
	data, err := os.ReadFile("followthrough.schema.json")
	must(t, err)
	var root map[string]any
	must(t, json.Unmarshal(data, &root))
	schema := map[string]bool{}
	schemaKeys(root, root, "", schema)
	if diff := cmp.Diff(carriedOut(), slices.Sorted(maps.Keys(schema)), sorted); diff != "" {
		t.Errorf("decoder (-) and schema (+):\n%s", diff)
	}
}

// TestDocumentationNamesEveryKey keeps docs/configuration.md complete.
func TestDocumentationNamesEveryKey(t *testing.T) {
	data, err := os.ReadFile("../docs/configuration.md")
	must(t, err)
	for _, key := range carriedOut() {
		if !strings.Contains(string(data), "`"+key+"`") {
			t.Errorf("docs/configuration.md has no row for `%s`", key)
		}
	}
}

var sorted = cmp.Transformer("sort", func(s []string) []string { return slices.Sorted(slices.Values(s)) })

// carriedOut lists the paths of all keys that this version takes; a list's
// are written "sources[].name".
func carriedOut() []string {
	found := map[string]bool{}
	for path, shapes := range map[string][]any{
		"":                        {&Config{}, &written{}},
		"sources[]":               {&Source{}},
		"trackers[]":              {&Tracker{}, &files.Settings{}, &jira.Settings{}, &github.Settings{}},
		"mapping.teams[]":         {&mapping.Team{}},
		"mapping.defaults":        {&mapping.Backlog{}, &backlogKeys{}, &files.Backlog{}, &jira.Backlog{}, &github.Backlog{}},
		"mapping.teams[].backlog": {&mapping.Backlog{}, &backlogKeys{}, &files.Backlog{}, &jira.Backlog{}, &github.Backlog{}},
	} {
		for _, s := range shapes {
			decoderKeys(reflect.TypeOf(s).Elem(), path, found)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func decoderKeys(t reflect.Type, path string, found map[string]bool) {
	for f := range fieldTypes(t) {
		of, name := f.Type, keyPath(path, f.Tag.Get("yaml"))
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		switch {
		case of == reflect.TypeFor[secret.Secret](), of == reflect.TypeFor[[]secret.Secret]():
			found[name], found[name+"_file"] = true, true
		case of.Kind() == reflect.Slice && of.Elem().Kind() == reflect.Struct && hasKeys(of.Elem()):
			decoderKeys(of.Elem(), name+"[]", found)
		case of.Kind() == reflect.Struct && hasKeys(of):
			decoderKeys(of, name, found)
		case of.Kind() == reflect.Struct && of == reflect.TypeFor[tree.Node]():
			// its keys are those of a shape of its own
		default:
			if f.Type != reflect.TypeFor[[]*tree.Node]() {
				found[name] = true
			}
		}
	}
}

func fieldTypes(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Tag.Get("yaml") == ",inline" {
				for below := range fieldTypes(f.Type) {
					if !yield(below) {
						return
					}
				}
			} else if f.Tag.Get("yaml") != "" && !yield(f) {
				return
			}
		}
	}
}

func hasKeys(t reflect.Type) bool {
	for range fieldTypes(t) {
		return true
	}
	return false
}

func schemaKeys(root, at map[string]any, path string, found map[string]bool) {
	if ref, ok := at["$ref"].(string); ok {
		at = root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if items, ok := at["items"].(map[string]any); ok {
		schemaKeys(root, items, path+"[]", found)
		return
	}
	for _, way := range objectWays(at) {
		schemaKeys(root, way, path, found)
	}
	if len(objectWays(at)) > 0 {
		return
	}
	properties, ok := at["properties"].(map[string]any)
	if !ok {
		found[strings.TrimSuffix(path, "[]")] = true
		return
	}
	for name, p := range properties {
		schemaKeys(root, p.(map[string]any), keyPath(path, name), found)
	}
}

// objectWays are those of several ways to write a value that hold keys.
func objectWays(at map[string]any) (out []map[string]any) {
	ways, _ := at["anyOf"].([]any)
	for _, w := range ways {
		way := w.(map[string]any)
		items, isList := way["items"].(map[string]any)
		if way["properties"] != nil || isList && len(objectWays(items)) > 0 {
			out = append(out, way)
		}
	}
	return out
}

func keyPath(path, name string) string { return strings.TrimPrefix(path+"."+name, ".") }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
