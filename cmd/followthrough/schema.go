package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
)

func newSchema(e terminal.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the configuration's JSON schema, for editors",
		Long: strings.TrimSpace(`
Prints the JSON schema of this version's configuration. Editors complete and
judge followthrough.yaml by it where its first line names the file:

  # yaml-language-server: $schema=followthrough.schema.json

"followthrough init" writes both. After an update write the schema anew.`),
		Example: "  followthrough schema > followthrough.schema.json",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := e.Out.Write(config.Schema)
			return err
		},
	}
}
