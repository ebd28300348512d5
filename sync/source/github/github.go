package github

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
)

// Source is the reviews on one branch of a repository.
type Source struct {
	name string
	opt  Options
	base *branch

	writing sync.Mutex // one report at a time; guards the following
	refused error      // why nothing may be written, as GitHub said at
	at      time.Time
}

var (
	_ source.Source      = (*Source)(nil)
	_ source.BatchWriter = (*Source)(nil)
	_ source.Previewer   = (*Source)(nil)
	_ source.Checker     = (*Source)(nil)
	_ source.Hook        = (*Source)(nil)
)

// Via is the way by which a report reaches the branch.
type Via string

// The ways; "" is ViaCommit.
const (
	ViaCommit      Via = "commit"
	ViaPullRequest Via = "pull_request"
)

// BranchOf is where the changes of a source wait for their pull request to be
// merged. It depends on the source alone: what other sources there are must
// neither leave an open pull request behind nor forget one that was closed.
func BranchOf(source string) string { return "followthrough/report-" + source }

// Options are what a source needs beyond its configuration.
type Options struct {
	// Documents is how documents are read.
	Documents format.Settings
	// Client is the credential's, shared with all that use it.
	Client *client.Client
	Via    Via
	// Branch holds what a pull request proposes; "": BranchOf the source. It is
	// ours alone.
	Branch string
	// Now is the clock; nil: this machine's.
	Now func() time.Time
	// Sleep waits, and tells whether it did to the end; nil: on that clock.
	Sleep func(context.Context, time.Duration) bool
	// Log gets what is of interest when somebody looks for a mistake; nil:
	// nothing does.
	Log *slog.Logger
}

// New makes the source called name; it sends nothing.
func New(name string, cfg Config, opt Options) (*Source, error) {
	if opt.Client == nil {
		return nil, fmt.Errorf("source %s: no client", name)
	}
	opt.Via, opt.Branch = cmp.Or(opt.Via, ViaCommit), cmp.Or(opt.Branch, BranchOf(name))
	problems := cfg.validatePlace()
	switch opt.Via {
	case ViaCommit, ViaPullRequest:
	default:
		problems = append(problems, fmt.Errorf("report_via: must be %s or %s", ViaCommit, ViaPullRequest))
	}
	if err := branchProblem(opt.Branch); err != nil {
		problems = append(problems, fmt.Errorf("report_via: branch of the pull request: %w", err))
	}
	if opt.Via == ViaPullRequest && opt.Branch == cfg.Branch {
		problems = append(problems, fmt.Errorf("report_via: %s is where the reviews are and where their changes would be proposed: rename the source or the branch", opt.Branch))
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("source %s: %w", name, errors.Join(problems...))
	}
	g, err := globs.New(cfg.Include, cfg.Exclude)
	if err != nil {
		return nil, fmt.Errorf("source %s: %w", name, err)
	}
	opt = opt.withDefaults()
	return &Source{name: name, opt: opt, base: &branch{
		cfg: cfg, client: opt.Client, now: opt.Now,
		folder:   folder{path: folderOf(cfg.Path), globs: g, targets: map[string]string{}},
		arrivals: arrivals{map[string]time.Time{}, map[string]bool{}},
	}}, nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = httpx.Sleep
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}
