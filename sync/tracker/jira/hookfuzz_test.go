package jira

import (
	"net/http"
	"regexp"
	"testing"
)

// FuzzDelivery: whatever is signed names ids of issues, at most three, or nothing.
func FuzzDelivery(f *testing.F) {
	for _, body := range []string{
		`{"webhookEvent":"jira:issue_updated","issue":{"id":"10012","key":"PAY-1"},"changelog":{"items":[{"field":"status","toString":"Done"}]}}`,
		`{"webhookEvent":"issuelink_created","issueLink":{"sourceIssueId":10012,"destinationIssueId":10013}}`,
		`{"webhookEvent":"comment_created","issue":{"id":"1 OR 1=1"}}`, `{"webhookEvent":7}`, `[]`, ``, "{\"webhookEvent\":\"jira:issue_\x00\",\"issue\":{\"id\":\"\xff\"}}",
	} {
		f.Add([]byte(body))
	}
	id := regexp.MustCompile(`^[1-9][0-9]*$`)
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := deliveries{}.Delivery(http.Header{}, body)
		if len(d.IDs) > 3 || !d.Concerns && len(d.IDs) > 0 || err != nil && d.Concerns {
			t.Errorf("%q: %+v, %v", body, d, err)
		}
		for _, named := range d.IDs {
			if !id.MatchString(named) {
				t.Errorf("%q names %q", body, named)
			}
		}
	})
}
