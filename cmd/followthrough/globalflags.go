package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
)

// heeded are the flags that stand in for the configuration and that a command
// heeds. Where the configuration and the store lie (--config, --store) is taken
// before any command, for scripts give it to all alike.
func heeded(command string) []string {
	switch command {
	case "run":
		return []string{"config", "store", "poll", "max-new", "listen"}
	case "check": // it judges what run would do
		return []string{"config", "store", "poll", "max-new", "listen"}
	case "plan", "sync", "remake":
		return []string{"config", "store", "max-new"}
	case "healthcheck":
		return []string{"config", "listen"}
	case "followthrough", "suggest":
		return []string{"config"}
	case "demo", "init", "extract", "schema", "version", "help", "completion":
		return nil
	}
	return []string{"config", "store"}
}

// placing are the flags that only say where something lies.
func placing() []string { return []string{"config", "store"} }

// addGlobalFlags adds the flags that stand in for the configuration: each stands in
// the help of those commands that heed it.
func addGlobalFlags(root *cobra.Command) {
	config.AddFlags(root.PersistentFlags())
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		known := heeded(top(cmd))
		root.PersistentFlags().VisitAll(func(f *pflag.Flag) { f.Hidden = !slices.Contains(known, f.Name) })
		help(cmd, args)
	})
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return heedless(root, cmd) }
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("%s\nSee '%s --help'", flagError(cmd, err), cmd.CommandPath())
	})
}

// top is the name of the command below the program that cmd is, or belongs to.
func top(cmd *cobra.Command) string {
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	return cmd.Name()
}

// heedless refuses a flag from which nothing would come.
func heedless(root, cmd *cobra.Command) (err error) {
	name := top(cmd)
	if name == "demo" { // which says itself why it takes none
		return nil
	}
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		if err == nil && f.Changed && !slices.Contains(heeded(name), f.Name) && !slices.Contains(placing(), f.Name) {
			err = usage("--%s changes nothing for %s: it is for %s", f.Name, name, commandsFor(root, f.Name))
		}
	})
	return err
}

// commandsFor names the commands that heed a flag.
func commandsFor(root *cobra.Command, flag string) string {
	var names []string
	for _, cmd := range root.Commands() {
		if slices.Contains(heeded(cmd.Name()), flag) {
			names = append(names, cmd.Name())
		}
	}
	return strings.Join(names, ", ")
}

// flagError is what is said of a flag that is unknown or has a wrong value.
func flagError(cmd *cobra.Command, err error) string {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err.Error()
	}
	name := unknown.GetSpecifiedName()
	switch short := unknown.GetSpecifiedShortnames(); {
	case len(short) > 1: // -config
		name = short
	case short == "v", short == "V":
		return err.Error() + ": `followthrough --version` prints the version"
	case short == "c":
		return err.Error() + ": did you mean --config?"
	}
	if hint := meantByFlag(cmd, name); hint != "" {
		return fmt.Sprintf("unknown flag: --%s: %s", name, hint)
	}
	return err.Error()
}

// meantByFlag is what a person most likely wants who gives a flag that is not
// there; "": nobody knows.
func meantByFlag(cmd *cobra.Command, name string) string {
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if slices.Contains(known, name) {
		return "write it with two hyphens"
	}
	if near := mapping.Nearest(name, known); near != "" {
		return "did you mean --" + near + "?"
	}
	switch strings.ToLower(name) {
	case "dry-run", "dryrun", "noop", "no-act":
		return "`followthrough plan` shows what would be done, and does nothing"
	case "verbose", "debug", "quiet", "log-level":
		return "how much is logged is the configuration's to say, log: {level: debug}"
	case "json", "format":
		if slices.Contains(known, "output") {
			return "did you mean --output json?"
		}
	case "version":
		return "`followthrough --version` prints it"
	case "force", "yes", "confirm":
		return cmd.Name() + " asks nothing"
	}
	return ""
}
