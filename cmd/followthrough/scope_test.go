package main

import (
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
)

// What a person names is the review that it fits best: an address is one
// review's, though another source's has a path at the same end of it.
func TestNamed(t *testing.T) {
	known := []place{
		{Where: plan.Where{Source: "plant", Path: "issues/1"}, key: "a1b2c3d4e5f6", url: "https://github.com/acme/plant/issues/1"},
		{Where: plan.Where{Source: "support", Path: "issues/1"}, key: "0123456789ab", url: "https://github.com/acme/support/issues/1"},
		{Where: plan.Where{Source: "support", Path: "issues/12"}, key: "111111111111", url: "https://github.com/acme/support/issues/12"},
		{Where: plan.Where{Source: "support", Path: "issues/1"}}, // as it is listed
	}
	for name, want := range map[string]string{
		"https://github.com/acme/support/issues/1": "support:issues/1",
		"https://github.com/acme/plant/issues/1":   "plant:issues/1",
		"https://github.com/acme/other/issues/12":  "support:issues/12",
		"support:issues/1":                         "support:issues/1",
		"0123456789ab":                             "support:issues/1",
		"issues/12":                                "support:issues/12",
		"issues/1":                                 "plant:issues/1, support:issues/1",
		"nowhere":                                  "",
	} {
		if got := list(named(known, name)); got != want {
			t.Errorf("%s means %q, want %q", name, got, want)
		}
	}
}
