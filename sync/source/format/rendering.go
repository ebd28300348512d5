package format

import (
	"fmt"
	"path"
	"strings"

	"github.com/followthrough/followthrough/sync/source"
)

// kinds are the endings of what is written by hand, before those of what is made
// of it.
var kinds = []string{".qmd", ".mdx", ".md", ".html"}

// kind is the place of a path's ending among kinds; -1: it has none of them.
func kind(p string) int {
	ending := strings.ToLower(path.Ext(p))
	if ending == ".htm" {
		ending = ".html"
	}
	for i, k := range kinds {
		if k == ending {
			return i
		}
	}
	return -1
}

// Renderings gives, of documents with one name in one folder, all but the first
// kind the problem that they are made of it: each action is read once.
func Renderings(entries []source.Entry) {
	first := map[string]string{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Path, path.Ext(e.Path))
		if k, had := kind(e.Path), first[name]; k >= 0 && (had == "" || k < kind(had)) {
			first[name] = e.Path
		}
	}
	for i, e := range entries {
		of := first[strings.TrimSuffix(e.Path, path.Ext(e.Path))]
		if of != "" && kind(e.Path) > kind(of) && e.Problem == nil {
			entries[i].Revision = "rendering of " + of
			entries[i].Problem = fmt.Errorf("%s %w: it is a rendering of %s, which is read as the review: exclude one of them", e.Path, source.ErrUnreadable, path.Base(of))
		}
	}
}
