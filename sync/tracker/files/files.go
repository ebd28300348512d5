package files

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/tracker"
)

// MaxFile is the size in bytes up to which a backlog file is read.
const MaxFile = 4 << 20

// Tracker keeps items as lines of Markdown files below one folder. It may be
// used by several goroutines at once.
type Tracker struct {
	// Disk is what all files are read and written through.
	Disk *atomicfile.Disk

	name     string
	root     string // as configured
	real     string // links followed, once the folder is there
	instance string
	now      func() time.Time

	mu       sync.Mutex
	parsed   map[string]parsedFile // by place: readings by stamp
	projects map[string]string     // by place: as a backlog names it
	known    *world                // the last full reading; nil: none yet
	readAt   time.Time             // when it was taken
	expected [2]expected           // at the mark of the last listing, and at the listing
	mark     string                // that of the last listing
	made     map[string]bool       // by place, files that no mark knows of: whether a listing looked at them
	left     []string              // folders below the root in which the last walk met what a crash left
}

// New is the tracker named name over the folder cfg.Path, which need not be
// there yet. Markers of other instances than this one are not ours.
func New(name string, cfg Config, instance string, now func() time.Time) (*Tracker, error) {
	if cfg.Path == "" {
		return nil, fmt.Errorf("tracker %s: files.path is missing", name)
	}
	root, err := filepath.Abs(cfg.Path)
	if err != nil {
		return nil, fmt.Errorf("tracker %s: %w", name, err)
	}
	return &Tracker{
		Disk: &atomicfile.Disk{}, name: name, root: root, real: root, instance: instance, now: now,
		parsed: map[string]parsedFile{}, projects: map[string]string{}, made: map[string]bool{},
	}, nil
}

// files are those below the root.
func (t *Tracker) files() atomicfile.Folder { return t.Disk.In(t.root) }

// Settle is zero: a file's outcome is known at once.
func (t *Tracker) Settle() time.Duration { return 0 }

// Tidy removes what a killed process of ours left beside backlog files.
func (t *Tracker) Tidy(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, dir := range t.left {
		if ctx.Err() == nil {
			t.files().Sweep(filepath.Join(t.real, dir))
		}
	}
	t.left = nil
}

// Get reads items by their keys, those of other instances too.
func (t *Tracker) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	w, err := t.read(ctx)
	if err != nil {
		return nil, err
	}
	var out []tracker.Item
	var missing bool
	for _, id := range ids {
		lines, ok := w.byID[id]
		missing = missing || !ok
		if ok {
			out = append(out, t.item(lines))
		}
	}
	if missing {
		return out, t.problem(w) // what is missing may stand where we can't read
	}
	return out, nil
}
