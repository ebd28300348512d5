package structure

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// maxFileLines is the size beyond which a file has come to answer more than one
// question. Of packages no size is tested: those over 2,500 lines stand with a
// reason each in docs/architecture.md.
const maxFileLines = 450

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range packages(t) {
		var docs []string
		for _, f := range p.files {
			if !f.test && f.ast.Doc != nil {
				docs = append(docs, f.ast.Doc.Text())
			}
		}
		switch {
		case len(docs) == 0:
			t.Errorf("%s: no package comment: say what it is for and what it must not know", p.dir)
		case len(docs) > 1:
			t.Errorf("%s: %d package comments: keep one", p.dir, len(docs))
		case !strings.HasPrefix(docs[0], "Package ") && !strings.HasPrefix(docs[0], "Command "):
			t.Errorf("%s: the package comment begins with %.20q, not with Package or Command", p.dir, docs[0])
		}
	}
}

func TestNoFileAnswersManyQuestions(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range p.files {
			if !f.test && f.lines > maxFileLines {
				t.Errorf("%s/%s: %d lines, at most %d: split it along the flow of data", p.dir, f.name, f.lines, maxFileLines)
			}
		}
	}
}

func TestNoPackageIsNamedForNothing(t *testing.T) {
	empty := []string{"util", "utils", "common", "helper", "helpers", "misc", "shared", "base", "lib", "pkg"}
	for _, p := range packages(t) {
		for _, part := range strings.Split(p.dir, "/") {
			if slices.Contains(empty, part) {
				t.Errorf("%s: %q says nothing of what is in it", p.dir, part)
			}
		}
	}
}

// Some folders hold tests of others, and a doc comment.
func TestFoldersOfTestsHoldNothingElse(t *testing.T) {
	for _, p := range packages(t) {
		if slices.Contains([]string{"sync/campaign", "internal/structure"}, p.dir) && hasProduction(p) {
			t.Errorf("%s: it is for tests alone: what others could use belongs to the package that it is about", p.dir)
		}
	}
}

func TestSyncItselfIsNoPackage(t *testing.T) {
	for _, p := range packages(t) {
		if p.dir == "sync" {
			t.Errorf("sync/%s: a package sync would collide with the standard library's", p.files[0].name)
		}
	}
}

func TestPackagesAreNamedLikeTheirFolders(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range p.files {
			name := strings.TrimSuffix(f.ast.Name.Name, "_test")
			if name != "main" && name != path.Base(p.dir) {
				t.Errorf("%s/%s: package %s", p.dir, f.name, name)
			}
		}
	}
}

func TestNothingRunsBeforeMain(t *testing.T) {
	eachFunction(t, func(where string, fn *ast.FuncDecl) {
		if fn.Recv == nil && fn.Name.Name == "init" {
			t.Errorf("%s: init runs where nobody called it", where)
		}
	})
}

// A call Do(x, true, false) can't be read.
func TestExportedFunctionsTakeNoBool(t *testing.T) {
	eachFunction(t, func(where string, fn *ast.FuncDecl) {
		if !fn.Name.IsExported() {
			return
		}
		for _, param := range fn.Type.Params.List {
			if id, ok := param.Type.(*ast.Ident); ok && id.Name == "bool" {
				t.Errorf("%s: %s takes a bool: name the two cases", where, fn.Name.Name)
			}
		}
	})
}

// eachFunction visits the functions of all production files.
func eachFunction(t *testing.T, visit func(where string, fn *ast.FuncDecl)) {
	t.Helper()
	for _, p := range packages(t) {
		for _, f := range p.files {
			if f.test {
				continue
			}
			for _, decl := range f.ast.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok {
					visit(p.dir+"/"+f.name, fn)
				}
			}
		}
	}
}
