package upgradetest

import (
	"path/filepath"
	"strings"
)

// shelf is where the reviews of the source "lines" lie.
type shelf interface {
	// config is the key of the source's configuration that says where.
	config() string
	// all are the reviews as they are, by path.
	all() map[string]string
	put(path, text string)
}

// folder is the shelf of worlds whose site has no place for reviews.
type folder struct {
	w    *World
	name string
}

func (f folder) config() string { return "folder: {path: reviews/" + f.name + "}" }

func (f folder) all() map[string]string {
	return f.w.files(filepath.Join(f.w.Dir, "reviews", f.name))
}

func (f folder) put(path, text string) { f.w.write("reviews/"+f.name+"/"+path, text) }

// shelf is that of a source.
func (w *World) shelf(source string) shelf {
	if source == "lines" {
		return w.tracker.shelf()
	}
	return folder{w, source}
}

// Reviews are the documents of all sources, by SOURCE:PATH.
func (w *World) Reviews() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for _, source := range []string{"lines", "calm"} {
		for path, text := range w.shelf(source).all() {
			out[source+":"+path] = text
		}
	}
	for review, text := range w.tracker.others() {
		out[review] = text
	}
	return out
}

// parted splits SOURCE:PATH.
func parted(name string) (source, path string) {
	source, path, _ = strings.Cut(name, ":")
	return source, path
}
