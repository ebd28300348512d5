package structure

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// importRule is one depguard rule of .golangci.yml.
type importRule struct {
	Files []string `yaml:"files"`
	Allow []string `yaml:"allow"`
	Deny  []struct {
		Pkg  string `yaml:"pkg"`
		Desc string `yaml:"desc"`
	} `yaml:"deny"`
}

func importRules(t *testing.T) map[string]importRule {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(root(t), ".golangci.yml"))
	must(t, err)
	var config struct {
		Linters struct {
			Settings struct {
				Depguard struct {
					Rules map[string]importRule `yaml:"rules"`
				} `yaml:"depguard"`
			} `yaml:"settings"`
		} `yaml:"linters"`
	}
	must(t, yaml.Unmarshal(src, &config))
	if len(config.Linters.Settings.Depguard.Rules) == 0 {
		t.Fatal(".golangci.yml holds no import rules")
	}
	return config.Linters.Settings.Depguard.Rules
}

// folders are those that a rule is for: in itself, and with all below it. A rule on
// sync/source/*.go is for the seam and not for its adapters, one on
// sync/source/*/** is for these.
func (r importRule) folders() (in, below []string) {
	for _, f := range r.Files {
		f, ours := strings.CutPrefix(f, "${config-path}/")
		if !ours {
			continue
		}
		if dir, deep := strings.CutSuffix(f, "/**"); deep {
			below = append(below, dir)
		} else if f != "**" {
			in = append(in, path.Dir(f))
		}
	}
	return in, below
}

func (r importRule) covers(dir string) bool {
	in, below := r.folders()
	for _, d := range in {
		if dir == d {
			return true
		}
	}
	for _, d := range below {
		if parts := strings.Split(dir, "/"); len(parts) > strings.Count(d, "/") {
			if ok, err := path.Match(d, path.Join(parts[:strings.Count(d, "/")+1]...)); ok && err == nil {
				return true
			}
		}
	}
	return false
}

func TestImportRulesNameWhatExists(t *testing.T) {
	top := root(t)
	for name, rule := range importRules(t) {
		in, below := rule.folders()
		for _, dir := range append(in, below...) {
			mustBeFolder(t, top, name, dir)
		}
		for _, allowed := range rule.Allow {
			if dir, ours := strings.CutPrefix(allowed, module+"/"); ours {
				mustBeFolder(t, top, name, strings.TrimRight(dir, "$/"))
			}
		}
	}
}

func mustBeFolder(t *testing.T, top, rule, dir string) {
	t.Helper()
	if found, err := filepath.Glob(filepath.Join(top, filepath.FromSlash(dir))); err != nil || !anyFolder(found) {
		t.Errorf("import rule %s names %s, which is not there", rule, dir)
	}
}

func anyFolder(found []string) bool {
	for _, f := range found {
		if info, err := os.Stat(f); err == nil && info.IsDir() {
			return true
		}
	}
	return false
}

func TestImportRulesSayWhy(t *testing.T) {
	for name, rule := range importRules(t) {
		if len(rule.Deny) == 0 {
			t.Errorf("import rule %s denies nothing", name)
		}
		for _, d := range rule.Deny {
			if len(d.Desc) < 20 {
				t.Errorf("import rule %s denies %s without a reason", name, d.Pkg)
			}
		}
	}
}

func TestEveryPackageHasAnImportRule(t *testing.T) {
	rules := importRules(t)
	for _, p := range packages(t) {
		if strings.HasPrefix(p.dir, "cmd/") || !hasProduction(p) {
			continue // cmd may import all of ours
		}
		covered := false
		for _, rule := range rules {
			covered = covered || rule.covers(p.dir)
		}
		if !covered {
			t.Errorf("%s: .golangci.yml has no import rule for it", p.dir)
		}
	}
}

// hasProduction is false for a package of tests with a doc comment.
func hasProduction(p goPackage) bool {
	for _, f := range p.files {
		if !f.test && len(f.ast.Decls) > 0 {
			return true
		}
	}
	return false
}
