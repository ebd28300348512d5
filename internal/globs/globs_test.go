package globs_test

import (
	"testing"

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
