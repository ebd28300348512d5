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

// tellFlags are those of commands that tell of reviews: in what form, and how
// much of restricted ones.
type tellFlags struct {
	outputFlag
	redact show.Redaction
}

func (f *tellFlags) add(cmd *cobra.Command) {
	f.outputFlag.add(cmd)
	cmd.Flags().BoolVar(&f.redact.On, "redact", false, "tell of restricted reviews by their keys alone: for output that more people read, such as a cron job's mail")
}
