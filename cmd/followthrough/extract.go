package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/sync/source/format"
)

// maxExtract is the size in bytes up to which a document is read, as in a
// folder source.
const maxExtract = format.MaxFile

var errTooLarge = errors.New("larger than 8 MB: no review that people wrote is")

func newExtract(e terminal.Env) *cobra.Command {
	var o outputFlag
	var why bool
	var c checkFlags
	cmd := &cobra.Command{
		Use:   "extract FILE...",
		Short: "Show what is read from a document, without configuration",
		Long: strings.TrimSpace(`
Shows what followthrough reads from documents: the review and its actions with
owner, state, due date, priority, type and ticket as they are written. A line
that may be no action is shown with "?" and the reason. Needs no configuration.
"-" reads standard input. A file that can't be read is told, and the others are
shown all the same.

--why shows, line by line, what was taken as what and why the rest was not, so
that you can see which setting to change (read: in a source).

--check tells an author, before a review is published, which lines of its front
matter can't be read and what mends them, for such a review counts as a draft.
-o github writes annotations for a pull request.

Exit: 0 all was read; 1 a file can't be read; 2 wrong usage; 3 with --check: a
line has to be mended.`),
		Example: "  followthrough extract reviews/2026-11-checkout.md\n  followthrough extract reviews/*.md -o json\n  followthrough extract --why review.md\n" +
			"  followthrough extract --check reviews/*.md\n" +
			"  curl -s https://example.com/review.md | followthrough extract -",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if c.check {
				return c.run(cmd.Context(), e, args, o.format, why)
			}
			if len(c.keys) > 0 {
				return usage("--decides belongs to --check")
			}
			if err := o.check(); err != nil {
				return err
			}
			if why && o.format == asJSON {
				return usage("--why is for people: leave out -o json")
			}
			if why {
				return runWhy(cmd.Context(), e, args)
			}
			return runExtract(cmd.Context(), e, args, o)
		},
	}
	o.add(cmd)
	c.add(cmd)
	cmd.Flags().BoolVar(&why, "why", false, "show, line by line, what was taken as what, and why the rest was not")
	return cmd
}

func runExtract(ctx context.Context, e terminal.Env, names []string, o outputFlag) error {
	doc := show.NewExtracts(e.Now())
	failed := eachDocument(ctx, e, names, func(name string, data []byte) {
		doc.Add(name, format.Of(name).Read(data, format.Settings{Doubtful: "hold"}))
	})
	if o.format == asJSON {
		if err := show.JSON(e.Out, doc); err != nil {
			return err
		}
	} else {
		show.Extract(e, *doc)
	}
	return verdict(failed, false)
}

// runWhy shows what became of every line.
func runWhy(ctx context.Context, e terminal.Env, names []string) error {
	return verdict(eachDocument(ctx, e, names, func(name string, data []byte) {
		show.Why(e, name, format.Of(name).Explain(data, format.Settings{}))
	}), false)
}

// eachDocument reads documents; failed: one can't be read, which was told.
func eachDocument(ctx context.Context, e terminal.Env, names []string, do func(name string, data []byte)) (failed bool) {
	for _, name := range names {
		data, err := readDocument(ctx, e, name)
		if err != nil {
			failed = true
			tellFailure(e, err)
			continue
		}
		do(name, data)
	}
	return failed
}

func tellFailure(e terminal.Env, err error) {
	fmt.Fprintln(e.Err, terminal.Clean("followthrough: "+err.Error()))
}

// readDocument reads a file that is a document, or standard input for "-".
func readDocument(ctx context.Context, e terminal.Env, name string) ([]byte, error) {
	data, err := readFile(ctx, e, name)
	if err != nil {
		return nil, err
	}
	if err := format.Of(name).Decodable(data); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

func readFile(ctx context.Context, e terminal.Env, name string) ([]byte, error) {
	in := terminal.Until(ctx, e.In)
	if name != "-" {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", name, tree.Reason(err))
		case info.IsDir():
			return nil, fmt.Errorf("read %s: this is a directory: name its files, such as %s", name, filepath.Join(name, "*.md"))
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, tree.Reason(err))
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxExtract+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", name, tree.Reason(err))
	case len(data) > maxExtract:
		return nil, fmt.Errorf("read %s: %w", name, errTooLarge)
	}
	return data, nil
}
