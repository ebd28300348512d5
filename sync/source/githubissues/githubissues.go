package githubissues

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// Source is the reviews among a repository's issues.
type Source struct {
	name string
	cfg  Config
	opt  Options

	mu      sync.Mutex // guards the following, also while GitHub is asked
	pages   map[string]client.Kept[[]issue]
	whole   time.Time // when every page was last asked for
	issues  map[int]issue
	history history
	repo    *repository
}

var (
	_ source.Source    = (*Source)(nil)
	_ source.Writer    = (*Source)(nil)
	_ source.Previewer = (*Source)(nil)
	_ source.Checker   = (*Source)(nil)
	_ source.Hook      = (*Source)(nil)
)

// Options are what a source needs beyond its configuration.
type Options struct {
	// Markdown is how documents are read.
	Markdown markdown.Settings
	// Comment says that reports go into one comment, and the body stays as it
	// is.
	Comment bool
	// Client is the credential's, shared with all that use it.
	Client *client.Client
	// Now is the clock; nil: this machine's.
	Now func() time.Time
}

// New makes the source called name; it sends nothing.
func New(name string, cfg Config, opt Options) (*Source, error) {
	if opt.Client == nil {
		return nil, fmt.Errorf("source %s: no client", name)
	}
	if problems := cfg.validatePlace(); len(problems) > 0 {
		return nil, fmt.Errorf("source %s: %w", name, errors.Join(problems...))
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	return &Source{
		name: name, cfg: cfg, opt: opt, pages: map[string]client.Kept[[]issue]{}, issues: map[int]issue{},
		history: history{people{opt.Client, cfg, opt.Now, map[string]role{}}, map[int]time.Time{}},
	}, nil
}

// api is a path of the API below the repository.
func (c Config) api(format string, args ...any) string {
	return client.Path(c.Repository) + fmt.Sprintf(format, args...)
}

// pathOf is an issue's path in this source, numberOf its inverse; 0: none.
func pathOf(number int) string { return "issues/" + strconv.Itoa(number) }

func numberOf(path string) int {
	digits, ok := strings.CutPrefix(path, "issues/")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || pathOf(n) != path {
		return 0
	}
	return n
}
