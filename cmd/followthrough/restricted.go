package main

import (
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/config"
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
		for _, glob := range c.Include {
			if ok, err := doublestar.Match(glob, path); ok && err == nil {
				return true
			}
		}
		for key, values := range c.When {
			if slices.ContainsFunc(r.Meta[strings.ToLower(key)], func(v string) bool { return containsFold(values, v) }) {
				return true
			}
		}
		return false
	}
}

func containsFold(values []string, v string) bool {
	return slices.ContainsFunc(values, func(want string) bool { return strings.EqualFold(want, v) })
}
