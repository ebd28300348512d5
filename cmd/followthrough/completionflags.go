package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// forShells prepares the flags for a shell that asks what may come next: a
// command's own and those it heeds are proposed, described as a shell shows it.
func forShells(root *cobra.Command, args []string) {
	if len(args) == 0 || args[0] != cobra.ShellCompRequestCmd && args[0] != cobra.ShellCompNoDescRequestCmd {
		return
	}
	cmd, _, err := root.Find(args[1:])
	if err != nil {
		return
	}
	known := heeded(top(cmd))
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) { f.Hidden = !slices.Contains(known, f.Name) })
	for _, flags := range []*pflag.FlagSet{root.PersistentFlags(), cmd.Flags()} {
		// The quotes name the value in a help text only.
		flags.VisitAll(func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") })
	}
}
