package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/preflight"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
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
		Args:    noArgs,
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

func runCheck(cmd *cobra.Command, e terminal.Env, o outputFlag) error {
	cfg, err := loadTold(cmd, e, config.ForAll)
	if err != nil {
		return err
	}
	a, err := storeless(cfg, e)
	if err != nil {
		return err
	}
	c := preflight.Check{Config: cfg, Sources: a.sources, Trackers: a.trackers, Clients: a.clients, Now: e.Now}
	findings := c.Run(cmd.Context())
	if o.format == asJSON {
		err = show.FindingsJSON(e.Out, findings)
	} else {
		show.Findings(e, findings)
	}
	if err != nil {
		return err
	}
	problem := func(f show.Finding) bool { return f.Problem }
	return verdict(slices.ContainsFunc(findings, problem), false)
}

// storeless wires the sources and trackers, and no store.
func storeless(cfg *config.Config, e terminal.Env) (*app, error) {
	a := newApp(cfg, e)
	g := &gather.Gatherer{}
	x := &execute.Executor{Sources: map[string]execute.Source{}, Trackers: map[string]execute.Tracker{}}
	return a, errors.Join(a.wireSources(g, x, e), a.wireTrackers(g, x, e))
}
