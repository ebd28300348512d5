package apitest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Where the full descriptions are, what the repository carries is what they
// come to; UPDATE_CONTRACTS=1 writes it anew.
func TestContractsAreUpToDate(t *testing.T) {
	dir, err := folder()
	if err != nil {
		t.Skip("skipped: ", err)
	}
	for _, name := range names() {
		doc, err := readFull(name)
		must(t, err)
		small, err := reduced(doc, name, operations(name))
		must(t, err)
		asObject(small)["x-made-from"] = object{
			"description": name + ".json", "sha256": sum(t, filepath.Join(dir, name+".json")),
			"overlays": "overlays.json", "overlays-sha256": sum(t, filepath.Join(dir, "overlays.json")),
		}
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		must(t, enc.Encode(small))
		file := filepath.Join("contracts", name+".json")
		if os.Getenv("UPDATE_CONTRACTS") != "" {
			must(t, os.WriteFile(file, want.Bytes(), 0o600))
			continue
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s is not what the description comes to (%v): UPDATE_CONTRACTS=1 writes it anew", file, err)
		}
	}
}

func sum(t *testing.T, file string) string {
	t.Helper()
	src, err := os.ReadFile(file)
	must(t, err)
	digest := sha256.Sum256(src)
	return hex.EncodeToString(digest[:])
}

// No prose of a vendor's is carried: descriptions are empty, and nothing has a
// summary, a title of its own or an example, unless a property is named so.
func TestContractsHoldFactsAlone(t *testing.T) {
	for _, name := range names() {
		doc, err := readCarried(name)
		must(t, err)
		more, err := added(name)
		must(t, err)
		facts := slices.Concat(schemaFacts, parameterFacts, []string{
			"openapi", "servers", "url", "variables", "paths", "components", "parameters", "requestBody", "responses", "content", "schema", "description",
			"allOf", "oneOf", "anyOf", "items", "not", "additionalProperties", "properties", "$ref", "default",
		})
		for _, one := range []object{asObject(doc), more} {
			delete(one, "info")
			delete(one, "x-made-from")
			onlyFacts(t, name, one, facts)
		}
	}
}

// named are the keys below which stand names, not facts.
var named = []string{"paths", "properties", "variables", "responses", "content", "schemas", "requestBodies", "components", "parameters", "discriminator", "mapping"}

func onlyFacts(t *testing.T, at string, v any, facts []string) {
	t.Helper()
	switch v := v.(type) {
	case object:
		for key, value := range v {
			above := at[strings.LastIndex(at, " ")+1:]
			if !slices.Contains(named, above) && !slices.Contains(facts, key) && !isMethod(key) {
				t.Errorf("%s holds %q", at, key)
			}
			if key == "description" && above != "properties" && value != "" {
				t.Errorf("%s has a description", at)
			}
			onlyFacts(t, at+" "+key, value, facts)
		}
	case []any:
		for _, one := range v {
			onlyFacts(t, at+" []", one, facts)
		}
	}
}

func isMethod(key string) bool {
	return slices.Contains([]string{"get", "put", "post", "patch", "delete"}, key)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
