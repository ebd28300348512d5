package github_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/tracker"
)

// A probe tells whether creations are answered, and is sent once. What is no word
// of GitHub's is no answer.
func TestProbe(t *testing.T) {
	for name, c := range map[string]struct {
		project string
		fault   *fault.Fault
		kind    tracker.Kind
	}{
		"refused for its title":      {project: "acme/pay"},
		"refused for its repository": {project: "acme/none"},
		"a gateway's page":           {"acme/pay", new(githubfake.BadGateway(fault.FailBefore)), tracker.Unknown},
		"cut":                        {"acme/pay", &fault.Fault{Kind: fault.CutBefore}, tracker.Unknown},
		"too many requests":          {"acme/pay", new(githubfake.SecondaryLimit(403, "60")), tracker.Throttled},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, false)
			tr := s.open(t)
			if c.fault != nil {
				s.FailNext(1, githubfake.Creates, *c.fault)
			}
			err := tr.Probe(t.Context(), tracker.Backlog{Project: c.project})
			if (err == nil) != (c.fault == nil) || err != nil && tracker.KindOf(err) != c.kind {
				t.Errorf("%v (%v)", err, tracker.KindOf(err))
			}
			if n := s.Count(githubfake.Creates); n != 1 || len(s.CreatedIssues()) != 0 {
				t.Errorf("%d requests, %d issues", n, len(s.CreatedIssues()))
			}
		})
	}
}
