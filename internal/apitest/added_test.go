package apitest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// What added.txt names is in added.json. UPDATE_ADDED=DIR makes it anew of the
// vendor's whole descriptions, in the files of DIR that sources names.
func TestAddedOperations(t *testing.T) {
	dir := os.Getenv("UPDATE_ADDED")
	if dir == "" {
		for _, name := range names() {
			more, err := added(name)
			must(t, err)
			if _, err := reduced(more, name, listed("added.txt", name)); err != nil {
				t.Errorf("%v: contracts/README.md says how it is added", err)
			}
		}
		return
	}
	all := object{}
	for name, file := range map[string]string{"github": "api.github.com.json", "ghes": "ghes-3.19.json"} {
		src, err := os.ReadFile(filepath.Join(dir, file))
		must(t, err)
		doc, err := decoded(src)
		must(t, err)
		small, err := reduced(doc, name, listed("added.txt", name))
		must(t, err)
		asObject(small)["x-made-from"] = object{"description": file, "sha256": sum(t, filepath.Join(dir, file))}
		all[name] = small
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	must(t, enc.Encode(all))
	must(t, os.WriteFile("contracts/added.json", out.Bytes(), 0o600))
}
