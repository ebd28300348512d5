package github_test

import (
	"strings"
	"testing"
)

// A bare number means an issue of the review's own repository.
func TestOwnTickets(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{"github.com": nil, "enterprise server": {enterprise}} {
		t.Run(name, func(t *testing.T) {
			w := open(t, options...)
			w.put("a.md", `# Queue

## Action items

- [ ] Alert on queue depth (payments) (#12)
- [ ] Refuse new work when the queue is full (payments) GH-13
- [ ] Name the owner of the queue (payments) (same: #14)
- [ ] Write the runbook (payments) [PAY-15](https://tracker.example/browse/PAY-15)
- [ ] Look at the other queue (payments) (acme/pay#16)
`)
			site := "https://github.com"
			if w.cfg.URL != "" {
				site = w.cfg.URL
			}
			issues := site + "/acme/post-mortems/issues/"
			actions := w.read("a.md").Review.Actions
			if len(actions) != 5 {
				t.Fatalf("%d actions", len(actions))
			}
			got := []string{actions[0].Ticket.Link(), actions[1].Ticket.Link(), actions[2].Answer.Same, actions[3].Ticket.Link(), actions[4].Ticket.Link()}
			want := []string{issues + "12", issues + "13", issues + "14", "https://tracker.example/browse/PAY-15", "acme/pay#16"}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("action %d: %q, want %q", i+1, got[i], want[i])
				}
			}
		})
	}
}

func TestDocumentURL(t *testing.T) {
	t.Parallel()
	w := open(t, at("docs/post mortems"))
	w.put("ü 🚒/50% #1?.md", incident)
	want := "https://github.com/acme/post-mortems/blob/main/docs/post%20mortems/%C3%BC%20%F0%9F%9A%92/50%25%20%231%3F.md"
	doc := w.read("ü 🚒/50% #1?.md")
	if doc.URL != want {
		t.Errorf("URL %s, want %s", doc.URL, want)
	}
	if strings.Contains(doc.URL, "token") || doc.File != "" {
		t.Errorf("URL %s, file %s", doc.URL, doc.File)
	}
}
