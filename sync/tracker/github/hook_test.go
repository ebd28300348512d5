package github_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

func TestDelivery(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		s.SetWebhookSecret("of the hook")
		tr := s.open(t, func(o *github.Options) { o.WebhookSecret = secret.New("of the hook") })
		pay := tracker.Backlog{Project: "acme/pay"}
		id := made(t, tr, item(pay, 1)).Item.ID
		s.As(person).Close(s.at(id), "completed")
		s.As(person).Comment(s.at(id), "Declined: after all")
		s.As(person).Transfer(s.at(id), "acme/sto")
		s.repos["acme/pay"].Rename("acme/payments")
		events := map[string][]string{}
		ids := map[string]bool{}
		for _, d := range s.Deliveries() {
			got, err := tr.Delivery(d.Header, d.Body)
			if err != nil || got.ID == "" || got.ID != d.ID() {
				t.Fatalf("%s: %+v, %v", d.Event(), got, err)
			}
			if again, err := tr.Delivery(s.Redeliver(d.ID()).Header, d.Body); err != nil || again.ID != got.ID {
				t.Errorf("sent again: %+v, %v", again, err)
			}
			ids[got.ID] = true
			events[d.Event()] = append(events[d.Event()], strings.Join(got.IDs, " "))
			for name, wrong := range map[string]func(h http.Header, body []byte) (http.Header, []byte){
				"another body": func(h http.Header, body []byte) (http.Header, []byte) { return h, append(body, ' ') },
				"no signature": func(h http.Header, body []byte) (http.Header, []byte) { h.Del("X-Hub-Signature-256"); return h, body },
				"an old digest": func(h http.Header, body []byte) (http.Header, []byte) {
					h.Set("X-Hub-Signature-256", "sha1=00")
					return h, body
				},
				"half a digest": func(h http.Header, body []byte) (http.Header, []byte) {
					h.Set("X-Hub-Signature-256", h.Get("X-Hub-Signature-256")[:39])
					return h, body
				},
				"another secret": func(h http.Header, body []byte) (http.Header, []byte) {
					h.Set("X-Hub-Signature-256", "sha256="+strings.Repeat("00", 32))
					return h, body
				},
			} {
				h, body := wrong(d.Header.Clone(), slices.Clone(d.Body))
				if got, err := tr.Delivery(h, body); err == nil {
					t.Errorf("%s is taken: %+v", name, got)
				}
			}
		}
		for event, want := range map[string]string{"issues": id, "issue_comment": id, "repository": "", "label": ""} {
			if !slices.Contains(events[event], want) {
				t.Errorf("%s names %q", event, events[event])
			}
		}
		if !slices.Contains(events["issues"], "acme/pay#1 acme/sto#1") {
			t.Errorf("a transfer names %q", events["issues"])
		}
		if len(ids) < 5 {
			t.Errorf("%d deliveries", len(ids))
		}
	})
}

func TestDeliveryNeedsASecret(t *testing.T) {
	s := newSite(t, false)
	if _, err := s.open(t).Delivery(http.Header{"X-Github-Event": {"issues"}}, []byte("{}")); err == nil || !strings.Contains(err.Error(), "webhook_secret") {
		t.Errorf("%v", err)
	}
}

func TestDeliveryOfNonsense(t *testing.T) {
	s := newSite(t, false)
	s.SetWebhookSecret("of the hook")
	tr := s.open(t, func(o *github.Options) { o.WebhookSecret = secret.New("of the hook") })
	s.As(person).Open("acme/pay", "x", "")
	d := s.Deliveries()[0]
	d.Header.Del("X-GitHub-Event")
	if _, err := tr.Delivery(d.Header, d.Body); err == nil {
		t.Error("taken")
	}
}
