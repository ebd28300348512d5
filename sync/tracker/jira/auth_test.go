package jira_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// works makes an item and lists it.
func works(t *testing.T, tr *jira.Tracker) {
	t.Helper()
	it := item(t, tr, 1)
	c, err := tr.Changed(t.Context(), []tracker.Backlog{{Project: "PAY"}}, nil, "")
	if err != nil || len(c.Items) != 1 || c.Items[0].URL != it.URL {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestAccounts(t *testing.T) {
	bot := jirafake.Bot()
	t.Run("e-mail and API token", func(t *testing.T) {
		f := site(t, jirafake.Options{Accounts: map[string]jirafake.Account{jirafake.Basic("bot@teams.example", "s3cret"): bot}})
		works(t, with(t, jira.Config{URL: f.URL(), Email: "bot@teams.example", Token: secret.New("s3cret")}))
		_, err := with(t, jira.Config{URL: f.URL(), Email: "bot@teams.example", Token: secret.New("wrong")}).Changed(t.Context(), nil, nil, "")
		if tracker.KindOf(err) != tracker.Auth {
			t.Errorf("%v", err)
		}
	})
	t.Run("scoped token by the gateway", func(t *testing.T) {
		f := site(t, jirafake.Options{CloudID: "1122-3344"})
		f.AddScopedToken(jirafake.Basic("bot@teams.example", "s3cret"), bot)
		gateway := f.GatewayURL()[:len(f.GatewayURL())-len("/ex/jira/1122-3344")]
		c := jira.Config{URL: f.URL(), Email: "bot@teams.example", Token: secret.New("s3cret"), CloudID: "1122-3344"}
		works(t, with(t, c, func(o *jira.Options) { o.Gateway = gateway }))
	})
	t.Run("client credentials of Cloud", func(t *testing.T) {
		f := site(t, jirafake.Options{CloudID: "1122-3344"})
		f.AddClient("followthrough", "s3cret")
		gateway := f.GatewayURL()[:len(f.GatewayURL())-len("/ex/jira/1122-3344")]
		c := jira.Config{URL: f.URL(), ClientID: "followthrough", ClientSecret: secret.New("s3cret"), CloudID: "1122-3344", Deployment: "cloud"}
		works(t, with(t, c, func(o *jira.Options) { o.Gateway, o.TokenURL = gateway, f.TokenURL() }))
		c.ClientSecret = secret.New("wrong")
		_, err := with(t, c, func(o *jira.Options) { o.Gateway, o.TokenURL = gateway, f.TokenURL() }).Changed(t.Context(), nil, nil, "")
		if tracker.KindOf(err) != tracker.Auth {
			t.Errorf("%v", err)
		}
	})
	t.Run("personal access token below a context path", func(t *testing.T) {
		f := site(t, jirafake.Options{Flavour: jirafake.DataCenter, ContextPath: "/jira", Accounts: map[string]jirafake.Account{jirafake.Bearer("s3cret"): bot}})
		works(t, with(t, jira.Config{URL: f.URL() + "/", Token: secret.New("s3cret")}))
	})
	t.Run("client credentials of Data Center", func(t *testing.T) {
		f := site(t, jirafake.Options{Flavour: jirafake.DataCenter, ContextPath: "/jira"})
		f.AddClient("followthrough", "s3cret")
		works(t, with(t, jira.Config{URL: f.URL(), ClientID: "followthrough", ClientSecret: secret.New("s3cret")}))
	})
}

// A token that was replaced in its file counts at once.
func TestTokenFileIsReadAgain(t *testing.T) {
	f := site(t, jirafake.Options{Flavour: jirafake.DataCenter, Accounts: map[string]jirafake.Account{jirafake.Bearer("old"): jirafake.Bot()}})
	path := filepath.Join(t.TempDir(), "token")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("old\n")
	tr := with(t, jira.Config{URL: f.URL(), Token: secret.FromFile(path)})
	works(t, tr)
	f.Expire(jirafake.Bearer("old"))
	if k := tracker.KindOf(tr.Create(t.Context(), pay(2))[0].Err); k != tracker.Auth {
		t.Errorf("expired: %v", k)
	}
	f.AddToken(jirafake.Bearer("new"), jirafake.Bot())
	write("new\n")
	if err := tr.Create(t.Context(), pay(2))[0].Err; err != nil {
		t.Error(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if k := tracker.KindOf(tr.Create(t.Context(), pay(3))[0].Err); k != tracker.Auth {
		t.Errorf("without a file: %v", k)
	}
}

// Two trackers stand on one site with two accounts and two instances.
func TestTwoAccountsOnOneSite(t *testing.T) {
	second := jirafake.Account{ID: "second-bot", Name: "Second bot"}
	f := site(t, jirafake.Options{Flavour: jirafake.DataCenter, Accounts: map[string]jirafake.Account{
		jirafake.Bearer("one"): jirafake.Bot(), jirafake.Bearer("two"): second,
	}})
	a := with(t, jira.Config{URL: f.URL(), Token: secret.New("one")})
	b := with(t, jira.Config{URL: f.URL(), Token: secret.New("two")}, func(o *jira.Options) { o.Instance = "other" })
	works(t, a)
	n := trackertest.NewItem(tracker.Backlog{Project: "PAY"}, "other", 1)
	if out := b.Create(t.Context(), []tracker.NewItem{n}); out[0].Err != nil {
		t.Fatal(out[0].Err)
	}
	for _, tr := range []*jira.Tracker{a, b} {
		if c, err := tr.Changed(t.Context(), nil, nil, ""); err != nil || len(c.Items) != 1 {
			t.Errorf("%+v, %v", c, err)
		}
	}
	if i := f.Created(); len(i) != 2 || i[0].Reporter == i[1].Reporter {
		t.Errorf("made by %v", i)
	}
}
