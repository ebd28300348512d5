package github_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// An App's items are its bot's: another App's, and a person's, are not.
func TestAnAppsItemsAreItsBots(t *testing.T) {
	b := newBench(t, false)
	b.clock.add(time.Since(b.clock.now()))
	tr := b.app(t, githubfake.Permissions{"metadata": "read", "issues": "write"})
	n := trackertest.NewItem(tracker.Backlog{Project: "acme/pay"}, "test", 1)
	mine := made(t, tr, n).Item
	b.repos["acme/pay"].SetRole("other-app[bot]", githubfake.Pull)
	theirs := b.As("other-app[bot]").Open("acme/pay", "Mine", "Words.\n\n"+draft.Comment(n.Marker))
	got, err := tr.Get(t.Context(), []string{mine.ID})
	if err != nil || len(got) != 1 || got[0].Marker == nil || got[0].Claim != nil {
		t.Errorf("our own: %+v, %v", got, err)
	}
	got, err = tr.Get(t.Context(), []string{fmt.Sprintf("acme/pay#%d", theirs.Number)})
	if err != nil || len(got) != 1 || got[0].Marker != nil || got[0].Claim == nil || got[0].Claim.By != fmt.Sprint(theirs.Author.ID) {
		t.Errorf("another App's: %+v, %v", got, err)
	}
}

// Where can't be told who we are nothing is made.
func TestNobodyMakesNothing(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		for name, be := range s.nobody() {
			mend := be()
			out := s.open(t).Create(t.Context(), []tracker.NewItem{item(tracker.Backlog{Project: "acme/pay"}, 2)})
			if out[0].Err == nil || tracker.KindOf(out[0].Err) == tracker.Unknown || len(s.Issues()) != 0 {
				t.Errorf("%s: %+v, %d issues", name, out, len(s.Issues()))
			}
			mend()
		}
	})
}

// The credential's account is asked for once, however much is asked as it.
func TestWhoWeAreIsAskedOnce(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		for i := range 3 {
			made(t, tr, item(tracker.Backlog{Project: "acme/pay"}, i))
			changes(t, tr, "", tracker.Backlog{Project: "acme/pay"})
		}
		if n := s.Count(fault.Route("GET /user")); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
}

// A workflow's own token is an installation's: it may not ask GET /user.
func TestAWorkflowsToken(t *testing.T) {
	s := newSite(t, false)
	s.FailShare(1, fault.Route("GET /user"), fault.Fault{
		Kind: fault.FailBefore, Status: http.StatusForbidden, Body: `{"message":"Resource not accessible by integration"}`,
	})
	me, err := s.client(t).Me(t.Context())
	if err != nil || me.ID != s.AddUser(bot).ID {
		t.Errorf("%+v, %v", me, err)
	}
}
