package main

import (
	"github.com/spf13/cobra"
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
