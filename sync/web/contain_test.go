package web

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A handler that panics is answered 500, told with the stack and not with the words, and
// the server goes on. One that had begun to answer is cut off.
func TestAHandlerThatPanics(t *testing.T) {
	for what, begins := range map[string]bool{"at once": false, "half way": true} {
		var log bytes.Buffer
		o, told := options(resting()), 0
		o.Log, o.Broke = slog.New(slog.NewTextHandler(&log, nil)), func() { told++ }
		breaks := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if begins {
				_, _ = io.WriteString(w, strings.Repeat("half", 10_000))
			}
			panic("plugh")
		})
		o.Hooks, o.API, o.Metrics = breaks, breaks, breaks
		s := httptest.NewServer((&server{o: o}).handler())
		for n, path := range []string{"/hooks/jira?secret=xyzzy", "/api/v1/reviews", "/metrics"} {
			resp, err := http.Get(s.URL + path)
			var text []byte
			if err == nil {
				text, err = io.ReadAll(resp.Body)
				_ = resp.Body.Close()
			}
			if cut := err != nil; cut != begins {
				t.Errorf("%s, %s: cut off is %v (%v)", what, path, cut, err)
			}
			if !begins && (resp.StatusCode != http.StatusInternalServerError || !strings.Contains(string(text), "the daemon's log says why")) {
				t.Errorf("%s, %s: %d %s", what, path, resp.StatusCode, text)
			}
			if said := log.String(); told != n+1 || strings.Count(said, "level=ERROR") != n+1 || !strings.Contains(said, "stack=") || strings.Contains(said, "plugh") || strings.Contains(said, "xyzzy") {
				t.Errorf("%s, %s: told %d times:\n%s", what, path, told, said)
			}
		}
		resp, err := http.Get(s.URL + "/healthz")
		if err != nil || resp.StatusCode != http.StatusOK || resp.Body.Close() != nil {
			t.Errorf("%s: the server does not go on: %v", what, err)
		}
		s.Close()
	}
	http.DefaultClient.CloseIdleConnections()
}
