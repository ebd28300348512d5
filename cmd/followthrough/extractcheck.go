package main

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/preflight"
	"github.com/followthrough/followthrough/cmd/followthrough/restriction"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

const asGitHub = "github"

// checkFlags are those of extract --check.
type checkFlags struct {
	check bool
	keys  []string
}

func (c *checkFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.check, "check", false, "tell what can't be read whole, before it is published (also -o github)")
	cmd.Flags().StringSliceVar(&c.keys, "decides", nil, "further front-matter `keys` that decide: those of `published` and `restricted.when` in your configuration")
}

// run judges documents.
func (c *checkFlags) run(ctx context.Context, e terminal.Env, names []string, format string, why bool) error {
	switch {
	case why:
		return usage("--check or --why: one of them")
	case !slices.Contains([]string{asTable, asJSON, asGitHub}, format):
		return usage("no output format %q: table, json or github", format)
	}
	var list []show.Remark
	missing := 0
	for _, name := range names {
		data, err := readFile(ctx, e, name)
		switch {
		case errors.Is(err, errTooLarge):
			list = append(list, preflight.Unreadable(name, errTooLarge))
		case err != nil:
			missing++
			tellFailure(e, err)
		default:
			list = append(list, preflight.Document(name, data, append(restriction.Keys(nil), c.keys...))...)
		}
	}
	switch format {
	case asJSON:
		if err := show.RemarksJSON(e.Out, list); err != nil {
			return err
		}
	case asGitHub:
		show.Annotations(e, list)
	default:
		show.Remarks(e, list, len(names)-missing)
	}
	return verdict(missing > 0, slices.ContainsFunc(list, func(r show.Remark) bool { return r.Problem }))
}
