package github

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/secret"
)

// What may be sent again after a lost answer, and what never.
func TestLostAnswers(t *testing.T) {
	plain := func(ctx context.Context) context.Context { return ctx }
	as := func(s Sort) func(context.Context) context.Context {
		return func(ctx context.Context) context.Context { return WithSort(ctx, s) }
	}
	for name, c := range map[string]struct {
		method, path string
		in           any
		mark         func(context.Context) context.Context
		again        bool
	}{
		"an issue is read":         {"GET", "repos/acme/pay/issues/1", nil, plain, true},
		"an issue is made":         {"POST", "repos/acme/pay/issues", newIssue(), plain, false},
		"an issue is changed":      {"PATCH", "repos/acme/pay/issues/1", newIssue(), plain, true},
		"a change but once":        {"PATCH", "repos/acme/pay/issues/1", newIssue(), as(Once), false},
		"a label is taken off":     {"DELETE", "repos/acme/pay/issues/1/labels/x", nil, plain, true},
		"labels are set":           {"PUT", "repos/acme/pay/issues/1/labels", map[string]any{"labels": []string{"x"}}, plain, true},
		"a blob, made as often":    {"POST", "repos/acme/pay/git/blobs", map[string]any{"content": "x"}, as(Idempotent), true},
		"a blob, with no mark":     {"POST", "repos/acme/pay/git/blobs", map[string]any{"content": "x"}, plain, false},
		"a comment is made":        {"POST", "repos/acme/pay/issues/1/comments", map[string]any{"body": "x"}, plain, false},
		"a read that we keep once": {"GET", "repos/acme/pay/issues/1", nil, as(Once), false},
	} {
		for kind, fail := range map[string]func(w http.ResponseWriter){
			"lost": lose,
			"500":  func(w http.ResponseWriter) { reply(w, 500, "<html>") },
			"502":  func(w http.ResponseWriter) { reply(w, 502, words("Bad gateway")) },
			"503":  func(w http.ResponseWriter) { reply(w, 503, "", "Retry-After", "0") },
		} {
			s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
				if n < 3 {
					fail(w)
					return
				}
				reply(w, 200, `{}`)
			})
			_, err := made(t, options(t, s)).Do(c.mark(t.Context()), c.method, c.path, c.in, nil)
			got := s.all()
			switch {
			case c.again && (err != nil || len(got) != 3):
				t.Errorf("%s, %s: %v after %d", name, kind, err, len(got))
			case !c.again && (err == nil || KindOf(err) != Unknown || len(got) != 1):
				t.Errorf("%s, %s: %v after %d", name, kind, err, len(got))
			case got[len(got)-1].Body != got[0].Body || c.in != nil && got[0].Body == "":
				t.Errorf("%s, %s: another body the last time: %q, %q", name, kind, got[0].Body, got[len(got)-1].Body)
			}
		}
	}
}

func TestNothingSentIsCertain(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, "{}") })
	o := options(t, s)
	o.HTTP.Transport = s.Client().Transport // one that looks into no body
	s.Close()
	_, err := made(t, o).Do(t.Context(), http.MethodPost, "repos/acme/pay/issues", newIssue(), nil)
	var op *net.OpError
	if KindOf(err) != Unavailable || !errors.As(err, &op) {
		t.Errorf("no connection: %v", err)
	}
	o.Token = secret.FromFile("nowhere")
	_, err = made(t, o).Do(t.Context(), http.MethodPost, "repos/acme/pay/issues", newIssue(), nil)
	if KindOf(err) != Auth || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("no token: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = made(t, options(t, s)).Do(ctx, http.MethodPost, "repos/acme/pay/issues", newIssue(), nil)
	if KindOf(err) != Unavailable {
		t.Errorf("cancelled: %v", err)
	}
}

func TestHeaders(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, "{}") })
	o := options(t, s)
	o.HTTP.UserAgent = "followthrough/1.2"
	c := made(t, o)
	if _, err := c.Do(t.Context(), http.MethodGet, "/repos/acme/pay", nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, a := range s.all() {
		h := a.Header
		if h.Get("User-Agent") != "followthrough/1.2" || h.Get("X-GitHub-Api-Version") != "2022-11-28" || !strings.Contains(h.Get("Accept"), "json") || a.Auth != "Bearer "+ourToken || a.URI != "/repos/acme/pay" {
			t.Errorf("%s: %v", a.URI, h)
		}
	}
}
