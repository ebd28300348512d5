package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

func newCheck(e env) *cobra.Command {
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

// finding is one result of a check.
type finding struct {
	About   string `json:"about"`
	Problem bool   `json:"problem"`
	Text    string `json:"text"`
}

// checking gathers findings in the order in which they are made.
type checking struct {
	*app
	env  env
	list []finding
}

func (c *checking) wrong(about, format string, args ...any) {
	c.list = append(c.list, finding{about, true, fmt.Sprintf(format, args...)})
}

func (c *checking) remark(about, format string, args ...any) {
	c.list = append(c.list, finding{about, false, fmt.Sprintf(format, args...)})
}

func runCheck(cmd *cobra.Command, e env, o outputFlag) error {
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
		count(len(cfg.Sources), "source"), count(len(cfg.Trackers), "tracker"), count(len(cfg.Mapping.Teams()), "team"))
	c.checkSources(ctx)
	c.checkBacklogs(ctx)
	c.checkStore(ctx)
	if o.format == asJSON {
		err = writeJSON(e.out, struct {
			Findings []finding `json:"findings"`
		}{c.list})
	} else {
		printFindings(e, c.list)
	}
	if err != nil {
		return err
	}
	return verdict(c.problems() > 0, false)
}

// newChecking wires the sources and trackers, and no store.
func newChecking(cfg *config.Config, e env) (*checking, error) {
	a := &app{cfg: cfg, sources: map[string]source.Source{}, trackers: map[string]tracker.Tracker{}, log: newLog(cfg.Log, e.err)}
	g := &gather.Gatherer{}
	x := &execute.Executor{Sources: map[string]execute.Source{}, Trackers: map[string]execute.Tracker{}}
	return &checking{app: a, env: e}, errors.Join(a.wireSources(g, x), a.wireTrackers(g, x, e))
}

// checkBacklogs asks, for each team, whether an item would be accepted.
func (c *checking) checkBacklogs(ctx context.Context) {
	for _, team := range c.cfg.Mapping.Teams() {
		t, ok := c.trackers[team.Backlog.Tracker].(tracker.Checker)
		if !ok {
			continue // no tracker, or one that can't be asked without a change
		}
		about := "team " + team.Name
		findings := t.Check(ctx, tracker.Backlog{
			Project: team.Backlog.Project, Settings: team.Backlog.Settings, Labels: team.Backlog.Labels,
		})
		for _, f := range findings {
			c.list = append(c.list, finding{about, f.Problem, f.Text})
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

func printFindings(e env, list []finding) {
	last := ""
	wrong := 0
	for _, f := range list {
		if f.About != last {
			fmt.Fprintln(e.out, bold(e, clean(f.About)))
			last = f.About
		}
		sign := "✓"
		if f.Problem {
			sign = "!"
			wrong++
		}
		text := wrap(clean(f.Text), e.width-6, "    ")
		fmt.Fprintln(e.out, "  "+coloured(e, sign)+strings.TrimPrefix(text, "   "))
	}
	switch wrong {
	case 0:
		fmt.Fprintln(e.out, "\nAll is well.")
	default:
		fmt.Fprintf(e.out, "\n%s to solve.\n", count(wrong, "problem"))
	}
}
