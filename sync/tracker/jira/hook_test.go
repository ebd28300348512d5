package jira_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

func signature(body, key string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

func TestDeliveries(t *testing.T) {
	f := site(t, jirafake.Options{})
	tr := open(t, f, jirafake.Cloud, func(o *jira.Options) { o.WebhookSecret = secret.New("shared") })
	const updated = `{"webhookEvent":"jira:issue_updated","issue":{"id":"10012","key":"PAY-1"}}`
	for name, c := range map[string]struct {
		body, signature string
		ids             string // "": refused
	}{
		"updated":             {updated, signature(updated, "shared"), "[10012]"},
		"deleted":             {`{"webhookEvent":"jira:issue_deleted","issue":{"id":"10012"}}`, "", "[10012]"},
		"a comment":           {`{"webhookEvent":"comment_created","comment":{"id":"7"},"issue":{"id":"10012"}}`, "", "[10012]"},
		"a link":              {`{"webhookEvent":"issuelink_created","issueLink":{"sourceIssueId":10012,"destinationIssueId":10013}}`, "", "[10012 10013]"},
		"about no issue":      {`{"webhookEvent":"project_created"}`, "", "[]"},
		"a sly id":            {`{"webhookEvent":"jira:issue_updated","issue":{"id":"1 OR 1=1"}}`, "", "[]"},
		"another key":         {updated, signature(updated, "guessed"), ""},
		"another body":        {updated + " ", signature(updated, "shared"), ""},
		"without a signature": {updated, "none", ""},
		"another method":      {updated, "sha1=" + signature(updated, "shared")[7:], ""},
		"no JSON":             {`hello`, signature("hello", "shared"), ""},
		"no event":            {`{}`, signature("{}", "shared"), ""},
	} {
		h := http.Header{}
		if c.signature == "" {
			c.signature = signature(c.body, "shared")
		}
		h.Set("X-Hub-Signature", c.signature)
		h.Set("X-Atlassian-Webhook-Identifier", "delivery-1")
		d, err := tr.Delivery(h, []byte(c.body))
		if (err != nil) != (c.ids == "") || err == nil && (fmt.Sprint(d.IDs) != c.ids || d.ID != "delivery-1") {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	if _, err := open(t, f, jirafake.Cloud).Delivery(http.Header{}, []byte(updated)); err == nil {
		t.Error("without a webhook_secret it is believed")
	}
}
