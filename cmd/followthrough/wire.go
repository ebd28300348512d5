package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/cmd/followthrough/preflight"
	"github.com/followthrough/followthrough/cmd/followthrough/restriction"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/folder"
	githubsource "github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
	"github.com/followthrough/followthrough/sync/source/markdown"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// newSource makes the source that a configuration names; one that can't be made
// now, for want of a file say, is broken, and the others go on. To add a kind: one
// case here.
func (a *adapters) newSource(c config.Source, now func() time.Time) (source.Source, error) {
	if c.Lacks != nil {
		return source.Broken{Name: c.Name, Err: c.Lacks}, nil
	}
	cl, err := a.githubClient(c.OnGitHub(), now)
	switch {
	case err != nil:
		return source.Broken{Name: c.Name, Err: err}, nil
	case c.Folder != nil:
		return folder.New(c.Name, *c.Folder, folder.Options{Documents: settings(c)})
	case c.GitHub != nil:
		return githubsource.New(c.Name, *c.GitHub, githubsource.Options{
			Documents: settings(c), Client: cl, Via: githubsource.Via(c.ReportVia), Now: now, Log: a.log,
		})
	case c.GitHubIssues != nil:
		return githubissues.New(c.Name, *c.GitHubIssues, githubissues.Options{
			Markdown: settings(c), Comment: slices.Contains(c.Report, review.ModeComment), Client: cl, Now: now,
		})
	}
	return nil, fmt.Errorf("source %s: of no kind that this version knows", c.Name)
}

// newTracker is newSource for trackers. To add a kind: one case here.
func (a *adapters) newTracker(c config.Tracker, now func() time.Time) (tracker.Tracker, error) {
	if c.Lacks != nil {
		return tracker.Broken{Err: c.Lacks}, nil
	}
	o := tracker.Options{Instance: a.cfg.Instance, Follows: a.follows(c), Now: now, Log: a.log}
	if c.Settle != nil {
		o.Settle = *c.Settle
	}
	var made tracker.Tracker
	cl, err := a.githubClient(c.OnGitHub(), now)
	switch {
	case err != nil:
	case c.Files != nil:
		return files.New(c.Name, c.Files.Config, a.cfg.Instance, now)
	case c.GitHub != nil:
		o.Accounts = c.GitHub.Accounts
		made = github.New(c.Name, cl, github.Options{Options: o, Label: c.GitHub.Label, Template: c.GitHub.Template})
	case c.Jira != nil:
		made, err = jira.New(c.Name, jira.Options{Options: o, Settings: *c.Jira, UserAgent: userAgent(), Watch: a.watch, May: a.may})
	default:
		return nil, fmt.Errorf("tracker %s: of no kind that this version knows", c.Name)
	}
	if err != nil {
		return tracker.Broken{Err: err}, nil
	}
	return made, nil
}

// githubClient is the client of a credential: one for all that use it, since
// GitHub counts their requests together; nil: none is needed.
func (a *adapters) githubClient(c *client.Config, now func() time.Time) (*client.Client, error) {
	if c == nil {
		return nil, nil
	}
	id := c.Identity()
	if have, ok := a.clients[id]; ok {
		return have, nil
	}
	made, err := client.New(client.Options{Config: *c, HTTP: httpx.Options{UserAgent: userAgent(), Watch: a.watch, May: a.may, Now: now, Log: a.log}})
	if err == nil {
		a.clients[id] = made
	}
	return made, err
}

// watches counts what happens to requests; while the app is wired nobody counts.
func (a *app) watches() httpx.Watch {
	return httpx.Watch{Seen: a.count, Paused: func(host string, until time.Time) {
		if a.reconciler != nil {
			a.reconciler.Metrics.Paused(host, until)
		}
	}}
}

// count counts a request, which is a sign of life too.
func (a *app) count(at httpx.Attempt) {
	if at.Outcome == httpx.OutcomeOK {
		a.lastAnswer.Store(time.Now().UnixNano())
	}
	if a.reconciler != nil {
		a.reconciler.Alive()
		a.reconciler.Metrics.Request(metrics.Request{Host: at.Host, Operation: at.Operation, Status: at.Status, Outcome: string(at.Outcome)})
	}
}

func settings(c config.Source) markdown.Settings {
	return markdown.Settings{
		Take: c.Read.Sections.Take, Leave: c.Read.Sections.Leave, Columns: c.Read.Columns, Keys: c.Read.Keys, Published: c.Published,
		Restricted: restriction.Keys(c.Restricted), Doubtful: actions.Doubtful(c.Doubtful),
	}
}

// reading is a digest of how a source's documents are read; "": it can't be told.
func reading(c config.Source) string {
	how := []any{source.Reader(), settings(c), restriction.Rule(c.Restricted)}
	if i := c.GitHubIssues; i != nil { // who publishes is read too
		how = append(how, i.Published, i.Bots)
	}
	if f := c.Folder; f != nil && f.URL != "" { // what is read has its address
		how = append(how, f.URL)
	}
	text, err := json.Marshal(how) // [a b] is not ["a b"]
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:4])
}

// app is everything that works together for one configuration.
type app struct {
	*adapters
	// audit is where what this configuration does is told, and audits the one of what
	// runs now, for those who outlive a configuration.
	audit      account
	audits     *atomic.Pointer[account]
	store      *store.Store
	level      *slog.LevelVar // of the log
	reconciler *reconcile.Reconciler
	replica    *replica
	lockWait   time.Duration
	// waitsFor tells a person which process the store's lock is waited for; nil:
	// nobody is told, and it is not waited for long.
	waitsFor func(holder error)
	// lastAnswer is when a request was last answered, in nanoseconds since 1970.
	lastAnswer atomic.Int64
}

// adapters are the sources and trackers that a configuration names, as far as
// they are made. They know no store.
type adapters struct {
	cfg      *config.Config
	sources  map[string]source.Source
	trackers map[string]tracker.Tracker
	clients  map[string]*client.Client // by credential
	log      *slog.Logger
	watch    httpx.Watch  // is told of each request
	may      func() error // whether something may be done elsewhere
	// latest is the configuration that runs: a tracker that is kept as a new one takes
	// effect follows what that one says.
	latest *atomic.Pointer[config.Config]
	kept   map[string]bool // by name, those that were taken over
}

func (a *app) close() {
	if a.store != nil {
		_ = a.store.Close() // nothing is pending in it
	}
}

// commander is what of a command is needed to find its configuration.
type commander interface{ Flags() *pflag.FlagSet }

// load reads the configuration of a command, which uses so much of it.
func load(cmd commander, use config.Use) (*config.Config, error) {
	return config.Load(config.Options{Flags: cmd.Flags(), Use: use})
}

// loadTold reads the configuration of a command and names it where nobody else
// did: a file that lies about decides what is done.
func loadTold(cmd commander, e terminal.Env, use config.Use) (*config.Config, error) {
	cfg, err := load(cmd, use)
	if err == nil && cfg.Found {
		said := fmt.Sprintf("followthrough: using ./%s, found here (--config takes another)", cfg.File)
		fmt.Fprintln(e.Err, terminal.Wrap(said, e.Width, ""))
	}
	return cfg, err
}

// access is what a command wants of the store.
type access string

const (
	toWrite access = "write" // made and migrated where needed
	toRun   access = "run"   // likewise, for the daemon
	toRead  access = "read"  // as it is; an empty one where there is none
	// toCompare is as it is, or of an older version as it will be: none is an error.
	toCompare access = "compare"
)

// opened wires what a command that only looks is configured with. A source or
// tracker that such a command does not use may lack its variables.
func opened(cmd *cobra.Command, e terminal.Env, use config.Use) (*app, error) {
	cfg, err := loadTold(cmd, e, use)
	if err != nil {
		return nil, err
	}
	return wire(cmd.Context(), cfg, e, toRead)
}

func newApp(cfg *config.Config, e terminal.Env) *app {
	a := &app{lockWait: e.LockWait, level: &slog.LevelVar{}, replica: &replica{}}
	a.adapters = newAdapters(cfg, newLog(cfg.Log, e.Err, a.level), a.watches())
	a.may = a.held
	a.latest, a.audits = &atomic.Pointer[config.Config]{}, &atomic.Pointer[account]{}
	a.takes(cfg)
	return a
}

func newAdapters(cfg *config.Config, log *slog.Logger, watch httpx.Watch) *adapters {
	return &adapters{
		cfg: cfg, sources: map[string]source.Source{}, trackers: map[string]tracker.Tracker{}, clients: map[string]*client.Client{},
		log: log, watch: watch, kept: map[string]bool{},
	}
}

// wire puts the parts together.
func wire(ctx context.Context, cfg *config.Config, e terminal.Env, want access) (*app, error) {
	a := newApp(cfg, e)
	err := a.openStore(ctx, e, want)
	switch {
	case err != nil:
	case want == toRun:
		err = a.openAudit(ctx, e, byDaemon)
	case want == toWrite:
		err = a.openAudit(ctx, e, byCommand)
	}
	if err == nil {
		err = a.assemble(e, &tracker.Backoff{})
	}
	if err != nil {
		a.close()
		return nil, err
	}
	a.takes(cfg)
	return a, nil
}

// assemble makes the reconciler.
func (a *app) assemble(e terminal.Env, backoff *tracker.Backoff) error {
	cfg := a.cfg
	g := &gather.Gatherer{
		Store: a.store, Instance: cfg.Instance, Wordless: cfg.Marker.Words == config.WordsOff, Secrets: func() ([]string, error) { return secret.Reveal(cfg.MarkerSecrets) }, Config: cfg.Digest, Mapping: cfg.Mapping, Backoff: backoff, Now: e.Now,
	}
	x := &execute.Executor{
		Store: a.store, Config: cfg.Digest, Restate: cfg.Mapping.Anonymise, Now: e.Now, Batch: rand.Text, Backoff: backoff, May: a.may,
		Sources: map[string]execute.Source{}, Trackers: map[string]execute.Tracker{},
	}
	if a.audit.log != nil {
		x.Audit = a.audit.effect
	}
	if len(cfg.MarkerSecrets) > 0 {
		x.Secret = cfg.MarkerSecrets[0].Reveal
	}
	if err := errors.Join(a.wireSources(g, x, e), a.wireTrackers(g, x, e)); err != nil {
		return err
	}
	a.reconciler = &reconcile.Reconciler{
		Gatherer: g, Executor: x, Now: e.Now, Poll: cfg.Poll, Jitter: mathrand.Float64, Log: a.log,
		Lock: a.lock, Wake: a.store.NextWake, Requests: a.store, Daily: []func(context.Context) error{a.tidy(e)},
		Beside: []func(context.Context) error{a.preflight}, Turn: a.await,
	}
	if a.store.Shared() {
		a.reconciler.Heed = heeds
	}
	g.Progress = a.reconciler.Alive
	return nil
}

// grace is how long a pass waits for those whom it asks, and goes on without who is
// late.
const grace = time.Second

// paced lets passes go on without who is late.
func (a *app) paced() {
	a.reconciler.Gatherer.Pace.Rules = pace.Rules{Grace: grace, Pause: a.cfg.Poll}
	a.reconciler.Executor.Grace = grace
}

func (a *app) openStore(ctx context.Context, e terminal.Env, want access) (err error) {
	mode := store.ReadWrite
	if want == toRead || want == toCompare {
		mode = store.ReadOnly
	}
	a.store, err = store.Open(ctx, store.Options{
		Path: a.cfg.Store, DSN: a.cfg.Database, Mode: mode, Now: e.Now, Runtime: e.Runtime, Told: func(what string) { a.log.Warn(what) }, Ahead: want == toCompare,
	})
	if want == toRead && errors.Is(err, store.ErrNotExist) {
		a.store, err = store.Empty(ctx, e.Now())
	}
	if err != nil {
		return err
	}
	return a.store.Claim(ctx, a.cfg.Instance)
}

func (a *adapters) wireSources(g *gather.Gatherer, x *execute.Executor, e terminal.Env) error {
	for _, c := range a.cfg.Sources {
		s := a.sources[c.Name] // kept
		if s == nil {
			var err error
			if s, err = a.newSource(c, e.Now); err != nil {
				return err
			}
		}
		a.sources[c.Name] = s
		rules := plan.SourceRules{
			Soak: c.Soak, Quiet: c.Quiet, ReportEvery: c.ReportEvery, Modes: c.Report, MaxNew: a.cfg.MaxNew,
		}
		if !c.Since.All {
			rules.Since = c.Since.Day
		}
		g.Sources = append(g.Sources, gather.Source{Name: c.Name, Rules: rules, Restricted: restriction.Of(c.Restricted), Reading: reading(c), Source: s})
		reporter, _ := s.(source.Writer)
		x.Sources[c.Name] = execute.Source{Writer: reporter, Modes: c.Report}
	}
	return nil
}

func (a *adapters) wireTrackers(g *gather.Gatherer, x *execute.Executor, e terminal.Env) error {
	for _, c := range a.cfg.Trackers {
		t := a.trackers[c.Name] // kept
		if t == nil {
			var err error
			if t, err = a.newTracker(c, e.Now); err != nil {
				return err
			}
		}
		a.trackers[c.Name] = t
		settle := tracker.DefaultSettle
		if s, ok := t.(tracker.Settler); ok {
			settle = s.Settle()
		}
		if c.Settle != nil {
			settle = *c.Settle
		}
		g.Trackers = append(g.Trackers, gather.Tracker{Name: c.Name, Settle: settle, Follows: a.follows(c), Tracker: t})
		x.Trackers[c.Name] = execute.Tracker{Tracker: t, Settle: settle}
	}
	return nil
}

// follows tells in which places of a tracker items are followed that others
// made: who writes a review would otherwise see by our eyes what they may not.
func (a *adapters) follows(c config.Tracker) func(project string) bool {
	latest := a.latest
	return func(project string) bool {
		return latest.Load().Mapping.Backlog(c.Name, project) || globs.Match(c.Follow, project)
	}
}

// preflight warns of backlogs that would refuse an item, before the next
// review meets one: what a project demands changes without a word.
func (a *app) preflight(ctx context.Context) error {
	refusals := preflight.Refusals(ctx, a.cfg, a.trackers)
	if ctx.Err() != nil { // what was cut off says nothing of a backlog
		return ctx.Err()
	}
	for _, f := range refusals {
		a.log.Warn("an item would not be accepted or seen", "tracker", strings.TrimPrefix(f.About, "tracker "), "teams", strings.Join(f.Teams, ", "), "why", f.Sentence())
	}
	return nil
}

// tidy removes what the store need not keep any more.
func (a *app) tidy(e terminal.Env) func(context.Context) error {
	return func(ctx context.Context) error {
		now := e.Now()
		_, err := a.store.Prune(ctx, now.Add(-a.cfg.Log.Keep), now.Add(-a.cfg.Retention))
		return errors.Join(err, a.audit.log.Tidy())
	}
}

func newLog(c config.Log, w io.Writer, level slog.Leveler) *slog.Logger {
	opts := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}
