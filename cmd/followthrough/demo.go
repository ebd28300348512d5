package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/starter"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/gather"
)

func newDemo(e terminal.Env) *cobra.Command {
	var once bool
	cmd := &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Show the whole loop, with no account",
		Long: strings.TrimSpace(`
Sets up a folder with three example reviews and the backlogs of two teams, runs
the daemon on it, and says what to try. Without DIR the folder is a temporary
one; a DIR of an earlier demo goes on where it was.`),
		Example: "  followthrough demo\n  followthrough demo ./demo",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := ownConfiguration(cmd.Flags()); err != nil {
				return err
			}
			dir, err := demoFolder(e, args)
			if err != nil {
				return err
			}
			return runDemo(cmd.Context(), e, dir, once)
		},
	}
	cmd.Flags().BoolVar(&once, "once", false, "look once and end, in place of running on")
	return cmd
}

// ownConfiguration refuses flags that would lead the demo to anybody's real
// reviews and store.
func ownConfiguration(flags *pflag.FlagSet) error {
	given := pflag.NewFlagSet("", pflag.ContinueOnError)
	config.AddFlags(given)
	var err error
	given.VisitAll(func(f *pflag.Flag) {
		if flags.Changed(f.Name) {
			err = usage("the demo has a configuration of its own: leave out --%s", f.Name)
		}
	})
	return err
}

// demoFolder is the folder that is named, or a temporary one, with the demo's
// files in it.
func demoFolder(e terminal.Env, args []string) (string, error) {
	set, err := starter.Demo(e.Now())
	if err != nil {
		return "", err
	}
	if len(args) == 0 {
		dir, err := os.MkdirTemp("", "followthrough-demo-")
		if err != nil {
			return "", fmt.Errorf("make the demo's folder: %w", err)
		}
		return dir, writeSet(set, dir)
	}
	dir, err := filepath.Abs(args[0])
	if err != nil {
		return "", fmt.Errorf("make the demo's folder: %w", err)
	}
	entries, err := os.ReadDir(dir)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", usage("the demo's folder: %w", err)
	case len(entries) == 0:
		return dir, writeSet(set, dir)
	case starter.IsDemo(dir):
		return dir, nil
	}
	return "", usage("%s is not empty, and no earlier demo: name an empty folder or one that is not there yet", dir)
}

func writeSet(set starter.Set, dir string) error {
	if err := set.Write(dir); err != nil {
		return fmt.Errorf("write the first files: %w", err)
	}
	return nil
}

// runDemo looks once, says what to try, and goes on as the daemon does.
func runDemo(ctx context.Context, e terminal.Env, dir string, once bool) error {
	fmt.Fprintf(e.Out, "The demo is in %s\n\n", dir)
	cfg, err := demoConfig(dir)
	if err != nil {
		return err
	}
	a, err := wire(ctx, cfg, e, toWrite)
	if err != nil {
		return err
	}
	defer a.close()
	a.reconciler.Executor.Store = show.NewTeller(a.store, e, cfg.Mapping.Anonymise)
	outcome, err := a.reconciler.Pass(ctx, gather.Request{})
	if err != nil {
		return err
	}
	show.Failures(e, outcome.Failures)
	if once {
		return verdict(len(outcome.Failures) > 0, false)
	}
	fmt.Fprintf(e.Out, "\n%s\n", whatToTry(dir))
	if err := a.reconciler.Run(ctx); err != nil {
		return err
	}
	fmt.Fprintf(e.Out, "\nStopped. The folder stays: followthrough demo %s goes on with it.\n", dir)
	return nil
}

// demoConfig reads the demo's configuration: flags win over the environment.
func demoConfig(dir string) (*config.Config, error) {
	flags := pflag.NewFlagSet("demo", pflag.ContinueOnError)
	config.AddFlags(flags)
	for name, value := range map[string]string{
		"config": filepath.Join(dir, "followthrough.yaml"), "store": filepath.Join(dir, "followthrough.db"),
		"poll": "2s", "max-new": "25",
	} {
		if err := flags.Set(name, value); err != nil {
			return nil, fmt.Errorf("set --%s: %w", name, err)
		}
	}
	return config.Load(config.Options{Flags: flags})
}

func whatToTry(dir string) string {
	return strings.NewReplacer(
		"BACKLOGS", filepath.Join(dir, "backlogs"), "REVIEWS", filepath.Join(dir, "reviews"),
		"CONFIG", filepath.Join(dir, "followthrough.yaml"),
	).Replace(strings.TrimSpace(`
Open the reviews and the backlogs beside each other, and try:

  1. Tick the box of an item in
       BACKLOGS/payments.md
     and see it ticked, and told, in
       REVIEWS/checkout-outage.md
  2. Decide against an item: write "[-]" for its box, and the reason behind
     the link to the review. The review tells both.
  3. Move an item's line to the other team's file: it is followed there.
  4. Re-word an action in a review, or move it: it keeps its item, and
     nothing else happens.
  5. Write a new action under "Action items": it becomes an item.

Ask, in another terminal:
  followthrough status --config CONFIG
  followthrough report --config CONFIG
  followthrough log --config CONFIG

Ctrl-C ends it.`))
}
