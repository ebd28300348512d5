package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/web"
)

func newHealthcheck(e terminal.Env) *cobra.Command {
	var ready bool
	cmd := &cobra.Command{
		Use:   "healthcheck",
		Short: "Ask the daemon on this machine whether it is well",
		Long: strings.TrimSpace(`
Asks the daemon that listens on this machine (web.listen) whether it lives, or
with --ready whether it does its work, and ends with 0 or 1. It is what a
container's health check runs: there, nothing else could ask.`),
		Example: "  followthrough healthcheck\n  followthrough healthcheck --ready",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			question := web.Alive
			if ready {
				question = web.Ready
			}
			address, err := config.Listen(config.Options{Flags: cmd.Flags()})
			if err != nil {
				return err
			}
			word, err := web.Probe(cmd.Context(), address, question)
			if err == nil {
				_, err = fmt.Fprintln(e.Out, word)
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&ready, "ready", false, "ask whether it does its work, not only whether it lives")
	return cmd
}
