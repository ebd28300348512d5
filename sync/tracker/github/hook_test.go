package github_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/tracker"
)

func TestDelivery(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		tr := s.open(t)
		pay := tracker.Backlog{Project: "acme/pay"}
		id := made(t, tr, item(pay, 1)).Item.ID
		s.As(person).Close(s.at(id), "completed")
		s.As(person).Comment(s.at(id), "Declined: after all")
		s.As(person).Transfer(s.at(id), "acme/sto")
		s.repos["acme/pay"].Rename("acme/payments")
		events := map[string][]string{}
		for _, d := range s.Deliveries() {
			got, err := tr.Delivery(d.Header, d.Body)
			if err != nil || !got.Concerns {
				t.Fatalf("%s: %+v, %v", d.Event(), got, err)
			}
			events[d.Event()] = append(events[d.Event()], strings.Join(got.IDs, " "))
		}
		for event, want := range map[string]string{"issues": id, "issue_comment": id, "repository": "", "label": ""} {
			if !slices.Contains(events[event], want) {
				t.Errorf("%s names %q", event, events[event])
			}
		}
		if !slices.Contains(events["issues"], "acme/pay#1 acme/sto#1") {
			t.Errorf("a transfer names %q", events["issues"])
		}
	})
}

func TestDeliveryOfNonsense(t *testing.T) {
	tr := newSite(t, false).open(t)
	const closed = `{"action":"closed","issue":{"number":1},"repository":{"full_name":"acme/pay"}}`
	for name, c := range map[string]struct {
		event, body string
		concerns    bool
		wrong       bool
		ids         string
	}{
		"an issue":       {"issues", closed, true, false, "acme/pay#1"},
		"a ping":         {"ping", `{"zen":"Keep it simple.","hook_id":1}`, false, false, ""},
		"a star":         {"star", closed, false, false, ""},
		"no event":       {"", closed, false, true, ""},
		"no JSON":        {"issues", "payload=%7B%7D", false, true, ""},
		"no repository":  {"issues", `{"issue":{"number":1}}`, true, false, ""},
		"no number":      {"issues", `{"issue":{"number":-1},"repository":{"full_name":"acme/pay"}}`, true, false, ""},
		"a sly name":     {"issues", `{"issue":{"number":1},"repository":{"full_name":"acme/../user"}}`, true, false, ""},
		"text as number": {"issues", `{"issue":{"number":"1"},"repository":{"full_name":"acme/pay"}}`, false, true, ""},
	} {
		h := http.Header{}
		h.Set("X-GitHub-Event", c.event)
		got, err := tr.Delivery(h, []byte(c.body))
		if got.Concerns != c.concerns || (err != nil) != c.wrong || strings.Join(got.IDs, " ") != c.ids {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
