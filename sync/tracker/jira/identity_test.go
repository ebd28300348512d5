package jira_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// Who we are can't be told: nothing is listed and nothing looked up as ours.
func TestNobodyOwnsNothing(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		mine := item(t, open(t, f, flavour), 1)
		for name, fault := range map[string]jirafake.Fault{
			"refused":        {Kind: jirafake.FailBefore, Status: 401},
			"nobody":         {Kind: jirafake.FailBefore, Status: 200, Body: `{}`},
			"a name alone":   {Kind: jirafake.FailBefore, Status: 200, Body: `{"name":"bot-account","displayName":"Bot"}`},
			"an empty key":   {Kind: jirafake.FailBefore, Status: 200, Body: `{"key":"","accountId":""}`},
			"not understood": {Kind: jirafake.Garbled},
			"cut":            {Kind: jirafake.CutBefore},
		} {
			t.Run(name, func(t *testing.T) {
				f.FailShare(1, jirafake.Route("GET /rest/api/2/myself"), fault)
				defer f.Heal()
				if c, err := open(t, f, flavour).Changed(t.Context(), []tracker.Backlog{{Project: "PAY"}}, ""); err == nil {
					t.Errorf("listed: %+v", c)
				}
				if got, err := open(t, f, flavour).Get(t.Context(), []string{mine.ID}); err == nil {
					t.Errorf("looked up: %+v", got)
				}
			})
		}
	})
}

// What a former account made counts once the configuration names it, by
// accountId or key and by nothing else.
func TestFormerAccounts(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		former := jirafake.Account{ID: "former-bot", Name: "Former bot"}
		by := jirafake.Key(flavour, former)
		f.AddToken("Basic unused", former) // the account is known there
		m := trackertest.NewItem(tracker.Backlog{}, trackertest.Instance, 1).Marker
		f.AddToken(authorization(flavour), jirafake.Bot())
		id := f.Issue(f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Old", Properties: property(t, flavour, m), Creator: former.ID})).ID
		for _, c := range []struct {
			accounts []string
			ours     bool
		}{{nil, false}, {[]string{"somebody", by}, true}, {[]string{former.Name}, false}, {[]string{""}, false}, {[]string{by + "x"}, false}} {
			got := get(t, open(t, f, flavour, func(o *jira.Options) { o.Accounts = c.accounts }), id)
			if (got.Marker != nil) != c.ours || (got.Claim == nil) != c.ours || got.Claim != nil && got.Claim.By != by {
				t.Errorf("%q: marker %+v, claim %+v", c.accounts, got.Marker, got.Claim)
			}
		}
	})
}

func authorization(flavour jirafake.Flavour) string {
	if flavour == jirafake.Cloud {
		return jirafake.Basic("bot@teams.example", "token-of-the-test")
	}
	return jirafake.Bearer("token-of-the-test")
}
