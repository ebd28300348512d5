package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
)

// run is the whole program, as a function.
func run(ctx context.Context, args []string, e terminal.Env) int {
	out := &terminal.Heedful{Writer: e.Out}
	e.Out = out
	root := newRoot(e)
	root.SetArgs(args)
	forShells(root, args)
	root.SetIn(e.In)
	root.SetOut(e.Out)
	root.SetErr(e.Err)
	err := root.ExecuteContext(ctx)
	if codeOf(err) == exitDone && out.Failure != nil {
		err = fmt.Errorf("write the output: %w", out.Failure)
	}
	if text := errorText(err); text != "" {
		fmt.Fprintln(e.Err, terminal.CleanLines(text))
	}
	return codeOf(err)
}

// errorText is what is printed of an error: a configuration's mistakes stand
// by themselves, each with its place.
func errorText(err error) string {
	var cfg *config.Error
	switch {
	case err == nil || err.Error() == "":
		return ""
	case errors.As(err, &cfg):
		return cfg.Error()
	}
	return "followthrough: " + err.Error()
}

func newRoot(e terminal.Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "followthrough",
		Short: "Follow-up actions of post-mortems, in the owning teams' normal backlogs",
		Long: strings.TrimSpace(`
followthrough watches published post-mortems, puts each follow-up action into
the normal backlog of the team that owns it, follows the item wherever the team
takes it, and reports what became of it back into the review.

New here? "followthrough demo" shows the whole loop with no account.`),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noSuchCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	addGlobalFlags(root)
	root.Flags().Bool("version", false, "print the version, as the command of that name does")
	root.Version = versionLine()
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 80"))
	group(root, "Begin", newDemo(e), newInit(e), newSuggest(e), newCheck(e), newSchema(e))
	group(root, "Work", newRun(e), newPlan(e), newSync(e), newRemake(e), newForget(e), newStore(e))
	group(root, "Look", newStatus(e), newReport(e), newExplain(e), newExtract(e), newLogCommand(e), newSupport(e))
	root.AddCommand(newHealthcheck(e), newVersion(e))
	root.InitDefaultHelpCmd()
	helpFor(root)
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		wrongArgs(cmd)
	}
	return root
}

// group adds commands under a heading of the help.
func group(root *cobra.Command, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: title, Title: title + ":"})
	for _, cmd := range commands {
		cmd.GroupID = title
		root.AddCommand(cmd)
	}
}

// noSuchCommand is what is said of a word that is no command.
func noSuchCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, cmd := range root.Commands() {
		if !cmd.Hidden {
			names = append(names, cmd.Name())
		}
	}
	if near := mapping.Nearest(args[0], names); near != "" {
		return usage("no command %q: did you mean %q?", args[0], near)
	}
	return usage("no command %q: 'followthrough --help' lists them", args[0])
}

// helpFor has help refuse what is no command.
func helpFor(root *cobra.Command) {
	help, _, err := root.Find([]string{"help"})
	if err != nil {
		return
	}
	help.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 && !slices.ContainsFunc(root.Commands(), func(cmd *cobra.Command) bool { return cmd.Name() == args[0] }) {
			return noSuchCommand(root, args)
		}
		return nil
	}
}

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments: %q is one", cmd.Name(), args[0])
	}
	return nil
}

// wrongArgs makes a wrong number of arguments a mistake of usage.
func wrongArgs(cmd *cobra.Command) {
	judge := cmd.Args
	if judge == nil {
		return
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if err := judge(cmd, args); err != nil {
			return usage("%s\nSee '%s --help'", argsError(cmd, err), cmd.CommandPath())
		}
		return nil
	}
}

// argsError is what is said of a wrong number of arguments: how the command is
// called.
func argsError(cmd *cobra.Command, err error) string {
	if strings.Contains(err.Error(), "arg(s)") {
		return fmt.Sprintf("%s is called as: followthrough %s", cmd.Name(), cmd.Use)
	}
	return err.Error()
}
