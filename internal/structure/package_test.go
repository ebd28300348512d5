package structure

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// The sizes beyond which a package or a file has come to answer more than one
// question.
const (
	maxPackageLines = 2500
	maxFileLines    = 450
	// enoughLess is how far below the line a package on the list has to come to
	// leave it: at the line each change would put it on or take it off.
	enoughLess = 100
)

// large are the packages beyond maxPackageLines, each with the reason why it
// answers one question all the same. A package that grows past the line gets an
// entry or is parted, whichever its reader finds his way in.
var large = map[string]string{
	"sync/gather":                  "one pass over what is so now; its way into parts (a ledger, and a pure match against it) is the next work on it",
	"sync/tracker/jira":            "one tracker's seven capabilities over one screen and one identity; the check, which shares the screen with the creation, is the part to take out next",
	"sync/tracker/files":           "one file format, from its lines to its folder; the walk and what can't be read are the part to take out next",
	"sync/plan":                    "one verdict on each action and what follows from it, pure; the records that it judges are the part to take out next",
	"cmd/followthrough":            "one file a command: a command's flags, what it does and what it prints stand together",
	"config":                       "one file a part of the configuration, all of whose mistakes are told at once; what backlogs of a kind take is the part to take out next",
	"sync/source/markdown/extract": "what in a document is an action, and what belongs to it, is judged in one reading of its structure: each form of writing is a file",
}

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

func TestNoPackageIsAGravityWell(t *testing.T) {
	for _, p := range packages(t) {
		sum := 0
		for _, f := range p.files {
			if f.test {
				continue
			}
			sum += f.lines
			if f.lines > maxFileLines {
				t.Errorf("%s/%s: %d lines, at most %d: split it along the flow of data", p.dir, f.name, f.lines, maxFileLines)
			}
		}
		reason, known := large[p.dir]
		switch {
		case sum > maxPackageLines && reason == "":
			t.Errorf("%s: %d lines of production code, more than %d: part it, or list it in large with the reason", p.dir, sum, maxPackageLines)
		case sum <= maxPackageLines-enoughLess && known:
			t.Errorf("%s: %d lines of production code: it needs no reason to be large", p.dir, sum)
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
