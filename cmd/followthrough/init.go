package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/starter"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

func newInit(e terminal.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a first configuration and an example review",
		Long: strings.TrimSpace(`
Writes a commented followthrough.yaml and one example review into DIR, or here.
It never overwrites: where one of these is there already it writes nothing.`),
		Example: "  followthrough init\n  followthrough init ./followthrough",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return runInit(e, append(args, ".")[0])
		},
	}
}

func runInit(e terminal.Env, dir string) error {
	set, err := starter.First(e.Now())
	if err != nil {
		return err
	}
	present, err := set.Present(dir)
	if err != nil {
		return usage("init in %s: %w", dir, err)
	}
	if len(present) > 0 {
		return usage("nothing was written: %s is there already in %s", strings.Join(present, ", "), dir)
	}
	if err := writeSet(set, dir); err != nil {
		return err
	}
	for _, name := range set.Names() {
		fmt.Fprintln(e.Out, "wrote "+filepath.Join(dir, filepath.FromSlash(name)))
	}
	cd := ""
	if filepath.Clean(dir) != "." {
		cd = "`cd " + dir + "`, "
	}
	fmt.Fprintf(e.Out, "\nnow: %s`followthrough plan`, then `followthrough sync --now`\n", cd)
	return nil
}
