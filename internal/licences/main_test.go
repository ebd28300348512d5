package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Each module that the program is built from, as the built program itself
// tells, has its licence there.
func TestEveryLinkedModuleHasItsLicence(t *testing.T) {
	const program = "github.com/followthrough/followthrough/cmd/followthrough"
	into := t.TempDir()
	if err := gather(into, program); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]bool{goModule: true}
	for _, m := range strings.Fields(string(out)) {
		modules[m] = true
	}
	if len(modules) < 20 {
		t.Fatalf("only %d modules", len(modules))
	}
	for m := range modules {
		found := false
		_ = filepath.WalkDir(filepath.Join(into, filepath.FromSlash(m)), func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				info, err := d.Info()
				found = found || err == nil && info.Size() > 100
			}
			return nil
		})
		if !found {
			t.Errorf("%s has no licence", m)
		}
	}
}

func TestAModuleWithoutALicenceIsAnError(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "license.go"), []byte("package x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := copyTerms(t.TempDir(), root, upTo(root, root)); n != 0 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
	if err := gather(t.TempDir(), "no.such/package"); err == nil {
		t.Error("a package that is not there has licences")
	}
}

func TestTerms(t *testing.T) {
	for name, want := range map[string]bool{
		"LICENSE": true, "LICENCE.md": true, "LICENSE-MIT": true, "SQLITE-LICENSE": true, "COPYING": true, "NOTICE.txt": true, "PATENTS": true,
		"README.md": false, "doc.go": false, "AUTHORS": false,
	} {
		if terms.MatchString(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
