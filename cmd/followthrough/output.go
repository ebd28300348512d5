package main

import (
	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
)

// outputFlag is -o: a table for people, or JSON, which is stable.
type outputFlag struct{ format string }

const (
	asTable = "table"
	asJSON  = "json"
)

func (f *outputFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.format, "output", "o", asTable, "`format`: table or json")
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string{asTable, asJSON}, cobra.ShellCompDirectiveNoFileComp))
}

func (f *outputFlag) check() error {
	if f.format != asTable && f.format != asJSON {
		return usage("no output format %q: table or json", f.format)
	}
	return nil
}

// redactFlag is --redact, of commands that tell of reviews.
func redactFlag(cmd *cobra.Command, h *show.Redaction) {
	cmd.Flags().BoolVar(&h.On, "redact", false, "tell of restricted reviews by their keys alone: for output that more people read, such as a cron job's mail")
}
