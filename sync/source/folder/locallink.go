package folder

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// withLocalLinks is r with the links to items in local files made relative to
// the folder of the review, which is the file from.
func withLocalLinks(r review.WriteBack, from string) review.WriteBack {
	r.Rows = slices.Clone(r.Rows)
	for i := range r.Rows {
		if item := r.Rows[i].Item; item != nil && item.File != "" {
			linked := *item
			linked.URL = localLink(from, *item)
			r.Rows[i].Item = &linked
		}
	}
	return r
}

// localLink keeps the fragment of the item's url. Two files that no relative
// path joins (two drives) are linked absolutely.
func localLink(from string, item review.ItemRef) string {
	var link url.URL
	if rel, err := filepath.Rel(filepath.Dir(from), item.File); err == nil {
		link.Path = filepath.ToSlash(rel)
	} else {
		link.Scheme, link.Path = "file", "/"+strings.TrimPrefix(filepath.ToSlash(item.File), "/")
	}
	if _, fragment, ok := strings.Cut(item.URL, "#"); ok {
		return link.String() + "#" + fragment
	}
	return link.String()
}
