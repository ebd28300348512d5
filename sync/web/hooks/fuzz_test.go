package hooks_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzPath: no path but a hook's own reaches it, and nothing is taken that is not
// signed.
func FuzzPath(f *testing.F) {
	for _, path := range []string{"/hooks/jira", "/hooks/..%2fjira", "/hooks//jira", "/hooks/jira/", "/hooks/dc/" + key, "/hooks/dc/%30", "/hooks/%", "/hooks/jira;x", "/hooks/jira\x00"} {
		f.Add(path, "sha256=00", []byte(updated))
		f.Add(path, sign(updated, key), []byte(updated))
	}
	f.Fuzz(func(t *testing.T, path, signature string, body []byte) {
		u, err := url.ParseRequestURI(path)
		if err != nil || !strings.HasPrefix(u.Path, "/hooks/") {
			return
		}
		w := newWorld()
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(body)))
		r.URL = u
		r.Header.Set("X-Hub-Signature", signature)
		got := w.answer(r)
		taken := len(w.taken) > 0
		right := u.EscapedPath() == "/hooks/jira" && strings.EqualFold(signature, sign(string(body), key)) || u.Path == "/hooks/dc/"+key || u.Path == "/hooks/dc/"+older
		if taken && !right || taken != (got.Code == http.StatusAccepted) {
			t.Errorf("%q: %d, taken %q", path, got.Code, w.taken)
		}
	})
}
