package structure

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Somebody has to have answered why a library is here before it comes in, and
// a row must not outlive its library.
func TestEveryDependencyHasItsReason(t *testing.T) {
	top := root(t)
	rows := dependencyRows(t, top)
	for _, dep := range directDependencies(t, top) {
		if !rows[dep] {
			t.Errorf("%s has no row in docs/dependencies.md", dep)
		}
		delete(rows, dep)
	}
	for dep := range rows {
		t.Errorf("docs/dependencies.md has a row for %s, which go.mod does not require", dep)
	}
}

// directDependencies are the modules that go.mod requires for our own imports.
func directDependencies(t *testing.T, top string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json")
	cmd.Dir = top
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go mod edit -json: %v", err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	must(t, json.Unmarshal(out, &mod))
	var direct []string
	for _, r := range mod.Require {
		if !r.Indirect {
			direct = append(direct, r.Path)
		}
	}
	if len(direct) == 0 {
		t.Fatal("go.mod requires nothing: read in the wrong place")
	}
	return direct
}

// dependencyRows are the modules in the tables of docs/dependencies.md; a row
// has no empty cell.
func dependencyRows(t *testing.T, top string) map[string]bool {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(top, "docs", "dependencies.md"))
	must(t, err)
	rows := map[string]bool{}
	for _, line := range strings.Split(string(src), "\n") {
		cells := strings.Split(strings.Trim(line, "| "), "|")
		name, isModule := strings.CutPrefix(strings.TrimSpace(cells[0]), "`")
		if !strings.HasPrefix(line, "|") || !isModule {
			continue
		}
		name = strings.TrimSuffix(name, "`")
		rows[name] = true
		if len(cells) != 4 {
			t.Errorf("docs/dependencies.md: %s has %d cells, not what, what for, why, licence", name, len(cells))
		}
		for _, c := range cells {
			if strings.TrimSpace(c) == "" {
				t.Errorf("docs/dependencies.md: %s has an empty cell", name)
			}
		}
	}
	return rows
}
