package github_test

import (
	"net/http"
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
)

// deliver is what the last delivery of an event means to the source.
func (w *world) deliver(event string) (concerns bool) {
	w.t.Helper()
	found := false
	for _, d := range w.fake.Deliveries() {
		if d.Event() != event {
			continue
		}
		got, err := w.Concerns(d.Header, d.Body)
		must(w.t, err)
		found, concerns = true, got
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

func TestDeliveryOfNonsense(t *testing.T) {
	t.Parallel()
	w := open(t)
	for name, c := range map[string]struct{ event, body string }{
		"no JSON": {"push", "payload=%7B%7D"}, "no event": {"", "{}"}, "a number": {"push", "7"}, "nothing": {"push", ""},
	} {
		h := http.Header{}
		h.Set("X-GitHub-Event", c.event)
		if concerns, err := w.Concerns(h, []byte(c.body)); concerns || err == nil {
			t.Errorf("%s: concerns %t, %v", name, concerns, err)
		}
	}
}
