package issues_test

import (
	"net/http"
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/issues"
)

// FuzzDelivery: whatever is signed names issues as ids of items do, at most three, or
// nothing.
func FuzzDelivery(f *testing.F) {
	for _, body := range []string{
		`{"action":"closed","issue":{"number":1},"repository":{"full_name":"acme/pay"}}`,
		`{"action":"transferred","issue":{"number":1},"repository":{"full_name":"acme/pay"},"changes":{"new_issue":{"number":7},"new_repository":{"full_name":"acme/sto"}}}`,
		`{"issue":{"number":-1},"repository":{"full_name":"acme/../user"}}`, `{"zen":"Keep it simple."}`, `7`, ``, `{"issue":null,"repository":null}`,
	} {
		f.Add("issues", []byte(body))
	}
	f.Add("ping", []byte(`{}`))
	f.Fuzz(func(t *testing.T, event string, body []byte) {
		h := http.Header{}
		h.Set("X-GitHub-Event", event)
		of, named, err := issues.Delivery(h, body)
		if len(named) > 3 || err != nil && len(named) > 0 || err == nil && of != event {
			t.Errorf("%q %q: %q, %v, %v", event, body, of, named, err)
		}
		for _, r := range named {
			if same, ok := issues.ParseRef(r.ID()); !ok || same.ID() != r.ID() {
				t.Errorf("%q names %q", body, r)
			}
		}
	})
}
