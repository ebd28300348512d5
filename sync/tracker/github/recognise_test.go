package github_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

func TestRecognise(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		site := "https://github.com"
		if s.enterprise {
			site = s.URL()
		}
		tr := s.open(t)
		changes(t, tr, "", tracker.Backlog{Project: "Acme/Pay"})
		for ticket, want := range map[review.Ticket]string{
			{URL: site + "/acme/pay/issues/12"}:                             "acme/pay#12",
			{URL: site + "/Acme/Pay/issues/12#issuecomment-1", Text: "#12"}: "acme/pay#12",
			{URL: site + "/other/repo.go/pull/7/files?w=1"}:                 "other/repo.go#7",
			{Text: "acme/pay#12"}:                                           "acme/pay#12",
			{Text: " ACME/Other#12 "}:                                       "acme/other#12",
			{Text: "other/repo#12"}:                                         "",
			{Text: "#12"}:                                                   "",
			{Text: "GH-12"}:                                                 "",
			{Text: "PAY-12"}:                                                "",
			{Text: "acme/pay#12", URL: "https://jira.example/browse/PAY-1"}: "",
			{URL: site + "/acme/pay/issues/0"}:                              "",
			{URL: site + "/acme/pay/issues/new"}:                            "",
			{URL: site + "/acme/pay/wiki/12"}:                               "",
			{URL: site + "/acme/../issues/12"}:                              "",
			{URL: site + "/acme/pay/issues/99999999999999999999"}:           "",
			{URL: "https://github.com:8443/acme/pay/issues/12"}:             "",
			{URL: "http://127.0.0.1:1/acme/pay/issues/12"}:                  "",
			{URL: site + ".evil.example/acme/pay/issues/12"}:                "",
			{URL: "https://gitlab.example/acme/pay/issues/12"}:              "",
			{URL: "%zz"}: "",
			{}:           "",
		} {
			if id, ok := tr.Recognise(ticket); id != want || ok != (want != "") {
				t.Errorf("%+v: %q, %v", ticket, id, ok)
			}
		}
	})
}

// An owner's backlog counts also while we can't look into it.
func TestRecogniseWhereWeCantLook(t *testing.T) {
	s := newSite(t, false)
	s.Fake.Repo("globex/hidden", githubfake.RepoOptions{})
	tr := s.open(t)
	changes(t, tr, "", tracker.Backlog{Project: "acme/pay"}, tracker.Backlog{Project: "Globex/Hidden"})
	if id, ok := tr.Recognise(review.Ticket{Text: "globex/other#7"}); !ok || id != "globex/other#7" {
		t.Errorf("%q, %v", id, ok)
	}
}

func TestRecent(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay := tracker.Backlog{Project: "acme/pay"}
		s.As(person).Open("acme/pay", "too old", "")
		s.clock.add(time.Hour)
		since := s.Now()
		made(t, tr, item(pay, 1))
		n := trackertest.NewItem(pay, "another", 2)
		made(t, s.open(t), n) // of another followthrough: not ours
		for i := range 130 {
			s.clock.add(time.Second)
			s.As(person).Open("acme/pay", fmt.Sprint("theirs ", i), "")
		}
		s.Forget()
		all, err := tr.Recent(t.Context(), "Acme/Pay", since, 300)
		if err != nil || len(all) != 131 || s.Requests() != 2 {
			t.Fatalf("%d of others, %v, %v", len(all), err, s.Counts())
		}
		if first := all[0]; first.Title != "theirs 129" || first.Key != "acme/pay#133" || first.ID != "acme/pay#133" || first.URL == "" {
			t.Errorf("the newest is %+v", first)
		}
		if all[130].Key != "acme/pay#3" {
			t.Errorf("the oldest is %+v", all[130])
		}
		s.Forget()
		if few, err := tr.Recent(t.Context(), "acme/pay", since, 5); err != nil || len(few) != 5 || s.Requests() != 1 {
			t.Errorf("%d, %v, %v", len(few), err, s.Counts())
		}
		if _, err := tr.Recent(t.Context(), "acme/nowhere", since, 5); tracker.KindOf(err) != tracker.NotFound {
			t.Errorf("%v", err)
		}
	})
}

func TestRecentLeavesOutPullRequests(t *testing.T) {
	s := newSite(t, false)
	r := s.repos["acme/pay"]
	r.CommitAs(person, "change", nil, nil, "a change")
	r.OpenPull(person, "change", "a change", "")
	if len(s.Issues()) != 1 {
		t.Fatalf("there is %+v", s.Issues())
	}
	got, err := s.open(t).Recent(t.Context(), "acme/pay", time.Time{}, 10)
	if err != nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}
