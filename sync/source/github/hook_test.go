package github_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/github"
)

// deliver is what the last delivery of an event means to the source.
func (w *world) deliver(event string) (concerns bool) {
	w.t.Helper()
	found := false
	for _, d := range w.fake.Deliveries() {
		if d.Event() != event {
			continue
		}
		got, err := w.Delivery(d.Header, d.Body)
		must(w.t, err)
		if got.ID != d.ID() || got.ID == "" {
			w.t.Errorf("delivery %q, want %q", got.ID, d.ID())
		}
		found, concerns = true, got.Concerns
	}
	if !found {
		w.t.Fatalf("no %s was delivered", event)
	}
	return concerns
}

func TestDeliveries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do    func(*world)
		event string
		want  bool
	}{
		"a review":            {func(w *world) { w.put("b.md", incident) }, "push", true},
		"a review deleted":    {func(w *world) { w.repo.Delete("", "reviews/a.md") }, "push", true},
		"moved out":           {func(w *world) { w.repo.Move("", "reviews/a.md", "drafts/a.md") }, "push", true},
		"something else":      {func(w *world) { w.repo.Commit("", map[string]string{"src/x.go": "package x"}, "x") }, "push", false},
		"a like-named folder": {func(w *world) { w.repo.Commit("", map[string]string{"reviews-of-books/x.md": "x"}, "x") }, "push", false},
		"another branch":      {func(w *world) { w.repo.Commit("draft", map[string]string{"reviews/b.md": incident}, "x") }, "push", false},
		"a force-push":        {func(w *world) { w.repo.ForcePush("main", w.repo.Log("")[1].Hash) }, "push", true},
		"branch deleted":      {func(w *world) { w.repo.DeleteBranch("main") }, "push", true},
		"another repository": {func(w *world) {
			w.fake.Repo("acme/third", githubfake.RepoOptions{}).Commit("", map[string]string{"reviews/b.md": incident}, "x")
		}, "push", false},
		"renamed":     {func(w *world) { w.repo.Rename("acme/learning") }, "repository", true},
		"made public": {func(w *world) { w.repo.SetVisibility(githubfake.Public) }, "repository", true},
		"installed": {func(w *world) {
			w.useApp(func(app *githubfake.App) *githubfake.Installation { return app.Install("acme", may) })
		}, "installation", true},
		"a pull request": {func(w *world) {
			w.repo.Commit("x", map[string]string{"reviews/b.md": incident}, "x")
			w.repo.OpenPull("", "x", "X", "")
		}, "pull_request", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, known := range []bool{true, false} { // as a process that has listed, and one that has not
				w := open(t)
				w.put("a.md", incident)
				if known {
					w.list()
				}
				w.fake.Deliveries()
				c.do(w)
				if got := w.deliver(c.event); got != c.want {
					t.Errorf("known %v: concerns %v, want %v", known, got, c.want)
				}
			}
		})
	}
}

// What a webhook tells of the repository itself counts at the next listing.
func TestDeliveryOfTheRepositoryItself(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("a.md", incident)
	if got := w.read("a.md").Audience; got != review.AudiencePrivate {
		t.Errorf("audience %q", got)
	}
	w.fake.Deliveries()
	w.repo.SetVisibility(githubfake.Public)
	w.deliver("repository")
	if got := w.read("a.md").Audience; got != review.AudiencePublic {
		t.Errorf("audience %q after it was made public", got)
	}
}

func TestDeliveriesThatAreNotBelieved(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("a.md", incident)
	all := w.fake.Deliveries()
	d := all[len(all)-1]
	for name, c := range map[string]struct {
		key, signature, body string
		words                string
	}{
		"another secret":  {"other", d.Header.Get("X-Hub-Signature-256"), string(d.Body), "signature"},
		"another body":    {hookSecret, d.Header.Get("X-Hub-Signature-256"), string(d.Body) + " ", "signature"},
		"no signature":    {hookSecret, "", string(d.Body), "signature"},
		"cut short":       {hookSecret, d.Header.Get("X-Hub-Signature-256")[:20], string(d.Body), "signature"},
		"of the old kind": {hookSecret, "sha1=" + strings.Repeat("0", 40), string(d.Body), "signature"},
		"no secret here":  {"", d.Header.Get("X-Hub-Signature-256"), string(d.Body), "webhook_secret"},
	} {
		opt := w.opt
		opt.WebhookSecret = secret.New(c.key)
		s, err := github.New("sre", w.cfg, opt)
		must(t, err)
		h := d.Header.Clone()
		h.Set("X-Hub-Signature-256", c.signature)
		got, err := s.Delivery(h, []byte(c.body))
		says(t, err, c.words, "sre")
		if got.Concerns || strings.Contains(err.Error(), hookSecret) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
