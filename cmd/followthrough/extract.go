package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/sync/source/markdown"
)

// maxExtract is the size in bytes up to which a document is read, as in a
// folder source.
const maxExtract = 1 << 20

func newExtract(e env) *cobra.Command {
	var o outputFlag
	cmd := &cobra.Command{
		Use:   "extract FILE...",
		Short: "Show what is read from a document, without configuration",
		Long: strings.TrimSpace(`
Shows what followthrough reads from documents: the review and its actions with
owner, state, due date, priority, type and ticket as they are written. Needs no
configuration. "-" reads standard input. A file that can't be read is told, and
the others are shown all the same (exit 1).`),
		Example: "  followthrough extract reviews/2026-11-checkout.md\n  followthrough extract reviews/*.md -o json\n" +
			"  curl -s https://example.com/review.md | followthrough extract -",
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return runExtract(e, args, o)
		},
	}
	o.add(cmd)
	return cmd
}

func runExtract(e env, names []string, o outputFlag) error {
	doc := extractJSON{Reviews: []extractedReview{}}
	failed := false
	for _, name := range names {
		data, err := readDocument(e, name)
		if err != nil {
			failed = true
			fmt.Fprintln(e.err, "followthrough: "+err.Error())
			continue
		}
		doc.Reviews = append(doc.Reviews, newExtracted(name, markdown.Read(data, markdown.Settings{})))
	}
	if o.format == asJSON {
		if err := writeJSON(e.out, doc); err != nil {
			return err
		}
	} else {
		printExtracted(e, doc)
	}
	return verdict(failed, false)
}

// readDocument reads a file, or standard input for "-".
func readDocument(e env, name string) ([]byte, error) {
	in := e.in
	if name != "-" {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", name, cause(err))
		case info.IsDir():
			return nil, fmt.Errorf("read %s: this is a directory: name its files, such as %s", name, filepath.Join(name, "*.md"))
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, cause(err))
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxExtract+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", name, cause(err))
	case len(data) > maxExtract:
		return nil, fmt.Errorf("read %s: larger than 1 MB: no review that people wrote is", name)
	}
	if err := markdown.Decodable(data); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

// cause is an error of the file system without the path, which was named.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

func printExtracted(e env, doc extractJSON) {
	for i, r := range doc.Reviews {
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		fmt.Fprintln(e.out, bold(e, clean(cut(cmp.Or(r.Title, r.File), e.width-2))))
		fmt.Fprintln(e.out, "  "+clean(cut(r.about(), e.width-4)))
		for _, a := range r.Actions {
			title := strings.TrimSpace(wrap(clean(a.Title), e.width-11, "         "))
			fmt.Fprintf(e.out, "  %4d %s %s\n", a.Line, a.sign(), title)
			if facts := a.facts(); facts != "" {
				fmt.Fprintln(e.out, wrap(clean(facts), e.width-11, "         "))
			}
		}
	}
}
