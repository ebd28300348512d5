package main

import (
	"cmp"
	"context"
	"os"
	"os/user"
	"slices"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/audit"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
)

// actor is who does things to others, as the audit tells it.
type actor string

const (
	byDaemon  actor = "daemon"
	byCommand actor = "command"
	// auditsAPI is whoever asked the daemon over its API: a program, and no person.
	auditsAPI actor = "api"
)

// account is the audit of a process, and who works in it.
type account struct {
	log    *audit.Log // nil: there is none
	by     actor
	person string
}

// openAudit opens the audit that the configuration names. What a command says on
// standard output is its answer: its lines for there go to standard error.
func (a *app) openAudit(ctx context.Context, e terminal.Env, by actor) error {
	c := a.cfg.Audit
	a.audit = account{by: by}
	if c.File == "" {
		return nil
	}
	o := audit.Options{
		Path: c.File, Keep: c.Keep, Rotate: c.Rotate, Instance: a.cfg.Instance, Version: version(), Now: e.Now, Failed: a.unaudited,
	}
	if c.File == config.AuditToStdout {
		if o.Path, o.Out = "", e.Err; by == byDaemon {
			o.Out = e.Out
		}
	}
	var err error
	if a.audit.log, err = audit.Open(o); err != nil {
		return exitError{exitUsage, err}
	}
	if by == byCommand && audit.People(c.People) != audit.ByNothing {
		key, err := a.store.Pseudonyms(ctx)
		if err != nil {
			return err
		}
		a.audit.person = audit.People(c.People).Of(operator(), key)
	}
	return nil
}

// operator is the account of the person at work: before sudo where that was used.
func operator() string {
	name := os.Getenv("SUDO_USER")
	if u, err := user.Current(); err == nil {
		name = cmp.Or(name, u.Username, u.Uid)
	}
	return name
}

// unaudited tells that a line is lost, or a file can't be put aside. The work goes on.
func (a *app) unaudited(lost bool, err error) {
	if lost {
		a.log.Warn("a line of the audit is lost: what it tells of was done", "error", err)
		if a.reconciler != nil {
			a.reconciler.Metrics.Unaudited()
		}
		return
	}
	a.log.Warn("the audit goes on in the same file", "error", err)
}

// line is a line with who did what it tells of.
func (c account) line(what, outcome string) audit.Line {
	return audit.Line{What: what, Outcome: outcome, By: string(c.by), Person: c.person}
}

// effect adds what was done to a tracker or a review.
func (c account) effect(f execute.Effect) {
	l := c.line(string(f.What), f.Outcome)
	switch f.By {
	case "":
	case byAPI:
		l.By, l.Person = string(auditsAPI), ""
	default: // a command left it to the replica that works, and told who asked
		l.By, l.Person = string(byCommand), ""
	}
	of(&l, *f.Review)
	l.Action, l.Tracker, l.Project, l.Item = string(f.Action), f.Tracker, f.Project, f.Item
	c.log.Add(l)
}

// of names a review in a line: a restricted one by its key alone, since its path may
// hold words of it.
func of(l *audit.Line, r plan.Review) {
	l.Source, l.Review = r.Source, string(r.Key)
	if !r.Restricted {
		l.Path = r.Path
	}
}

// asked adds what somebody asked for: the reviews by their keys, as far as the store
// knows them and can be read.
func (c account) asked(ctx context.Context, s *store.Store, req gather.Request) {
	if c.log == nil {
		return
	}
	l := c.line("resync", "asked")
	l.Source, l.Team, l.Tracker = cmp.Or(req.Scope.Source, req.Believe), req.Scope.Team, req.BelieveTracker
	for _, flag := range []struct {
		name string
		set  bool
	}{{"gone", req.Believe != "" || req.BelieveTracker != ""}, {"now", req.Now}, {"yes", req.Yes}} {
		if flag.set {
			l.Flags = append(l.Flags, flag.name)
		}
	}
	for _, w := range req.Scope.Reviews {
		known, _ := s.ReviewsBy(ctx, store.Filter{Source: w.Source, Paths: []string{w.Path}}) // the line counts without it too
		for _, r := range known {
			l.Reviews = append(l.Reviews, string(r.Key))
		}
	}
	slices.Sort(l.Reviews)
	l.Reviews = slices.Compact(l.Reviews)
	c.log.Add(l)
}

// remade adds that a person had actions' items forgotten.
func (c account) remade(events []plan.Event) {
	for _, e := range events {
		l := c.line(e.What, "done")
		l.Source, l.Review, l.Action, l.Item = e.Source, string(e.Review), string(e.Action), e.Item
		if e.Path != string(e.Review) { // else it is restricted
			l.Path = e.Path
		}
		c.log.Add(l)
	}
}
