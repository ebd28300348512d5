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
	"github.com/followthrough/followthrough/cmd/followthrough/story"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
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
		return dir, canWrite(set, dir)
	}
	return "", usage("%s is not empty, and no earlier demo: name an empty folder or one that is not there yet", dir)
}

// canWrite tells whether an earlier demo can go on: what it would write to, it
// may. Files that a person took away are missed by nobody.
func canWrite(set starter.Set, dir string) error {
	disk := &atomicfile.Disk{}
	for _, name := range append(set.Names(), "followthrough.db") {
		err := disk.Writable(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("the demo can't go on in %s: %w; name another folder, or none", dir, err)
		}
	}
	return nil
}

func writeSet(set starter.Set, dir string) error {
	if err := set.Write(dir); err != nil {
		return fmt.Errorf("write the demo's files: %w; name a folder that may be written to, or none", err)
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
	before, err := a.store.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return err
	}
	a.reconciler.Executor.Store = story.NewTeller(a.store, e, cfg.Mapping.Anonymise)
	outcome, err := a.reconciler.Pass(ctx, gather.Request{})
	if err != nil {
		return err
	}
	show.Failures(e, outcome.Failures)
	if len(before) > 0 {
		if err := stands(ctx, e, a); err != nil {
			return err
		}
	}
	if once {
		return verdict(failed(outcome.Failures, plan.Scope{}), false)
	}
	fmt.Fprintf(e.Out, "\n%s\n", whatToTry(e, dir))
	if err := a.reconciler.Run(ctx); err != nil {
		return err
	}
	fmt.Fprintf(e.Out, "\nStopped. The folder stays, and goes on with:\n%s\n",
		terminal.Command("  ", columns, e.Called, "demo", terminal.Quoted(dir)))
	return nil
}

// stands says how things are in a demo that goes on.
func stands(ctx context.Context, e terminal.Env, a *app) error {
	records, err := a.store.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return err
	}
	fmt.Fprintln(e.Out, "An earlier demo goes on here. So it stands:")
	fmt.Fprintln(e.Out)
	show.ReviewsShort(e, shown(records, plan.Scope{}), a.cfg.Mapping.Anonymise)
	return nil
}

// columns are those that every terminal has.
const columns = 80

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

func whatToTry(e terminal.Env, dir string) string {
	configuration := filepath.Join(dir, "followthrough.yaml")
	ask := func(command string) string {
		return terminal.Command("  ", columns, e.Called, command, "--config", terminal.Quoted(configuration))
	}
	return strings.NewReplacer(
		"BACKLOGS", filepath.Join(dir, "backlogs"), "REVIEWS", filepath.Join(dir, "reviews"),
		"STATUS", ask("status"), "REPORT", ask("report"), "LOG", ask("log"),
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
STATUS
REPORT
LOG

Ctrl-C ends it.`))
}
