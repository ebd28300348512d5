package format

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/source"
)

// kinds are endings of names, those of what is written by hand before those of
// what is made of it.
var kinds = []string{".qmd", ".mdx", ".md", ".html"}

// The places among them of those that are not read and written to as Markdown is.
const (
	mdxKind  = 1
	htmlKind = 3
)

// kindOf is the place of a path's ending among kinds; -1: it has none of them.
func kindOf(p string) int {
	ending := strings.ToLower(path.Ext(p))
	switch ending {
	case ".htm":
		ending = ".html"
	case ".markdown":
		ending = ".md"
	}
	return slices.Index(kinds, ending)
}

// Renderings gives, of documents with one name in one folder, all but the first
// kind the problem that they are made of it: each action is read once.
func Renderings(entries []source.Entry) {
	first := map[string]string{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Path, path.Ext(e.Path))
		if k, had := kindOf(e.Path), first[name]; k >= 0 && (had == "" || k < kindOf(had)) {
			first[name] = e.Path
		}
	}
	for i, e := range entries {
		of := first[strings.TrimSuffix(e.Path, path.Ext(e.Path))]
		if strings.EqualFold(path.Ext(e.Path), ".markdown") { // no tool makes it of another
			continue
		}
		if of != "" && kindOf(e.Path) > kindOf(of) && e.Problem == nil {
			entries[i].Revision = "rendering of " + of
			entries[i].Problem = fmt.Errorf("%s %w: it is a rendering of %s, which is read as the review: exclude one of them", e.Path, source.ErrUnreadable, path.Base(of))
		}
	}
}
