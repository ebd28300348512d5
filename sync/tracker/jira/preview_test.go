package jira_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// overhearing keeps the bodies of the requests that create.
type overhearing struct{ bodies []string }

func (o *overhearing) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/issue/bulk") {
		text, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		o.bodies = append(o.bodies, string(text))
		req.Body = io.NopCloser(bytes.NewReader(text))
	}
	return http.DefaultTransport.RoundTrip(req)
}

// What a preview says is what the request then holds, field by field, and
// nothing else.
func TestPreviewIsTheRequest(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := rich(t, flavour)
		if flavour == jirafake.DataCenter {
			f.AddField("PAY", "", jirafake.Field{Name: "Epic Link", Kind: jirafake.EpicLink})
		}
		epic := f.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Reliability"})
		n := itemIn(t, jira.Backlog{
			Type: "Story", Component: "checkout", FixVersion: "4.2", Parent: epic,
			Fields: []jira.Value{
				{Name: "story points", Value: 3}, {Name: "Severity", Value: "high"}, {Name: "Areas", Value: []string{"API", "UI"}},
				{Name: "Region", Value: "Europe > Berlin"}, {Name: "Groups", Value: []string{"payments-developers"}},
			},
		}, "reliability")
		n.Priority, n.Due = "Highest", time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)
		n.Detail = "{code}not code{code}\nsee [~somebody]"
		heard := &overhearing{}
		tr := open(t, f, flavour, func(o *jira.Options) { o.Transport = heard })
		said := tr.Preview(t.Context(), []tracker.NewItem{n})[0]
		if said.Err != nil || len(heard.bodies) > 0 {
			t.Fatalf("%v, %d requests to create", said.Err, len(heard.bodies))
		}
		if _, err := one(t, tr, n); err != nil {
			t.Fatal(err)
		}
		var sent struct {
			Updates []struct {
				Fields     map[string]any
				Properties []struct {
					Key   string
					Value any
				}
			} `json:"issueUpdates"`
		}
		if err := json.Unmarshal([]byte(heard.bodies[0]), &sent); err != nil || len(heard.bodies) != 1 || len(sent.Updates) != 1 {
			t.Fatalf("%v in %v", err, heard.bodies)
		}
		want := map[string]any{}
		for id, value := range sent.Updates[0].Fields {
			want[id] = value
		}
		for _, p := range sent.Updates[0].Properties {
			want["property "+p.Key] = p.Value
		}
		got, words := map[string]any{}, map[string]string{}
		for _, field := range said.Fields {
			got[field.ID], words[field.Name] = field.Sent, field.Text
		}
		if diff := cmp.Diff(want, through(t, got)); diff != "" {
			t.Errorf("the request holds something else than the preview:\n%s", diff)
		}
		delete(words, "description")
		delete(words, "marker")
		parent := "parent"
		if flavour == jirafake.DataCenter {
			parent = "Epic Link"
		}
		if diff := cmp.Diff(map[string]string{
			"project": "PAY", "type": "Story", "summary": n.Title, "labels": "reliability, post-mortem", "component": "Checkout", "fix_version": "4.2",
			parent: epic, "priority": "Highest", "due": "2026-12-24", "Story Points": "3", "Severity": "High", "Areas": "API, UI",
			"Region": "Europe > Berlin", "Groups": "payments-developers", "assignee": "nobody",
		}, words); diff != "" {
			t.Errorf("said as:\n%s", diff)
		}
		if last := said.Fields[len(said.Fields)-2]; last.Name != "description" {
			t.Errorf("%s stands where the description should", last.Name)
		}
	})
}

// through is a value as JSON leaves it.
func through(t *testing.T, v any) (out map[string]any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}
