package main

import (
	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/states"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
)

// completer completes the names that a configuration knows. Where there is
// none, or it has mistakes, nothing is completed.
type completer struct{ env terminal.Env }

func (c completer) with(cmd *cobra.Command, names func(*app) []string) ([]string, cobra.ShellCompDirective) {
	cfg, err := load(cmd, config.ForLooking)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	a, err := wire(cmd.Context(), cfg, c.env, toRead)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer a.close()
	return names(a), cobra.ShellCompDirectiveNoFileComp
}

func (c completer) teams(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return c.with(cmd, func(a *app) []string { return teamNames(a.cfg) })
}

func (c completer) sources(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return c.with(cmd, func(a *app) []string { return sourceNames(a.cfg) })
}

func (c completer) trackers(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return c.with(cmd, func(a *app) []string { return trackerNames(a.cfg) })
}

// reviewsAndStates are what explain takes.
func (c completer) reviewsAndStates(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	reviews, directive := c.reviews(cmd, args, typed)
	return append(states.Words(), reviews...), directive
}

func (c completer) reviews(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return c.with(cmd, func(a *app) []string {
		f := a.finder(show.Redaction{})
		known, err := f.known(cmd.Context())
		if err != nil {
			return nil
		}
		listed, _ := f.listed(cmd.Context(), local) // nobody waits for a network at a prompt
		known = append(known, listed...)
		seen := map[string]bool{}
		var out []string
		for _, p := range known {
			if !seen[p.Path] {
				seen[p.Path] = true
				out = append(out, p.Path)
			}
		}
		return out
	})
}
