package folder

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
)

// Source is a folder of reviews.
type Source struct {
	name     string
	root     string // absolute; may itself be a link
	url      string // Config.URL
	globs    globs.Set
	settings format.Settings
	files    atomicfile.Folder
	left     atomic.Pointer[[]string] // folders in which the last listing met what a crash left
}

var (
	_ source.Source    = (*Source)(nil)
	_ source.Writer    = (*Source)(nil)
	_ source.Previewer = (*Source)(nil)
	_ source.Watcher   = (*Source)(nil)
	_ source.Tidier    = (*Source)(nil)
)

// Options are what a folder needs beyond its configuration.
type Options struct {
	// Documents is how documents are read.
	Documents format.Settings
	// Disk reads and replaces the files; nil: a plain one. Its hook sees every
	// document that is opened (OpRead) and every write. Listing opens none.
	Disk *atomicfile.Disk
}

// New makes the source called name. That the folder is not there is no error
// here but one of each listing: it may be mounted later.
func New(name string, cfg Config, opts Options) (*Source, error) {
	root, err := filepath.Abs(cfg.Path)
	if err != nil {
		return nil, fmt.Errorf("source %s: %w", name, err)
	}
	g, err := globs.New(cfg.Include, cfg.Exclude)
	if err != nil {
		return nil, fmt.Errorf("source %s: %w", name, err)
	}
	disk := opts.Disk
	if disk == nil {
		disk = &atomicfile.Disk{}
	}
	return &Source{name: name, root: root, url: cfg.URL, globs: g, settings: opts.Documents, files: disk.In(root)}, nil
}

// Tidy removes what a killed process of ours left beside documents.
func (s *Source) Tidy(ctx context.Context) {
	left := s.left.Swap(nil)
	if left == nil {
		return
	}
	for _, dir := range *left {
		if ctx.Err() == nil {
			s.files.Sweep(dir)
		}
	}
}

// fileOf is the absolute path of a listed document, as a person would name it:
// links in it are not followed.
func (s *Source) fileOf(path string) string {
	return filepath.Join(s.root, filepath.FromSlash(path))
}
