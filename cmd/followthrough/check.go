package main

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/preflight"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
)

type checkOptions struct {
	output  outputFlag
	offline bool
	timeout time.Duration
}

func newCheck(e terminal.Env) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Judge the configuration and what it names; change nothing",
		Long: strings.TrimSpace(`
Judges the configuration, reads the reviews, asks of each team's backlog whether
an item would be accepted there, and looks at the store. Changes nothing.

Each line is one cause, with what to do, and the teams that it concerns: ✓ is as
it should be, ! works and is worth a look, ✗ does not work. Sources and trackers
are asked side by side; one that shows no sign of life for --timeout is given
up. --offline judges the configuration and what is on this machine, and asks
nobody: it needs no secret.

Exit: 0 nothing is wrong; 1 something is, and is named; 2 the configuration has
mistakes, a mapping that builds a silo included.`),
		Example: "  followthrough check\n  followthrough check --offline --config new.yaml\n  followthrough check -o json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.output.check(); err != nil {
				return err
			}
			if o.timeout <= 0 {
				return usage("--timeout must be more than 0: 30s, 2m")
			}
			return runCheck(cmd, e, o)
		},
	}
	o.output.add(cmd)
	cmd.Flags().BoolVar(&o.offline, "offline", false, "ask nobody beyond this machine")
	cmd.Flags().DurationVar(&o.timeout, "timeout", 30*time.Second, "how long a source or tracker may show no sign of life")
	return cmd
}

func runCheck(cmd *cobra.Command, e terminal.Env, o checkOptions) error {
	use, reach := config.ForAll, preflight.Online
	if o.offline {
		use, reach = config.ForLooking, preflight.Offline
	}
	cfg, err := loadTold(cmd, e, use)
	if err != nil {
		return err
	}
	a, err := storeless(cfg, e)
	if err != nil {
		return err
	}
	progress := terminal.NewProgress(e)
	c := preflight.Check{
		Config: cfg, Sources: a.sources, Trackers: a.trackers, Clients: a.clients, Now: e.Now, Reach: reach, Patience: o.timeout,
		Progress: func(asking []string) { progress.Say("asking " + strings.Join(asking, ", ")) },
	}
	findings := c.Run(cmd.Context())
	progress.End()
	if o.output.format == asJSON {
		err = show.FindingsJSON(e.Out, findings)
	} else {
		show.Findings(e, findings)
	}
	if err != nil {
		return err
	}
	wrong := func(f show.Finding) bool { return f.Sign == finding.Wrong }
	return verdict(slices.ContainsFunc(findings, wrong), false)
}

// storeless wires the sources and trackers, and no store.
func storeless(cfg *config.Config, e terminal.Env) (*app, error) {
	a := newApp(cfg, e)
	g := &gather.Gatherer{}
	x := &execute.Executor{Sources: map[string]execute.Source{}, Trackers: map[string]execute.Tracker{}}
	return a, errors.Join(a.wireSources(g, x, e), a.wireTrackers(g, x, e))
}
