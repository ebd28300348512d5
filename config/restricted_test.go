package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/config"
)

// What restricted says replaces the default, {} turns it off, and nothing leaves it.
func TestRestrictedWrittenOrNot(t *testing.T) {
	for written, want := range map[string]*config.Restricted{
		"": nil, ", restricted: ": nil, ", restricted: null": nil, ", restricted: ~": nil, ", restricted: {when: }": nil, ", restricted: {include: ~, when: }": nil, ", restricted: {}": {}, ", restricted: {include: []}": {Include: []string{}},
		", restricted: {when: {a: [b]}}": {When: map[string][]string{"a": {"b"}}},
	} {
		inFolder(t, "sources: [{name: reviews, folder: {path: reviews}, since: all"+written+"}]\ntrackers: [{name: local, files: {path: backlogs}}]\nmapping: {teams: [{name: a, backlog: {tracker: local, project: a.md}}]}\n")
		c, err := load(t)
		if err != nil {
			t.Errorf("%q: %v", written, err)
			continue
		}
		if diff := cmp.Diff(want, c.Sources[0].Restricted); diff != "" {
			t.Errorf("%q: %s", written, diff)
		}
	}
	for _, written := range []string{"\"\"", "none", "[]", "no", "{incl: [a]}"} {
		inFolder(t, "sources: [{name: reviews, folder: {path: reviews}, since: all, restricted: "+written+"}]\ntrackers: [{name: local, files: {path: backlogs}}]\nmapping: {teams: [{name: a, backlog: {tracker: local, project: a.md}}]}\n")
		if c, err := load(t); err == nil && c.Sources[0].Restricted != nil {
			t.Errorf("restricted: %s turns the default off, by mistake", written)
		}
	}
}
