package globs_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/followthrough/followthrough/internal/globs"
)

func TestTakes(t *testing.T) {
	for _, c := range []struct {
		include, exclude []string
		path             string
		takes, skips     bool
	}{
		{nil, nil, "a.md", true, false},
		{nil, nil, "2026/ü b/a.markdown", true, false},
		{nil, nil, "a.qmd", true, false},
		{nil, nil, "x/a.mdx", true, false},
		{nil, nil, "a.html", false, false},
		{nil, nil, "a.txt", false, false},
		{nil, nil, ".github/a.md", false, true},
		{nil, nil, "2026/.draft/a.md", false, true},
		{[]string{"2026/**"}, nil, "2026/a.txt", true, false},
		{[]string{"2026/**"}, nil, "2025/a.md", false, false},
		{nil, []string{"templates/**"}, "templates/a.md", false, true},
		{nil, []string{"templates/**"}, "templates", false, true},
		{nil, []string{"**/README.md"}, "x/README.md", false, false},
	} {
		s, err := globs.New(c.include, c.exclude)
		if err != nil {
			t.Fatal(err)
		}
		if s.Takes(c.path) != c.takes || s.Skips(c.path) != c.skips {
			t.Errorf("%q without %q: %q taken %v, skipped %v", c.include, c.exclude, c.path, s.Takes(c.path), s.Skips(c.path))
		}
	}
	if _, err := globs.New(nil, []string{"[a"}); err == nil {
		t.Error("a broken pattern is taken")
	}
}

// A pattern that a keyboard typed and a path that a file system wrote are of one
// form on both sides, whichever writes the accent as a sign of its own.
func TestUnicodeForms(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"sécu/**", "sécu/a.md", true},
		{"**/s?cu/*.md", "2026/sécu/a.md", true},
		{"s[éè]cu/a.md", "sécu/a.md", true},
		{"{geheim,überwachung}/**", "überwachung/x/a.md", true},
		{"감사/*", "감사/a.md", true},
		{"ガ/**", "ガ/a.md", true},
		{"việt/*.md", "việt/a.md", true},
		{"sécu/**", "secu/a.md", false},
		{"s?cu/a.md", "séecu/a.md", false},
		{`s\écu/a.md`, "sécu/a.md", true},
	} {
		for _, pattern := range []string{norm.NFC.String(c.pattern), norm.NFD.String(c.pattern)} {
			for _, path := range []string{norm.NFC.String(c.path), norm.NFD.String(c.path)} {
				if got := globs.Match([]string{"other/**", pattern}, path); got != c.want {
					t.Errorf("%+q matches %+q: %v", pattern, path, got)
				}
				in, err := globs.New([]string{pattern}, nil)
				if err != nil || in.Takes(path) != c.want {
					t.Errorf("%+q takes %+q: %v, %v", pattern, path, in.Takes(path), err)
				}
				out, err := globs.New([]string{"**"}, []string{pattern})
				if err != nil || out.Takes(path) == c.want {
					t.Errorf("%+q leaves %+q: %v, %v", pattern, path, !out.Takes(path), err)
				}
			}
		}
	}
	s, err := globs.New(nil, []string{norm.NFC.String("sécu/**")})
	if err != nil || !s.Skips(norm.NFD.String("sécu")) || s.Skips("secu") {
		t.Errorf("an excluded folder is entered, %v", err)
	}
	if globs.Match([]string{"[a"}, "[a") || globs.Match(nil, "a") {
		t.Error("a broken pattern matches")
	}
}

// Patterns that say who may see something are taken as widely as they may have
// been meant.
func TestCovers(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"security/**", "security/a.md", true},
		{"security", "security/x/a.md", true},
		{"security/", "security/a.md", true},
		{"/security/**", "security/a.md", true},
		{"./security/**", "security/a.md", true},
		{" security/** ", "security/a.md", true},
		{"security//**", "security/a.md", true},
		{"Security/**", "security/a.md", true},
		{"security/**", "SECURITY/a.MD", true},
		{"STRASSE/**", "straße/a.md", true},
		{"Ünternal/*", "u\u0308nternal/a/b.md", true},
		{"security/*", "security/x/a.md", true},
		{"security/**.md", "security/x/a.md", true},
		{"security**", "security-2026/a.md", true},
		{"**/security", "2026/security/a.md", true},
		{"{security,legal}", "legal/a.md", true},
		{"[S]ecurity/**", "security/a.md", true},
		{"security/a.md", "security/a.md", true},
		{"/", "a.md", false},
		{"security/*.md", "security/a.txt", false},
		{"security", "insecurity/a.md", false},
		{"security/b", "security/a.md", false},
		{"*.md", "security/a.md", false},
		{"[a", "[a", false},
	} {
		if got := globs.Covers([]string{"other", c.pattern}, c.path); got != c.want {
			t.Errorf("%q covers %q: %v", c.pattern, c.path, got)
		}
	}
}
