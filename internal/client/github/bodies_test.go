package github

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/secret"
)

func TestHugeAnswers(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		code := 200
		if strings.HasSuffix(r.URL.Path, "/2") {
			code = 422
		}
		reply(w, code, `{"documentation_url":"x","message":"`+strings.Repeat("long ", 1<<20)+`"}`)
	})
	o := options(t, s)
	o.HTTP.MaxBody = 1 << 20
	c := made(t, o)
	var out any
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay/issues/1", nil, &out); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("a huge answer: %v", err)
	}
	_, err := c.Do(t.Context(), "GET", "repos/acme/pay/issues/2", nil, &out)
	if err == nil || KindOf(err) != Unknown || len(err.Error()) > 1000 {
		t.Errorf("a huge refusal: %.200v", err)
	}
}

// Whatever comes back, no credential is told on.
func TestNoSecretIsTold(t *testing.T) {
	odd := "0123456789abcdef0123456789abcdef01234567" // an old token, by its value only
	for name, token := range map[string]string{
		"of a person": ourToken, "fine-grained": "github_pat_11ABCDEFG0abcdefghij_klmnopqrstuvwxyz", "of an installation": "ghs_123456_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2ln-_a",
		"signed": "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2ln", "old": odd, "older": "v1.1f699f1069f6000123456789abcdef0123456789",
	} {
		var log bytes.Buffer
		s := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
			said := fmt.Sprintf(`{"documentation_url":"x","message":"bad %s","errors":["for %s",{"field":"%s","code":"%s"}]}`, token, token, token, token)
			switch n {
			case 1:
				reply(w, 422, said, "X-GitHub-Request-Id", "AB:1")
			case 2:
				reply(w, 403, said, "X-Accepted-GitHub-Permissions", token)
			case 3:
				reply(w, 403, said, "X-GitHub-SSO", "required; url=https://github.com/orgs/"+token)
			case 4:
				reply(w, 302, "", "Location", "https://evil.example/"+token)
			case 5:
				reply(w, 200, fmt.Sprintf(`{"data":null,"errors":[{"type":"NOT_FOUND","message":"no %s","path":["%s"]}]}`, token, token))
			case 6:
				lose(w)
			}
		})
		o := options(t, s)
		o.HTTP.Tries = 1
		o.HTTP.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		if name == "old" {
			o.Token = secret.New(odd)
		}
		c := made(t, o)
		for n := 1; n <= 6; n++ {
			var err error
			if n == 5 {
				err = c.GraphQL(t.Context(), "query { viewer { login } }", nil, nil)
			} else {
				_, err = c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil)
			}
			if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, *AsError(err)), token[len(token)-12:]) {
				t.Errorf("%s, %d: %v", name, n, err)
			}
		}
		if text := log.String(); strings.Contains(text, token) || strings.Contains(text, ourToken) || !strings.Contains(text, "request_id=AB:1") || strings.Contains(text, "queue depth") {
			t.Errorf("%s: the log holds %s", name, text)
		}
	}
}

func TestAnswer(t *testing.T) {
	s := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `W/"1"` {
			reply(w, 304, "")
			return
		}
		reply(w, 200, `[{"number":1}]`, "ETag", `W/"1"`, "Date", "Sun, 22 Nov 2026 09:00:00 GMT", "X-OAuth-Scopes", "repo, read:org", "X-GitHub-SSO", "partial-results; organizations=21955855",
			"Link", `<https://api.github.com/repos/acme/pay/issues?state=all&page=2>; rel="next", <https://api.github.com/x?page=9>; rel="last"`)
	})
	c := made(t, options(t, s))
	var out []struct{ Number int }
	a, err := c.Conditional(t.Context(), "repos/acme/pay/issues?state=all", "", &out)
	if err != nil || a.ETag != `W/"1"` || a.NotModified || a.Status != 200 || len(out) != 1 {
		t.Errorf("%+v %v", a, err)
	}
	if !a.Date.Equal(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)) || a.Next != "repos/acme/pay/issues?state=all&page=2" || strings.Join(a.Scopes, " ") != "repo read:org" || !a.Partial {
		t.Errorf("%+v", a)
	}
	out = nil
	a, err = c.Conditional(t.Context(), "repos/acme/pay/issues?state=all", a.ETag, &out)
	if err != nil || !a.NotModified || out != nil || a.Next != "" || a.Scopes != nil || a.Partial {
		t.Errorf("%+v %v", a, err)
	}
}

func TestNextBehindAProxy(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, `[]`, "Link", `<https://inner.acme.example/api/v3/repositories/1/issues?page=2>; rel="next"`)
	})
	o := options(t, s)
	o.API, o.URL, o.HTTP.Transport = "", s.URL, s.Client().Transport
	a, err := made(t, o).Do(t.Context(), "GET", "repos/acme/pay/issues", nil, nil)
	if err != nil || a.Next != "repositories/1/issues?page=2" {
		t.Errorf("%+v %v", a, err)
	}
}

func TestAnswersWithoutABody(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) })
	var out map[string]any
	a, err := made(t, options(t, s)).Do(t.Context(), "DELETE", "repos/acme/pay/issues/1/labels/x", nil, &out)
	if err != nil || a.Status != 204 || out != nil {
		t.Errorf("%+v %v", a, err)
	}
	cut := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"number":`)
	})
	if _, err = made(t, options(t, cut)).Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), &out); KindOf(err) != Unknown || err == nil {
		t.Errorf("cut short: %v", err)
	}
}

func TestNextPages(t *testing.T) {
	for header, want := range map[string]string{
		"": "",
		`<https://api.github.com/x?page=1>; rel="prev", <https://api.github.com/x?page=1>; rel="first"`:           "",
		`<https://api.github.com/x?page=1>; rel="prev", <https://api.github.com/x?labels=a,b&page=3>; rel="next"`: "x?labels=a,b&page=3",
		`<https://api.github.com/x?after=Y3Vyc29yOg%3D%3D>; rel="next"`:                                           "x?after=Y3Vyc29yOg%3D%3D",
		`nonsense; rel="next"`:        "",
		`<http://%zz>; rel="next"`:    "",
		`<<https://a.b/c>>; rel=next`: "",
	} {
		s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, `[]`, "Link", header) })
		a, err := made(t, options(t, s)).Do(t.Context(), "GET", "repos/acme/pay/issues", nil, nil)
		if err != nil || a.Next != want {
			t.Errorf("%s: %q %v", header, a.Next, err)
		}
	}
}
