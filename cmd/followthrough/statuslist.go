package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// listFlags choose actions for a list of them; with both, what either chooses.
type listFlags struct{ open, waiting bool }

func (f *listFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.open, "open", false, "list the actions that are open or in progress")
	cmd.Flags().BoolVar(&f.waiting, "waiting", false, "list the actions that wait for a person")
}

func (f listFlags) any() bool { return f.open || f.waiting }

// words are what is listed, as the list's heading has it.
func (f listFlags) words() string {
	var words []string
	if f.open {
		words = append(words, "open")
	}
	if f.waiting {
		words = append(words, "waiting for a person")
	}
	return strings.Join(words, " or ")
}

// listOf are the records with the actions that are chosen, and those that can't
// be read and wait for that.
func (a *app) listOf(records []plan.Review, f listFlags) []plan.Review {
	var out []plan.Review
	for _, r := range records {
		r.Actions = slices.DeleteFunc(slices.Clone(r.Actions), func(k plan.Action) bool {
			open := k.State == review.Open || k.State == review.InProgress
			return !(f.open && open || f.waiting && a.waits(r, k))
		})
		if len(r.Actions) > 0 || f.waiting && r.Unread() && a.configured(r.Source) {
			out = append(out, r)
		}
	}
	return out
}
