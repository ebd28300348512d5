package github_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

// app opens the tracker as an App's installation with permissions.
func (b bench) app(t *testing.T, may githubfake.Permissions) *github.Tracker {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	app := b.AddApp("followthrough", &key.PublicKey)
	block := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	c := b.client(t, func(o *client.Options) {
		o.Config = client.Config{App: &client.App{ID: app.ID, Installation: app.Install("acme", may).ID, PrivateKey: secret.New(string(block))}}
	})
	return github.New("github", c, github.Options{Options: tracker.Options{Instance: "test", Now: time.Now}, Label: "post-mortem"})
}

// An App sets labels, types and projects by its permissions: no role of it is
// asked for, and what it may do its token tells.
func TestAsAnApp(t *testing.T) {
	b := newBench(t, false)
	b.clock.add(time.Since(b.clock.now())) // a token's time is looked at by both clocks
	tr := b.app(t, githubfake.Permissions{"metadata": "read", "issues": "write", "organization_projects": "write"})
	own := fields("Status", "Todo")
	own.Parent = "#1"
	backlog := tracker.Backlog{Project: "acme/pay", Labels: []string{"reliability"}, Settings: settings(t, own)}
	var text []string
	for _, f := range tracker.CheckBacklog(t.Context(), tr, backlog, tracker.Use{}) {
		if f.IsWrong() {
			t.Error(f.String())
		}
		text = append(text, f.String())
	}
	for _, want := range []string{"has no label reliability: the first item makes it", "items are accepted"} {
		if !strings.Contains(strings.Join(text, "\n"), want) {
			t.Errorf("lacks %q: %q", want, text)
		}
	}
	got := tr.Finish(t.Context(), tracker.Unfinished{ID: "acme/pay#2", Backlog: backlog, Left: []string{"labels reliability", "parent acme/pay#1", "project 1", "Status: Todo"}})
	if len(got.Left) != 0 || got.Refused != "" || b.values()["Status"] != "Todo" || b.at("acme/pay#2").Parent == 0 {
		t.Errorf("%+v", got)
	}
	poor := b.app(t, githubfake.Permissions{"metadata": "read", "issues": "read"})
	got = poor.Finish(t.Context(), tracker.Unfinished{ID: "acme/pay#2", Backlog: backlog, Left: []string{"labels other", "project 1"}})
	if len(got.Left) != 0 || !strings.Contains(got.Refused, "labels other: Resource not accessible by integration: the App's installation lacks issues=write") ||
		!strings.Contains(got.Refused, "project 1: project 1 of acme: ") {
		t.Errorf("%+v", got)
	}
	text = nil
	for _, f := range tracker.CheckBacklog(t.Context(), poor, tracker.Backlog{Project: "acme/pay", Settings: settings(t, github.Backlog{})}, tracker.Use{}) {
		text = append(text, f.String())
	}
	if !strings.Contains(strings.Join(text, "\n"), "the App's installation may not write issues in acme/pay: give the App Issues: read and write") {
		t.Errorf("an App that may only read passes: %q", text)
	}
	for _, f := range tracker.CheckBacklog(t.Context(), poor, tracker.Backlog{Project: "globex/x"}, tracker.Use{}) {
		if !strings.Contains(f.String(), "the App is not installed on it") {
			t.Error(f.String())
		}
	}
}
