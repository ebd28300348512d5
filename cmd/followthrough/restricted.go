package main

import (
	"slices"

	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
)

// commander is what of a command is needed to find its configuration.
type commander interface{ Flags() *pflag.FlagSet }

// restricted tells which reviews are for fewer people than their items would
// be; nil: none is.
func restricted(c config.Restricted) func(string, review.Review) bool {
	if len(c.Include) == 0 && len(c.When) == 0 {
		return nil
	}
	return func(path string, r review.Review) bool {
		if globs.Match(c.Include, path) {
			return true
		}
		for key, have := range r.Meta {
			for wanted, values := range c.When {
				if names.Alike(key, wanted) && slices.ContainsFunc(have, func(v string) bool { return containsFold(values, v) }) {
					return true
				}
			}
		}
		return false
	}
}

func containsFold(values []string, v string) bool {
	return slices.ContainsFunc(values, func(want string) bool { return names.Alike(want, v) })
}
