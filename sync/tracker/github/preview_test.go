package github_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// overhearing keeps the bodies of the requests that make issues.
type overhearing struct{ bodies []string }

func (o *overhearing) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/issues") {
		text, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		o.bodies = append(o.bodies, string(text))
		req.Body = io.NopCloser(bytes.NewReader(text))
	}
	return http.DefaultTransport.RoundTrip(req)
}

// What a preview says is what the request then holds, field by field; what is
// set by requests of their own is what the creation leaves to be set.
func TestPreviewIsTheRequest(t *testing.T) {
	s := newSite(t, false)
	s.AddIssueType("acme", "Task")
	s.As(person).Milestone("acme/pay", "Q4")
	heard := &overhearing{}
	c := s.client(t, func(o *client.Options) { o.HTTP.Transport = heard })
	tr := github.New("github", c, github.Options{Options: tracker.Options{Instance: trackertest.Instance, Now: time.Now}, Label: "post-mortem"})
	n := item(tracker.Backlog{Project: "acme/pay", Labels: []string{"reliability"}, Settings: settings(t, github.Backlog{
		Type: "Task", Milestone: "Q4", Parent: "#100", Board: 42, Fields: []github.Value{{Name: "Points", Value: 3}},
	})}, 7)
	n.Title, n.Detail, n.Due = "Alert, says @ana in #12", "More of it", time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	said := tr.Preview(t.Context(), []tracker.NewItem{n})[0]
	if said.Err != nil || len(heard.bodies) > 0 {
		t.Fatalf("%v, %d requests to make issues", said.Err, len(heard.bodies))
	}
	o := made(t, tr, n)
	var sent map[string]any
	if err := json.Unmarshal([]byte(heard.bodies[0]), &sent); err != nil || len(heard.bodies) != 1 {
		t.Fatalf("%v in %v", err, heard.bodies)
	}
	sent["repository"] = "acme/pay"
	got, left := map[string]any{}, []string{}
	for _, f := range said.Fields {
		switch {
		case f.ID != "":
			got[f.ID] = f.Sent
		case f.Name == "parent" || f.Name == "project":
			left = append(left, f.Name+" "+f.Text)
		default:
			left = append(left, f.Name+": "+f.Text)
		}
	}
	text, err := json.Marshal(got)
	if err == nil {
		got = nil
		err = json.Unmarshal(text, &got)
	}
	if diff := cmp.Diff(sent, got); diff != "" || err != nil {
		t.Errorf("the request holds something else than the preview (%v):\n%s", err, diff)
	}
	if diff := cmp.Diff(o.Left, left); diff != "" {
		t.Errorf("something else is left to be set:\n%s", diff)
	}
}
