package main

import (
	"context"
	"reflect"

	"github.com/followthrough/followthrough/cmd/followthrough/daemon"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// anew wires what a new configuration says. The store, the log and who asked to be
// left alone stay, and so do the sources and trackers of which it says what the one
// before said: with what they keep, and whatever is being asked of them. Nothing is
// asked of anybody here, and the one before goes on as it was.
func (a *app) anew(cfg *config.Config, e terminal.Env) (*app, error) {
	next := &app{lockWait: a.lockWait, level: a.level, store: a.store, replica: a.replica}
	next.adapters = newAdapters(cfg, a.log, next.watches())
	next.latest, next.may, next.audits = a.latest, a.may, a.audits
	next.keep(a.adapters)
	if next.audit = a.audit; cfg.Audit != a.cfg.Audit {
		if err := next.openAudit(context.Background(), e, byDaemon); err != nil {
			return nil, err
		}
	}
	if err := next.assemble(e, a.reconciler.Gatherer.Backoff); err != nil {
		return nil, err
	}
	next.paced()
	return next, nil
}

// running is what the daemon runs with this configuration.
func (a *app) running() daemon.Running {
	return daemon.Running{Config: a.cfg, Loop: a.reconciler, Sources: a.sources, Trackers: a.trackers, Kept: a.kept}
}

// takes has what outlives a configuration heed this one from now on.
func (a *app) takes(cfg *config.Config) {
	_ = a.level.UnmarshalText([]byte(cfg.Log.Level)) // checked when the configuration was read
	a.latest.Store(cfg)
	a.audits.Store(&a.audit)
}

// keep takes over what the configuration leaves as it was. What could not be made
// before is tried again.
func (a *adapters) keep(before *adapters) {
	for _, c := range a.cfg.Sources {
		a.keepClient(before, c.OnGitHub())
		was, made := before.sources[c.Name]
		if _, broken := was.(source.Broken); made && !broken && same(c, before.cfg.Sources, func(o config.Source) bool { return o.Name == c.Name }) {
			a.sources[c.Name], a.kept[c.Name] = was, true
		}
	}
	for _, c := range a.cfg.Trackers {
		a.keepClient(before, c.OnGitHub())
		was, made := before.trackers[c.Name]
		if _, broken := was.(tracker.Broken); made && !broken && same(c, before.cfg.Trackers, func(o config.Tracker) bool { return o.Name == c.Name }) {
			a.trackers[c.Name], a.kept[c.Name] = was, true
		}
	}
}

// keepClient takes over the client of a credential, and with it what its vendor said
// of its limits.
func (a *adapters) keepClient(before *adapters, c *client.Config) {
	if c == nil {
		return
	}
	if have := before.clients[c.Identity()]; have != nil {
		a.clients[c.Identity()] = have
	}
}

// same tells whether one of all is c in everything. Files of secrets are read when
// they are needed: what is in them makes no other.
func same[T any](c T, all []T, named func(T) bool) bool {
	for _, o := range all {
		if named(o) {
			return reflect.DeepEqual(c, o)
		}
	}
	return false
}
