package structure

import (
	"go/ast"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	linkRE = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	codeRE = regexp.MustCompile("`([^`\n]+)`")
	fence  = regexp.MustCompile("(?ms)^```.*?^```")
	// nameRE is `package.Name` or `package.Type.Method` of this module.
	nameRE   = regexp.MustCompile(`^([a-z]+)((?:\.[A-Za-z]\w*){1,2})$`)
	testRE   = regexp.MustCompile(`^(?:Test|Benchmark)[A-Z]\w*$`)
	storyRE  = regexp.MustCompile(`^[a-z]+\.txtar$`)
	inTreeRE = regexp.MustCompile(`^(?:cmd|config|docs|examples|internal|mapping|sync)/[\w/.…]*$`)
	lineRE   = regexp.MustCompile(`\.go:\d+`)
)

// What a document links has to be there.
func TestDocumentsLinkWhatExists(t *testing.T) {
	top := root(t)
	for _, doc := range documents(t, top) {
		for _, m := range linkRE.FindAllStringSubmatch(fence.ReplaceAllString(doc.text, ""), -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			if !isThere(top, path.Join(path.Dir(doc.path), target)) {
				t.Errorf("%s links %s, which is not there", doc.path, m[1])
			}
		}
	}
}

// Documents name functions, tests and stories, so that a renamed one is
// noticed.
func TestDocumentsNameWhatExists(t *testing.T) {
	top := root(t)
	names, tests := declared(t)
	for _, doc := range documents(t, top) {
		if m := lineRE.FindString(doc.text); m != "" {
			t.Errorf("%s names the line %s: name the function, lines move", doc.path, m)
		}
		for _, m := range codeRE.FindAllStringSubmatch(fence.ReplaceAllString(doc.text, ""), -1) {
			switch name := m[1]; {
			case testRE.MatchString(name) && !tests[name],
				storyRE.MatchString(name) && !isThere(top, "cmd/followthrough/testdata/script/"+name),
				inTreeRE.MatchString(name) && !isThere(top, name),
				namesCode(doc.path) && !storyRE.MatchString(name) && unknown(names, nameRE.FindStringSubmatch(name)):
				t.Errorf("%s names %s, which is not there", doc.path, name)
			}
		}
	}
}

// namesCode tells the documents for developers from those for users, in which
// mapping.create is a key.
func namesCode(file string) bool {
	return file == "sync/README.md" || file == "docs/architecture.md" || file == "docs/adapters.md" || strings.HasPrefix(file, "docs/adr/")
}

func unknown(names map[string]map[string]bool, parts []string) bool {
	return parts != nil && names[parts[1]] != nil && !names[parts[1]][parts[2][1:]]
}

func isThere(top, file string) bool {
	_, err := os.Stat(filepath.Join(top, filepath.FromSlash(strings.TrimSuffix(file, "/…"))))
	return err == nil
}

// document is one of our own texts.
type document struct {
	path string // slash-separated, from the root
	text string
}

// documents are all Markdown files but those of test data and examples.
func documents(t *testing.T, top string) []document {
	t.Helper()
	var out []document
	err := filepath.WalkDir(top, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if file != top && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "examples", "starter"}, d.Name())) {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(file) != ".md" {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, file)
		out = append(out, document{filepath.ToSlash(rel), string(text)})
		return err
	})
	must(t, err)
	if len(out) < 5 {
		t.Fatalf("found %d documents: the walk looks in the wrong place", len(out))
	}
	return out
}

// declared are, by package name, the functions, types, constants, variables,
// methods and fields of the module, and the names of its tests.
func declared(t *testing.T) (names map[string]map[string]bool, tests map[string]bool) {
	t.Helper()
	names, tests = map[string]map[string]bool{}, map[string]bool{}
	for _, p := range packages(t) {
		pkg := p.files[0].ast.Name.Name
		pkg = strings.TrimSuffix(pkg, "_test")
		if names[pkg] == nil {
			names[pkg] = map[string]bool{}
		}
		for _, f := range p.files {
			for _, decl := range f.ast.Decls {
				for _, name := range namesOf(decl) {
					if f.test {
						tests[name] = true
					} else {
						names[pkg][name] = true
					}
				}
			}
		}
	}
	return names, tests
}

// namesOf are what one declaration declares: Name, and Type.Name of methods,
// fields and an interface's methods.
func namesOf(decl ast.Decl) []string {
	if fn, ok := decl.(*ast.FuncDecl); ok {
		if fn.Recv == nil {
			return []string{fn.Name.Name}
		}
		return []string{receiver(fn) + "." + fn.Name.Name}
	}
	var out []string
	for _, spec := range decl.(*ast.GenDecl).Specs {
		switch s := spec.(type) {
		case *ast.ValueSpec:
			for _, n := range s.Names {
				out = append(out, n.Name)
			}
		case *ast.TypeSpec:
			out = append(out, s.Name.Name)
			for _, field := range fieldsOf(s.Type) {
				out = append(out, s.Name.Name+"."+field)
			}
		}
	}
	return out
}

func receiver(fn *ast.FuncDecl) string {
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if id, ok := typ.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func fieldsOf(typ ast.Expr) []string {
	var list *ast.FieldList
	switch x := typ.(type) {
	case *ast.StructType:
		list = x.Fields
	case *ast.InterfaceType:
		list = x.Methods
	default:
		return nil
	}
	var out []string
	for _, f := range list.List {
		for _, n := range f.Names {
			out = append(out, n.Name)
		}
	}
	return out
}
