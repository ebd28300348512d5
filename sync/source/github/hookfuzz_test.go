package github

import (
	"net/http"
	"strings"
	"testing"
)

// FuzzConcerns: whatever is signed is about this source, or not, and what names
// another repository is not.
func FuzzConcerns(f *testing.F) {
	for _, body := range []string{
		`{"ref":"refs/heads/main","repository":{"id":1,"full_name":"acme/post-mortems","default_branch":"main"},"commits":[{"added":["reviews/b.md"]}]}`,
		`{"ref":"refs/heads/main","forced":true,"repository":{"id":2,"full_name":"acme/other"}}`,
		`{"changes":{"repository":{"name":{"from":"x"}}},"repository":{"full_name":"acme/learning"}}`, `{"commits":[{}],"ref":7}`, `[]`, ``,
	} {
		f.Add("push", []byte(body))
		f.Add("repository", []byte(body))
	}
	s := &Source{base: &branch{cfg: Config{Repository: "acme/post-mortems", Path: "reviews"}}}
	f.Fuzz(func(t *testing.T, event string, body []byte) {
		h := http.Header{}
		h.Set("X-GitHub-Event", event)
		concerns, err := s.Concerns(h, body)
		if concerns && (err != nil || event == "push" && !strings.Contains(strings.ToLower(string(body)), "full_name") && !strings.Contains(string(body), `\u`)) {
			t.Errorf("%q %q: concerns, %v", event, body, err)
		}
	})
}
