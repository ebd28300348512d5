package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// A Jira tracker asks the site that the configuration names, says who it is,
// and keeps the settle time that is configured.
func TestJiraTrackerIsWired(t *testing.T) {
	var agent, auth string
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agent, auth = r.UserAgent(), r.Header.Get("Authorization")
		http.Error(w, "no", http.StatusUnauthorized)
	}))
	defer site.Close()
	settle := 90 * time.Second
	a := newApp(&config.Config{Instance: "followthrough"}, terminal.Env{Err: io.Discard, Now: time.Now})
	made, err := a.newTracker(config.Tracker{
		Name: "jira", Jira: &jira.Settings{Config: jira.Config{URL: site.URL, Token: secret.New("xyzzy")}}, Settle: &settle,
	}, time.Now)
	must(t, err)
	if _, err := made.Get(t.Context(), []string{"10001"}); err == nil {
		t.Error("a site that refuses us is no error")
	}
	if agent != "followthrough/"+version() || auth != "Bearer xyzzy" {
		t.Errorf("asked as %q with %q", agent, auth)
	}
	if s, ok := made.(tracker.Settler); !ok || s.Settle() != settle {
		t.Error("the settle time is not the one that is configured")
	}
	if _, err := a.newTracker(config.Tracker{Name: "none"}, time.Now); err == nil {
		t.Error("a tracker of no kind is made")
	}
}

// All that use one credential share one client, and so its limits.
func TestOneClientACredential(t *testing.T) {
	a := newApp(&config.Config{Instance: "followthrough"}, terminal.Env{Err: io.Discard, Now: time.Now})
	one, err := a.githubClient(&github.Config{Token: secret.New("xyzzy")}, time.Now)
	must(t, err)
	same, _ := a.githubClient(&github.Config{Token: secret.New("xyzzy"), URL: "https://github.com/"}, time.Now)
	other, _ := a.githubClient(&github.Config{Token: secret.New("plugh")}, time.Now)
	if one != same || one == other {
		t.Error("two credentials share a client, or one has two")
	}
}
