package github

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v4"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

// appSite gives tokens to the App 7 and refuses what it does not know.
type appSite struct {
	*site
	clock  *clock
	mu     sync.Mutex
	given  int
	good   string
	life   time.Duration
	prefix string
}

func (a *appSite) revoke() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.good = ""
}

func newAppSite(t *testing.T, prefix string) *appSite {
	t.Helper()
	a := &appSite{clock: &clock{at: noon}, life: time.Hour, prefix: prefix}
	a.site = serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", a.clock.now().Format(http.TimeFormat))
		a.mu.Lock()
		defer a.mu.Unlock()
		switch {
		case strings.HasPrefix(r.URL.Path, prefix+"/app/installations/"):
			a.exchange(w, r)
		case r.Header.Get("Authorization") != "Bearer "+a.good:
			reply(w, 401, words("Bad credentials"))
		default:
			reply(w, 200, `{}`)
		}
	})
	return a
}

func (a *appSite) exchange(w http.ResponseWriter, r *http.Request) {
	if why := a.signed(r.Header.Get("Authorization")); why != "" {
		reply(w, 401, words(why))
		return
	}
	if r.Method != "POST" || r.URL.Path != a.prefix+"/app/installations/8/access_tokens" {
		reply(w, 404, words("Not Found"))
		return
	}
	a.given++
	a.good = fmt.Sprintf("ghs_7_token%d.abc", a.given)
	reply(w, 201, fmt.Sprintf(`{"token":%q,"expires_at":%q,"permissions":{"issues":"write"},"repository_selection":"all"}`, a.good, a.clock.now().Add(a.life).Format(time.RFC3339)))
}

// signed says what is wrong with what an App signed, as GitHub does.
func (a *appSite) signed(header string) string {
	key, err := keyOf(secret.New(keyPEM()))
	if err != nil {
		return err.Error()
	}
	claims := jwt.RegisteredClaims{}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation())
	if _, err = parser.ParseWithClaims(strings.TrimPrefix(header, "Bearer "), &claims, func(*jwt.Token) (any, error) { return &key.PublicKey, nil }); err != nil {
		return "A JSON web token could not be decoded"
	}
	now := a.clock.now()
	switch {
	case claims.Issuer != "7":
		return "Integration not found"
	case claims.IssuedAt.After(now):
		return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
	case claims.ExpiresAt.Before(now), claims.ExpiresAt.After(now.Add(10 * time.Minute)):
		return "'Expiration time' claim ('exp') must be a numeric value representing the future time"
	}
	return ""
}

func (a *appSite) options(t *testing.T) Options {
	o := options(t, a.site)
	o.Token = secret.Secret{}
	o.App = &App{ID: 7, Installation: 8, PrivateKey: secret.New(keyPEM())}
	return a.clock.on(o)
}

const exchangeLine = "POST /app/installations/8/access_tokens"

func TestAppTokens(t *testing.T) {
	s := newAppSite(t, "")
	c := made(t, s.options(t))
	read := func() {
		t.Helper()
		if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	read()
	read()
	s.clock.move(50 * time.Minute)
	read()
	s.clock.move(5 * time.Minute) // five minutes before its end
	read()
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay/issues/1", nil, nil); err != nil {
		t.Error(err)
	}
	want := []string{exchangeLine, "GET /repos/acme/pay", "GET /repos/acme/pay", "GET /repos/acme/pay", exchangeLine, "GET /repos/acme/pay", "GET /repos/acme/pay/issues/1"}
	if got := s.lines(); !slices.Equal(got, want) {
		t.Error(got)
	}
	if !c.App() || s.all()[0].Header.Get("User-Agent") != "followthrough" {
		t.Errorf("%+v", s.all()[0])
	}
}

func TestAppTokensAreAskedForOnce(t *testing.T) {
	s := newAppSite(t, "")
	c := made(t, s.options(t))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if s.given != 1 || len(s.all()) != 9 {
		t.Error(s.lines())
	}
}

// A token that was taken back: reads get a fresh one by themselves, a creation
// was certainly refused and goes out again with a new intent.
func TestAppTokenTakenBack(t *testing.T) {
	s := newAppSite(t, "")
	c := made(t, s.options(t))
	do := func(method, path string, in any) error {
		_, err := c.Do(t.Context(), method, path, in, nil)
		return err
	}
	must(t, do("GET", "repos/acme/pay", nil))
	s.revoke()
	if err := do("GET", "repos/acme/pay", nil); err != nil || s.given != 2 {
		t.Errorf("a read: %v, %d tokens", err, s.given)
	}
	s.revoke()
	if err := do("PATCH", "repos/acme/pay/issues/1", newIssue()); err != nil || s.given != 3 {
		t.Errorf("a change: %v, %d tokens", err, s.given)
	}
	s.revoke()
	before := len(s.all())
	if err := do("POST", "repos/acme/pay/issues", newIssue()); KindOf(err) != Unavailable || len(s.all()) != before+1 {
		t.Errorf("a creation: %v after %v", err, s.lines()[before:])
	}
	if err := do("POST", "repos/acme/pay/issues", newIssue()); err != nil || s.given != 4 {
		t.Errorf("the next creation: %v, %d tokens", err, s.given)
	}
}

// Whoever comes late with a token that was refused does not drop the fresh one.
func TestForgetKeepsAFreshToken(t *testing.T) {
	s := newAppSite(t, "")
	c := made(t, s.options(t))
	old, err := c.app.token(t.Context(), Read)
	must(t, err)
	for range 2 {
		c.app.forget(old)
		if _, err = c.app.token(t.Context(), Read); err != nil {
			t.Fatal(err)
		}
	}
	if s.given != 2 {
		t.Errorf("%d tokens", s.given)
	}
}

// A fresh token that is refused too is no matter of time.
func TestAppTokenNeverAccepted(t *testing.T) {
	s := newAppSite(t, "")
	o := s.options(t)
	c := made(t, o)
	next := c.o.HTTP.Transport
	o.HTTP.Transport = roundTripper(func(req *http.Request) (*http.Response, error) {
		if !strings.HasPrefix(req.URL.Path, "/app/") {
			s.revoke()
		}
		return next.RoundTrip(req)
	})
	_, err := made(t, o).Do(t.Context(), "GET", "repos/acme/pay", nil, nil)
	if KindOf(err) != Auth || len(s.all()) != 4 || !strings.Contains(err.Error(), "a fresh one neither") {
		t.Errorf("%v after %v", err, s.lines())
	}
}

// Clocks that are apart cost one refused request, and tokens are still renewed
// before their end by the server's clock.
func TestAppWithAnotherClock(t *testing.T) {
	for off, refused := range map[time.Duration]int{-10 * time.Minute: 1, 10 * time.Minute: 1, -4 * time.Minute: 0, 50 * time.Second: 0} {
		s := newAppSite(t, "")
		local := &clock{at: noon.Add(off)}
		c := made(t, local.on(s.options(t)))
		for range 3 {
			if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil {
				t.Fatalf("%v: %v after %v", off, err, s.lines())
			}
		}
		if len(s.all()) != 4+refused {
			t.Errorf("%v: %v", off, s.lines())
		}
		before := s.given
		for range 55 {
			local.move(time.Minute)
			s.clock.move(time.Minute)
		}
		if _, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); err != nil || s.given != before+1 {
			t.Errorf("%v: %v with %d tokens", off, err, s.given)
		}
	}
}

func TestAppMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		app  App
		kind Kind
		says string
	}{
		"not installed there": {App{ID: 7, Installation: 9}, Auth, "the App 7 is not installed there: there is no installation 9 of it"},
		"another App's key":   {App{ID: 70, Installation: 8}, Auth, "check app.id and app.private_key"},
	} {
		s := newAppSite(t, "")
		o := s.options(t)
		c.app.PrivateKey = secret.New(keyPEM())
		o.App = &c.app
		_, err := made(t, o).Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil)
		if KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) || len(s.all()) != 1 {
			t.Errorf("%s: %v after %v", name, err, s.lines())
		}
	}
}

// Whatever goes wrong with the token, what it is for was not sent.
func TestAppTokenNotGiven(t *testing.T) {
	for name, c := range map[string]struct {
		code int
		body string
		kind Kind
		says string
	}{
		"suspended":      {403, words("This installation has been suspended"), Auth, "suspended"},
		"down":           {502, "<html>", Unavailable, "502"},
		"a page":         {200, "<html>", Unavailable, "ask for a token"},
		"nothing in it":  {201, `{}`, Unavailable, "ask for a token"},
		"limited":        {429, "", Throttled, "not asked again before"},
		"a wrong url":    {404, "<html>", Unavailable, "url right"},
		"with no expiry": {201, `{"token":"ghs_1"}`, Unknown, ""},
	} {
		s := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/app/") {
				reply(w, c.code, c.body)
				return
			}
			reply(w, 200, `{}`)
		})
		o := (&appSite{site: s, clock: &clock{at: noon}}).options(t)
		cl := made(t, o)
		_, err := cl.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil)
		if c.says == "" {
			if _, again := cl.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil || again != nil || len(s.all()) != 3 {
				t.Errorf("%s: %v after %v", name, err, s.lines())
			}
			continue
		}
		if KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "ghs_") {
			t.Errorf("%s: %v (%d)", name, err, KindOf(err))
		}
		for _, line := range s.lines() {
			if line != exchangeLine {
				t.Errorf("%s: %s was sent", name, line)
			}
		}
	}
}

// A key in a file counts as soon as it changes.
func TestAppKeyIsReadAgain(t *testing.T) {
	s := newAppSite(t, "")
	file := filepath.Join(t.TempDir(), "app.pem")
	o := s.options(t)
	o.App.PrivateKey = secret.FromFile(file)
	c := made(t, o)
	read := func() error {
		_, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil)
		return err
	}
	if err := read(); KindOf(err) != Auth || !strings.Contains(err.Error(), "app.pem") {
		t.Errorf("no such file: %v", err)
	}
	must(t, os.WriteFile(file, []byte("hunter2"), 0o600))
	if err := read(); KindOf(err) != Auth || !strings.Contains(err.Error(), "app.private_key: must be an RSA private key") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("no key: %v", err)
	}
	must(t, os.WriteFile(file, []byte(keyPEM()), 0o600))
	if err := read(); err != nil {
		t.Error(err)
	}
}

func TestAppOnAServerOfOnesOwn(t *testing.T) {
	s := newAppSite(t, "/api/v3")
	o := s.options(t)
	o.API, o.URL = "", s.URL
	o.HTTP.Transport = describedAs(t, s.site, apitest.GitHubEnterprise(t))
	c := made(t, o)
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay/issues/1", nil, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.lines(); !slices.Equal(got, []string{"POST /api/v3/app/installations/8/access_tokens", "GET /api/v3/repos/acme/pay", "GET /api/v3/repos/acme/pay/issues/1"}) {
		t.Error(got)
	}
}

// Wait renews the token, so that a creation, which has its intent already,
// waits for none: neither for the answer nor for a limit.
func TestTurnRenewsTheToken(t *testing.T) {
	s := newAppSite(t, "")
	c := made(t, s.options(t))
	if err := c.Wait(t.Context()); err != nil || !slices.Equal(s.lines(), []string{exchangeLine}) {
		t.Fatalf("%v after %v", err, s.lines())
	}
	if _, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); err != nil || len(s.all()) != 2 {
		t.Errorf("%v after %v", err, s.lines())
	}
	s.clock.move(time.Hour)
	c.limits.refused(aWrite, all, s.clock.now(), httpx.Refusal{Wait: time.Second})
	if _, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); KindOf(err) != Throttled || s.clock.slept != 0 {
		t.Errorf("a creation without a token: %v after %v", err, s.clock.slept)
	}
	o := s.options(t)
	o.App.Installation = 9
	if err := made(t, o).Wait(t.Context()); KindOf(err) != Auth {
		t.Errorf("not installed: %v", err)
	}
}

func TestNowIsTheServers(t *testing.T) {
	s := newAppSite(t, "")
	local := &clock{at: noon.Add(-10 * time.Minute)}
	c := made(t, local.on(s.options(t)))
	if !c.Now().Equal(local.now()) {
		t.Error(c.Now())
	}
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil || !c.Now().Equal(noon) {
		t.Error(c.Now(), err)
	}
}
