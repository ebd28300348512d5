// Package preflight judges, without changing anything, what a configuration
// names: its sources, its teams' backlogs and its store. It knows no command.
package preflight

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/web"
)

// Check is one judging of all that a configuration names.
type Check struct {
	Config   *config.Config
	Sources  map[string]source.Source
	Trackers map[string]tracker.Tracker
	// Clients are GitHub's, by the identity of their credentials.
	Clients map[string]*github.Client
	Now     func() time.Time
	// Reach says who is asked.
	Reach Reach
	// Patience is how long a source or tracker may give no sign of life.
	Patience time.Duration
	// Progress is told, now and then, what is being asked; nil: nobody is.
	Progress func(asking []string)

	known []*credential
}

// Reach is who is asked.
type Reach string

// Everybody, or nobody beyond this machine.
const (
	Online  Reach = "online"
	Offline Reach = "offline"
)

// often is how often progress is told.
const often = 200 * time.Millisecond

// Run gives the findings, those of one cause together. Sources and trackers are
// asked side by side.
func (c *Check) Run(ctx context.Context) []show.Finding {
	c.known = c.wanted()
	own := newPart("configuration")
	c.configuration(own)
	var parts []*part
	var asks []func(context.Context, *part)
	read := make([]*reviews, len(c.Config.Sources))
	for i, s := range c.Config.Sources {
		read[i] = &reviews{source: s}
		parts = append(parts, newPart("source "+s.Name))
		asks = append(asks, func(ctx context.Context, p *part) { c.source(ctx, p, read[i]) })
	}
	for _, t := range c.Config.Trackers {
		parts = append(parts, newPart("tracker "+t.Name))
		asks = append(asks, func(ctx context.Context, p *part) { c.tracker(ctx, p, t) })
	}
	c.together(ctx, parts, asks)
	where := newPart("mapping")
	c.mapping(where, read)
	store := newPart("store")
	c.store(ctx, store, read)
	found := own.end()
	for i, p := range append(slices.Clone(parts), store) {
		if i == len(c.Config.Sources) {
			found = append(found, where.end()...)
		}
		found = append(found, p.end()...)
	}
	hung := slices.DeleteFunc(parts, func(p *part) bool { return !p.hung })
	return show.OneCause(append(found, c.credentials(ctx, hung)...))
}

// together lets all be asked at once.
func (c *Check) together(ctx context.Context, parts []*part, asks []func(context.Context, *part)) {
	var all sync.WaitGroup
	for i, p := range parts {
		all.Go(func() {
			p.supervise(ctx, c.Patience, asks[i])
			p.end()
		})
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	tick := time.NewTicker(often)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			if c.Progress != nil {
				c.Progress(working(parts))
			}
		}
	}
}

// working are the parts that are not done.
func working(parts []*part) (out []string) {
	for _, p := range parts {
		if now := p.now(); now != "" {
			out = append(out, now)
		}
	}
	return out
}

// configuration tells what the files themselves say.
func (c *Check) configuration(p *part) {
	teams := len(c.Config.Mapping.Teams())
	p.good("%s has no mistakes: %s, %s, %s", c.Config.File,
		show.Count(len(c.Config.Sources), "source"), show.Count(len(c.Config.Trackers), "tracker"), show.Count(teams, "team"))
	if teams == 0 {
		p.look("name the teams and their backlogs below mapping.teams; `followthrough suggest` proposes them", "no team is configured: no action gets an item")
	}
	for _, lack := range c.Config.Lacks {
		p.look("set it where run, sync, plan and check are called", "%v", lack)
	}
	if c.Reach == Online {
		unread(p, "web.token", c.Config.Web.Token)
		unread(p, "web.operator_token", c.Config.Web.OperatorToken)
		c.certificate(p)
		unread(p, "marker_secret", c.Config.MarkerSecrets...)
	}
	c.hooks(p)
	c.literalSecrets(p)
}

// soon is how long before its end a certificate is told of.
const soon = 14 * 24 * time.Hour

// certificate tells whether the daemon's own server could prove itself.
func (c *Check) certificate(p *part) {
	pair := web.Pair(c.Config.Web.TLS)
	if pair == (web.Pair{}) {
		return
	}
	_, until, err := pair.Load()
	switch at := until.UTC().Format(time.DateOnly); {
	case err != nil:
		p.wrong("give a certificate and its key, both in PEM form", "%v", err)
	case until.Before(c.Now()):
		p.wrong("renew it: it is read again when it changes", "the certificate of web.tls.cert_file has expired on %s", at)
	case until.Before(c.Now().Add(soon)):
		p.look("renew it: it is read again when it changes", "the certificate of web.tls.cert_file expires on %s", at)
	}
}

// unread tells of secrets whose files can't be read.
func unread(p *part, what string, all ...secret.Secret) {
	if _, err := secret.Reveal(all); err != nil {
		p.wrong("", "%s: %v", what, err)
	}
}

// literalSecrets tells of files that hold a secret as it is, where others may
// read them.
func (c *Check) literalSecrets(p *part) {
	for _, file := range slices.Sorted(maps.Keys(c.Config.Literal)) {
		info, err := os.Stat(file)
		if err != nil || !readByOthers(info) {
			continue
		}
		p.wrong("chmod 600, or give it by a variable (${NAME}) or a file (…_file)", "others may read %s (mode %04o), where %s stands as it is",
			file, info.Mode().Perm(), strings.Join(c.Config.Literal[file], ", "))
	}
}
