package jira_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

func TestDeliveries(t *testing.T) {
	f := site(t, jirafake.Options{})
	tr := open(t, f, jirafake.Cloud)
	for name, c := range map[string]struct {
		body     string
		concerns bool
		ids      string // "": refused
	}{
		"updated":    {`{"webhookEvent":"jira:issue_updated","issue":{"id":"10012","key":"PAY-1"}}`, true, "[10012]"},
		"deleted":    {`{"webhookEvent":"jira:issue_deleted","issue":{"id":"10012"}}`, true, "[10012]"},
		"a comment":  {`{"webhookEvent":"comment_created","comment":{"id":"7"},"issue":{"id":"10012"}}`, true, "[10012]"},
		"a link":     {`{"webhookEvent":"issuelink_created","issueLink":{"sourceIssueId":10012,"destinationIssueId":10013}}`, true, "[10012 10013]"},
		"a project":  {`{"webhookEvent":"project_deleted"}`, true, "[]"},
		"a sprint":   {`{"webhookEvent":"sprint_started","sprint":{"id":1}}`, false, "[]"},
		"a worklog":  {`{"webhookEvent":"worklog_created","worklog":{"issueId":"10012"},"issue":{"id":"10012"}}`, false, "[]"},
		"a sly id":   {`{"webhookEvent":"jira:issue_updated","issue":{"id":"1 OR 1=1"}}`, true, "[]"},
		"a huge one": {`{"webhookEvent":"issuelink_created","issueLink":{"sourceIssueId":1e400}}`, true, "[]"},
		"no JSON":    {`hello`, false, ""},
		"no event":   {`{}`, false, ""},
		"a list":     {`[]`, false, ""},
	} {
		d, err := tr.Delivery(http.Header{}, []byte(c.body))
		if (err != nil) != (c.ids == "") || d.Concerns != c.concerns || err == nil && fmt.Sprint(d.IDs) != c.ids {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	if of := tr.Signature(); of != "X-Hub-Signature" {
		t.Errorf("Cloud signs in %q", of)
	}
	if of := open(t, site(t, jirafake.Options{Flavour: jirafake.DataCenter}), jirafake.DataCenter).Signature(); of != "" {
		t.Errorf("Data Center signs in %q, which is not established", of)
	}
}
