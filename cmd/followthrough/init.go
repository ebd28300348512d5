package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/setup"
	"github.com/followthrough/followthrough/cmd/followthrough/starter"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/config/tree"
)

func newInit(e terminal.Env) *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a first configuration: asks, or takes flags",
		Long: strings.TrimSpace(`
Writes a commented followthrough.yaml into DIR, or here: where your reviews are,
which trackers your teams work in, a first team or two. On a terminal it asks
what flags don't say, each question with a default; elsewhere, and with --yes,
it asks nothing. A token that is typed is not shown, and goes into a file that
only you may read; the configuration names the file, or a variable.

It never overwrites: where followthrough.yaml is there already it writes
nothing. A folder that has no reviews yet gets an example.

Exit: 0 it is written; 1 it was ended, and nothing is; 2 a flag is missing or
wrong, or a file is in the way.`),
		Example: "  followthrough init\n  followthrough init ./followthrough\n" +
			"  followthrough init --yes --reviews docs/post-mortems --tracker jira \\\n" +
			"    --jira-url https://acme.atlassian.net --jira-email bot@acme.example \\\n" +
			"    --team payments=PAY --team platform=PLAT",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runInit(cmd.Context(), e, f, append(args, ".")[0])
		},
	}
	f.add(cmd.Flags())
	_ = cmd.RegisterFlagCompletionFunc("tracker", cobra.FixedCompletions([]string{setup.Jira, setup.GitHub, setup.Files}, cobra.ShellCompDirectiveNoFileComp)) // added just now
	return cmd
}

// configurationFile is what init writes.
const configurationFile = "followthrough.yaml"

func runInit(ctx context.Context, e terminal.Env, f initFlags, dir string) error {
	answers, err := f.answers(dir)
	if err != nil {
		return usage("nothing was written: %w", err)
	}
	if err := mayBegin(dir); err != nil {
		return usage("nothing was written: %w", err)
	}
	s := &setup.Setup{
		Probe: initProbe{env: e, dir: dir}, Dir: dir, Today: e.Now().UTC().Format(time.DateOnly),
		Set: func(name string) bool { return os.Getenv(name) != "" }, Answers: answers,
	}
	if e.Asks() && !f.yes {
		s.Ask = terminal.NewAsker(e)
		s.Ask.Head("This writes " + filepath.Join(dir, configurationFile) + ". Enter takes what stands in [brackets]; Ctrl-C ends it, and nothing is written.")
	}
	switch err := s.Run(ctx); {
	case errors.Is(err, terminal.ErrEnded):
		return exitError{exitFailed, fmt.Errorf("nothing was written: %w", err)}
	case err != nil:
		return usage("nothing was written: %w", err)
	}
	set, err := firstFiles(e, s)
	if err != nil {
		return err
	}
	present, err := set.Present(dir)
	if err != nil {
		return usage("nothing was written: %w", err)
	}
	if len(present) > 0 {
		return usage("nothing was written: %s is there already in %s", strings.Join(present, ", "), dir)
	}
	if err := set.Write(dir); err != nil {
		return usage("nothing was written: %w", err)
	}
	if s.Ask != nil {
		fmt.Fprintln(e.Err)
	}
	for _, name := range set.Names() {
		fmt.Fprintln(e.Out, "wrote "+terminal.Clean(setup.At(dir, filepath.FromSlash(name))))
	}
	fmt.Fprintf(e.Out, "\n%s", nextAfterInit(e, s))
	return nil
}

// mayBegin refuses a folder in which a configuration is already, or that can't
// be written to: nobody shall answer questions for nothing.
func mayBegin(dir string) error {
	if _, err := os.Lstat(filepath.Join(dir, configurationFile)); err == nil {
		if text, err := os.ReadFile(filepath.Join(dir, configurationFile)); err == nil && saysNothing(string(text)) {
			return fmt.Errorf("%s is there already in %s, with nothing in it: delete it first", configurationFile, dir)
		}
		return fmt.Errorf("%s is there already in %s: name another folder, or edit it (`followthrough check` judges it)", configurationFile, dir)
	}
	there, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for ; there != filepath.Dir(there); there = filepath.Dir(there) {
		info, err := os.Stat(there)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			continue // made when it is written to
		}
		if err == nil && !info.IsDir() {
			return fmt.Errorf("%s is a file: name a folder", there)
		}
		if err != nil {
			return err
		}
		break
	}
	try, err := os.CreateTemp(there, ".followthrough-")
	if err != nil {
		return fmt.Errorf("%s can't be written to: name another folder, as in `followthrough init DIR`: %w", there, tree.Reason(err))
	}
	return errors.Join(try.Close(), os.Remove(try.Name()))
}

// saysNothing tells whether a configuration holds no more than remarks.
func saysNothing(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line != "---" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// firstFiles are the files to be written.
func firstFiles(e terminal.Env, s *setup.Setup) (starter.Set, error) {
	text, err := setup.Compose(s.Answers)
	if err != nil {
		return starter.Set{}, err
	}
	const schema = "followthrough.schema.json"
	files := map[string]string{configurationFile: text}
	if _, err := os.Lstat(s.At(schema)); errors.Is(err, fs.ErrNotExist) {
		files[schema] = string(config.Schema)
	}
	if example := s.Example(); example != "" {
		team := s.Answers.Teams[0]
		if files[example], err = starter.Example(e.Now(), team.Called(), team.ServiceList()); err != nil {
			return starter.Set{}, err
		}
	}
	secrets, err := s.Secrets()
	if err != nil {
		return starter.Set{}, err
	}
	for name, text := range secrets {
		files[name] = text
	}
	set := starter.Of(files)
	for name := range secrets {
		set.Close(name)
	}
	return set, nil
}

// nextAfterInit says what to do next, in lines that can be pasted.
func nextAfterInit(e terminal.Env, s *setup.Setup) string {
	call, configuration := e.Called, ""
	var b strings.Builder
	b.WriteString("Next:\n")
	for _, name := range s.Unset() {
		fmt.Fprintf(&b, "  export %s=…   # the token\n", name)
	}
	switch {
	case filepath.Clean(s.Dir) == ".":
	case strings.ContainsAny(call, "/\\ "): // it would not be found from there
		configuration = " --config " + terminal.Quoted(filepath.Join(s.Dir, configurationFile))
	default:
		b.WriteString("  cd " + terminal.Quoted(s.Dir) + "\n")
	}
	for _, command := range s.Next() {
		name, what, _ := strings.Cut(command, "#")
		line := "  " + call + " " + strings.TrimSpace(name) + configuration
		if len(configuration) == 0 {
			line = fmt.Sprintf("%-36s  # %s", line, strings.TrimSpace(what))
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}
