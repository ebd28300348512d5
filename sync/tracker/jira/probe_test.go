package jira_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
)

// A probe tells whether creations are answered, and is sent once. What is no word
// of Jira's is no answer.
func TestProbe(t *testing.T) {
	for name, c := range map[string]struct {
		project string
		fault   jirafake.Fault
		kind    tracker.Kind
		fine    bool
	}{
		"refused for its title":     {"PAY", jirafake.Fault{}, 0, true},
		"refused for its project":   {"NONE", jirafake.Fault{}, 0, true},
		"500 in Jira's words":       {"PAY", jirafake.Refused(500, "Internal server error"), tracker.Unknown, false},
		"a proxy's refusal":         {"PAY", jirafake.Page(400), tracker.Unknown, false},
		"a login page with a 200":   {"PAY", jirafake.Fault{Kind: jirafake.LoginPage}, tracker.Unknown, false},
		"cut":                       {"PAY", jirafake.Fault{Kind: jirafake.CutBefore}, tracker.Unknown, false},
		"429":                       {"PAY", jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "7"}, tracker.Throttled, false},
		"who does not know us":      {"PAY", jirafake.Fault{Kind: jirafake.Captcha}, tracker.Auth, false},
		"502 of what is in between": {"PAY", jirafake.Fault{Kind: jirafake.FailAfter, Status: 502}, tracker.Unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
				f := site(t, jirafake.Options{Flavour: flavour})
				tr := open(t, f, flavour)
				if !c.fine {
					f.FailNext(1, jirafake.Creates, c.fault)
				}
				err := tr.Probe(t.Context(), tracker.Backlog{Project: c.project})
				if (err == nil) != c.fine || err != nil && tracker.KindOf(err) != c.kind {
					t.Errorf("%v (%v)", err, tracker.KindOf(err))
				}
				if n := f.Count(jirafake.Creates); n != 1 || len(f.Created()) != 0 {
					t.Errorf("%d requests, %d issues", n, len(f.Created()))
				}
			})
		})
	}
}
