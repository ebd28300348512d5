package github

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// A transferred issue answers a change with 301: net/http would send a GET,
// and the change would be lost in silence.
func TestRedirectedWritesStayWrites(t *testing.T) {
	for _, code := range []int{301, 302, 307, 308} {
		for _, method := range []string{"PATCH", "POST", "PUT", "DELETE", "GET"} {
			s := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
				if n == 1 {
					reply(w, code, words("Moved Permanently"), "Location", fmt.Sprintf("http://%s/repositories/12/labels?x=1", r.Host))
					return
				}
				reply(w, 200, `{"number":12}`)
			})
			o := options(t, s)
			o.HTTP.Transport = s.Client().Transport // no description knows /repositories/12
			var in any
			if method != "GET" && method != "DELETE" {
				in = newIssue()
			}
			var out struct{ Number int }
			_, err := made(t, o).Do(t.Context(), method, "repos/acme/pay/labels", in, &out)
			got := s.all()
			if err != nil || len(got) != 2 {
				t.Errorf("%s %d: %v after %v", method, code, err, s.lines())
				continue
			}
			if got[1].Method != method || got[1].URI != "/repositories/12/labels?x=1" || got[1].Body != got[0].Body || got[1].Auth != got[0].Auth || (in != nil) != (got[1].Body != "") {
				t.Errorf("%s %d: sent on as %+v", method, code, got[1])
			}
			if out.Number != 12 {
				t.Errorf("%s %d: %+v", method, code, out)
			}
		}
	}
}

// The token goes to no other host, in no way.
func TestRedirectsElsewhereAreRefused(t *testing.T) {
	foreign := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, `{}`) })
	for name, to := range map[string]string{
		"another host":           foreign.URL + "/repos/acme/pay/issues/1",
		"another name of it":     "//localhost:1/repos/acme/pay/issues/1",
		"another scheme":         "https://HOST/repos/acme/pay/issues/1",
		"with a name":            "http://a:b@HOST/repos/acme/pay/issues/1",
		"nowhere":                "",
		"what is no address":     "http://%zz",
		"a script":               "javascript:alert(1)",
		"another one on purpose": "http://HOST@" + strings.TrimPrefix(foreign.URL, "http://") + "/x",
	} {
		for _, method := range []string{"GET", "PATCH", "POST"} {
			s := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
				reply(w, 302, "", "Location", strings.ReplaceAll(to, "HOST", r.Host))
			})
			path := "repos/acme/pay/issues/1"
			var in any
			if method == "POST" {
				path, in = "repos/acme/pay/issues", newIssue()
			}
			_, err := made(t, options(t, s)).Do(t.Context(), method, path, in, nil)
			if err == nil || KindOf(err) != Unknown || len(s.all()) != 1 && !strings.Contains(to, "%") {
				t.Errorf("%s, %s: %v after %v", name, method, err, s.lines())
			}
		}
	}
	if got := foreign.all(); len(got) != 0 {
		t.Errorf("another host was asked: %v", got)
	}
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, `{}`) })
	c := made(t, options(t, s))
	if _, err := c.Do(t.Context(), "GET", foreign.URL+"/repos/acme/pay", nil, nil); KindOf(err) != Unavailable || len(foreign.all()) != 0 {
		t.Errorf("a whole address as a path: %v", err)
	}
}

// On a server of one's own the login page is on the same host.
func TestRedirectToALoginPage(t *testing.T) {
	s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 302, "", "Location", "/login?return_to=x")
	})
	o := options(t, s)
	o.API, o.URL = "", s.URL
	o.HTTP.Transport = s.Client().Transport
	_, err := made(t, o).Do(t.Context(), "GET", "repos/acme/pay", nil, nil)
	if err == nil || !strings.Contains(err.Error(), "login page") || !slices.Equal(s.lines(), []string{"GET /api/v3/repos/acme/pay"}) {
		t.Errorf("%v after %v", err, s.lines())
	}
}

func TestRedirectsEnd(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { reply(w, 301, "", "Location", r.URL.Path) })
	_, err := made(t, options(t, s)).Do(t.Context(), "PATCH", "repos/acme/pay/issues/1", newIssue(), nil)
	if err == nil || !strings.Contains(err.Error(), "sent on more than 5 times") || len(s.all()) != 6 {
		t.Errorf("%v after %d", err, len(s.all()))
	}
}
