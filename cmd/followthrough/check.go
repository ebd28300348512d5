package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

func newCheck(e terminal.Env) *cobra.Command {
	var o outputFlag
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Judge the configuration and what it names; change nothing",
		Long: strings.TrimSpace(`
Judges the configuration, reads the reviews, asks of each team's backlog whether
an item would be accepted there, and looks at the store. Changes nothing.

Exit: 0 all is well; 1 something is wrong, and named; 2 the configuration has
mistakes, a mapping that builds a silo included.`),
		Example: "  followthrough check\n  followthrough check --config new.yaml -o json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return runCheck(cmd, e, o)
		},
	}
	o.add(cmd)
	return cmd
}

// checking gathers findings in the order in which they are made.
type checking struct {
	*app
	env  terminal.Env
	list []show.Finding
}

func (c *checking) wrong(about, format string, args ...any) {
	c.list = append(c.list, show.Finding{About: about, Problem: true, Text: fmt.Sprintf(format, args...)})
}

func (c *checking) remark(about, format string, args ...any) {
	c.list = append(c.list, show.Finding{About: about, Text: fmt.Sprintf(format, args...)})
}

func runCheck(cmd *cobra.Command, e terminal.Env, o outputFlag) error {
	cfg, err := load(cmd)
	if err != nil {
		return err
	}
	c, err := newChecking(cfg, e)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	c.remark("configuration", "%s has no mistakes: %s, %s, %s", cfg.File,
		show.Count(len(cfg.Sources), "source"), show.Count(len(cfg.Trackers), "tracker"), show.Count(len(cfg.Mapping.Teams()), "team"))
	c.checkSources(ctx)
	c.checkBacklogs(ctx)
	c.checkStore(ctx)
	if o.format == asJSON {
		err = show.FindingsJSON(e.Out, c.list)
	} else {
		show.Findings(e, c.list)
	}
	if err != nil {
		return err
	}
	return verdict(c.problems() > 0, false)
}

// newChecking wires the sources and trackers, and no store.
func newChecking(cfg *config.Config, e terminal.Env) (*checking, error) {
	a := &app{cfg: cfg, sources: map[string]source.Source{}, trackers: map[string]tracker.Tracker{}, log: newLog(cfg.Log, e.Err)}
	g := &gather.Gatherer{}
	x := &execute.Executor{Sources: map[string]execute.Source{}, Trackers: map[string]execute.Tracker{}}
	return &checking{app: a, env: e}, errors.Join(a.wireSources(g, x), a.wireTrackers(g, x, e))
}

// checkBacklogs asks, for each team, whether an item would be accepted.
func (c *checking) checkBacklogs(ctx context.Context) {
	for team, findings := range c.backlogs(ctx) {
		about := "team " + team.Name
		for _, f := range findings {
			c.list = append(c.list, show.Finding{About: about, Problem: f.Problem, Text: f.Text})
		}
		if len(findings) == 0 {
			c.remark(about, "items are accepted in %s %s", team.Backlog.Tracker, team.Backlog.Project)
		}
	}
}

func (c *checking) problems() int {
	n := 0
	for _, f := range c.list {
		if f.Problem {
			n++
		}
	}
	return n
}
