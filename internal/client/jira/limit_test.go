package jira

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

type network func(*http.Request) (int, string, http.Header)

func (n network) RoundTrip(req *http.Request) (*http.Response, error) {
	code, body, h := n(req)
	return &http.Response{StatusCode: code, Status: http.StatusText(code), Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func on(t *testing.T, c Config, n network) *Client {
	t.Helper()
	client, err := New(Options{Config: c, HTTP: httpx.Options{Transport: n}})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// wantWait checks that an error says that Jira is left alone for a time.
func wantWait(t *testing.T, err error, kind Kind, wait time.Duration, asked, want int) {
	t.Helper()
	if e, ok := errors.AsType[*Error](err); !ok || e.Kind != kind || time.Until(e.Until) != wait || asked != want {
		t.Errorf("%v (%+v) after %d requests, not for %v after %d", err, err, asked, wait, want)
	}
}

// What reads are limited by says the same while they are left alone, and nothing of
// creations.
func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		code  int
		after string
		wait  time.Duration
	}{
		"429":            {429, "30", 30 * time.Second},
		"429 for a day":  {429, "86400", time.Hour},
		"503":            {503, "40", 40 * time.Second},
		"503 for a day":  {503, "86400", 2 * time.Minute},
		"403 of a proxy": {403, "600", 10 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			searches, creations := 0, 0
			client := on(t, Config{URL: "https://jira.acme.example", Token: secret.New("x")}, func(req *http.Request) (int, string, http.Header) {
				if strings.HasSuffix(req.URL.Path, "/bulk") {
					creations++
					return 201, `{"issues":[{"id":"1","key":"A-1"}],"errors":[]}`, nil
				}
				searches++
				return c.code, own, http.Header{"Retry-After": {c.after}}
			})
			search := func() error {
				_, err := client.Search(t.Context(), Query{JQL: "x"}, "")
				return err
			}
			first := search()
			wantWait(t, first, Throttled, c.wait, searches, 1)
			time.Sleep(c.wait - 3*time.Second)
			again := search()
			wantWait(t, again, Throttled, 3*time.Second, searches, 1)
			if first.Error() != again.Error() {
				t.Errorf("%s: says first %q, then %q", name, first, again)
			}
			if out := client.Create(t.Context(), make([]NewIssue, 1)); out[0].Err != nil || creations != 1 {
				t.Errorf("%s: a creation: %v", name, out[0].Err)
			}
			time.Sleep(3 * time.Second)
			if wantWait(t, search(), Throttled, c.wait, searches, 2); t.Failed() {
				t.Log(name)
			}
		})
	}
}

// A 503 may come in the midst of a creation: what became of that is not known, and
// the next is not asked for until its time.
func TestCreationInAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		client := on(t, Config{URL: "https://jira.acme.example", Token: secret.New("x")}, func(*http.Request) (int, string, http.Header) {
			asked++
			return 503, "", http.Header{"Retry-After": {"60"}}
		})
		wantWait(t, client.Create(t.Context(), make([]NewIssue, 1))[0].Err, Unknown, time.Minute, asked, 1)
		wantWait(t, client.Create(t.Context(), make([]NewIssue, 1))[0].Err, Throttled, time.Minute, asked, 1)
	})
}

// Who gives the tokens may be limited too: that is no wrong secret.
func TestTokensAreLimited(t *testing.T) {
	for code, kind := range map[int]Kind{429: Throttled, 503: Throttled, 401: Auth} {
		synctest.Test(t, func(t *testing.T) {
			asked := 0
			c := Config{URL: "https://jira.acme.example", ClientID: "followthrough", ClientSecret: secret.New("x")}
			client := on(t, c, func(*http.Request) (int, string, http.Header) {
				asked++
				if code == 401 {
					return code, "", nil
				}
				return code, "", http.Header{"Retry-After": {"60"}}
			})
			for range 2 {
				_, err := client.Search(t.Context(), Query{JQL: "x"}, "")
				if kind == Throttled {
					wantWait(t, err, kind, time.Minute, asked, 1)
				} else if KindOf(err) != kind {
					t.Errorf("%d: %v", code, err)
				}
			}
		})
	}
}
