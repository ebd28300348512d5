package format_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
)

func TestRenderings(t *testing.T) {
	for name, c := range map[string]struct{ paths, told []string }{
		"one of each":             {[]string{"a.html", "a.md", "a.mdx", "a.qmd"}, []string{"a.html", "a.md", "a.mdx"}},
		"the two that are usual":  {[]string{"x/a.html", "x/a.md"}, []string{"x/a.html"}},
		"other names and folders": {[]string{"a.md", "b.html", "x/a.html"}, nil},
		"endings in capitals":     {[]string{"a.HTM", "a.MD"}, []string{"a.HTM"}},
		"no kind of ours":         {[]string{"a", "a.markdown", "a.md", "a.txt"}, nil},
		"the long ending":         {[]string{"a.html", "a.markdown", "b.markdown", "b.md", "b.qmd"}, []string{"a.html", "b.md"}},
		"two of one kind":         {[]string{"a.htm", "a.html"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var entries []source.Entry
			for _, p := range c.paths {
				entries = append(entries, source.Entry{Path: p, Revision: "1"})
			}
			format.Renderings(entries)
			var told []string
			for _, e := range entries {
				if errors.Is(e.Problem, source.ErrUnreadable) && e.Revision != "1" {
					told = append(told, e.Path)
				}
			}
			if diff := cmp.Diff(c.told, told); diff != "" {
				t.Error(diff)
			}
		})
	}
}
