package github

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/secret"
)

// Whatever a header says, what is waited for stays within a second and an hour.
func TestHostileLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.String(), rapid.StringMatching(`-?[0-9]{1,25}`), rapid.SampledFrom([]string{
			"", "0", "1e9", "Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "9223372036854775807", "-9223372036854775808",
		}))
		h := http.Header{}
		for _, name := range []string{"Retry-After", "Date", "X-RateLimit-Reset", "X-RateLimit-Remaining"} {
			h.Set(name, value.Draw(t, name))
		}
		l := &limits{pauses: map[string]*pause{}}
		get := sending{resource: core, left: noon.Add(-time.Second)}
		code := rapid.SampledFrom([]int{200, 304, 403, 404, 429, 503}).Draw(t, "status")
		wait, refused := l.hear(get, &http.Response{StatusCode: code, Header: h}, []byte(rapid.String().Draw(t, "body")), noon)
		if refused && (wait < time.Second || wait > httpx.LongestLimit) || wait > httpx.LongestLimit || wait < 0 {
			t.Errorf("%d %v: %v", code, h, wait)
		}
		if until, _ := l.until(get, noon); until.After(noon.Add(httpx.LongestLimit)) {
			t.Errorf("parked until %v", until)
		}
	})
}

// A refusal's words are one printable line of a bounded length, whatever they
// were.
func TestHostileWords(t *testing.T) {
	c := made(t, Options{Config: Config{Token: secret.New(ourToken)}})
	rapid.Check(t, func(t *rapid.T) {
		body := []byte(rapid.OneOf(rapid.String(), rapid.Just(fieldWords), rapid.Map(rapid.String(), words)).Draw(t, "body"))
		req, err := http.NewRequest(http.MethodPost, "https://api.github.com/x", nil)
		if err != nil {
			t.Fatal(err)
		}
		h := http.Header{"X-Accepted-Github-Permissions": {rapid.String().Draw(t, "needs")}, "X-Github-Sso": {rapid.String().Draw(t, "sso")}}
		code := rapid.SampledFrom([]int{400, 401, 403, 404, 422, 429, 500}).Draw(t, "status")
		e := c.refusals.failure(req, &http.Response{StatusCode: code, Status: "x", Header: h}, body)
		text := e.Error()
		if len([]rune(text)) > 2*longestWords || strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && mdedit.Line(string(r)) == "" }) {
			t.Errorf("%q", text)
		}
	})
}
