package structure

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the path of this module in imports.
const module = "github.com/followthrough/followthrough"

// goPackage is one folder with Go files in it.
type goPackage struct {
	dir   string // slash-separated, from the root; "." is the root
	files []goFile
}

// goFile is one parsed Go file.
type goFile struct {
	name  string
	lines int
	test  bool
	ast   *ast.File
}

// root is the folder that holds go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	must(t, err)
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working directory")
		}
	}
}

// packages parses every Go file of the module, sorted by folder.
func packages(t *testing.T) []goPackage {
	t.Helper()
	top := root(t)
	byDir := map[string]*goPackage{}
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != top && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		rel, err := filepath.Rel(top, filepath.Dir(path))
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(rel)
		if byDir[dir] == nil {
			byDir[dir] = &goPackage{dir: dir}
		}
		byDir[dir].files = append(byDir[dir].files, parse(t, path))
		return nil
	})
	must(t, err)
	var out []goPackage
	for _, p := range byDir {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b goPackage) int { return strings.Compare(a.dir, b.dir) })
	if len(out) < 5 {
		t.Fatalf("found %d packages: the walk looks in the wrong place", len(out))
	}
	return out
}

func parse(t *testing.T, path string) goFile {
	t.Helper()
	src, err := os.ReadFile(path)
	must(t, err)
	parsed, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ParseComments|parser.SkipObjectResolution)
	must(t, err)
	return goFile{
		name:  filepath.Base(path),
		lines: strings.Count(string(src), "\n"),
		test:  strings.HasSuffix(path, "_test.go"),
		ast:   parsed,
	}
}
