package githubfake

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// answer is what a test gets of a request.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
}

// ask sends a request below the API; header are names and values in turn.
func ask(t *testing.T, f *Fake, token, method, path, body string, header ...string) answer {
	t.Helper()
	return askAt(t, token, method, f.APIURL()+path, body, header...)
}

func askAt(t *testing.T, token, method, url, body string, header ...string) answer {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	must(t, err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	must(t, err)
	defer func() { _ = resp.Body.Close() }()
	src, _ := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, resp.Header, string(src)}
}

// want fails the test unless the answer has the status; what is a word of it.
func (a answer) want(t *testing.T, status int, what string) {
	t.Helper()
	if a.status != status || !strings.Contains(a.body, what) {
		t.Fatalf("%d %s, not %d with %q", a.status, a.body, status, what)
	}
}

func both(t *testing.T, run func(*testing.T, *Fake)) {
	for _, enterprise := range []bool{false, true} {
		t.Run(map[bool]string{false: "github", true: "ghes"}[enterprise], func(t *testing.T) {
			run(t, New(t, Options{Enterprise: enterprise}))
		})
	}
}

func TestCore(t *testing.T) {
	both(t, func(t *testing.T, f *Fake) {
		f.AddToken("person", "ana", "repo")
		f.AddFineGrained("fine", "ana", Permissions{"issues": "write"}, f.Repo("acme/reviews", RepoOptions{}).FullName())
		f.repos[f.names["acme/reviews"]].SetRole("ana", Push)
		f.Repo("acme/open", RepoOptions{Visibility: Public})
		ask(t, f, "person", "GET", "/user", "").want(t, 200, `"ana"`)
		got := ask(t, f, "person", "GET", "/repos/acme/reviews", "")
		got.want(t, 200, `"push":true`)
		tag := got.header.Get("ETag")
		if got.header.Get("X-OAuth-Scopes") != "repo" || got.header.Get("X-GitHub-Request-Id") == "" {
			t.Errorf("headers %v", got.header)
		}
		same := ask(t, f, "person", "GET", "/repos/acme/reviews", "", "If-None-Match", tag)
		same.want(t, 304, "")
		if a, b := got.header.Get("X-RateLimit-Remaining"), same.header.Get("X-RateLimit-Remaining"); a != b {
			t.Errorf("a 304 took something of the limit: %s, %s", a, b)
		}
		if f.Count(Unchanged) != 1 || f.Requests() != 3 {
			t.Error("the journal miscounts")
		}
		ask(t, f, "", "GET", "/repos/acme/reviews", "").want(t, 404, "Not Found")
		ask(t, f, "", "GET", "/repos/acme/open", "").want(t, 200, `"visibility":"public"`)
		ask(t, f, "fine", "GET", "/repos/acme/reviews", "").want(t, 200, `"private":true`)
		ask(t, f, "unknown", "GET", "/repos/acme/open", "").want(t, 401, "Bad credentials")
		f.repos[f.names["acme/reviews"]].Rename("acme/post-mortems")
		moved := ask(t, f, "person", "GET", "/repos/acme/reviews", "")
		moved.want(t, 301, "Moved Permanently")
		askAt(t, "person", "GET", moved.header.Get("Location"), "").want(t, 200, `"acme/post-mortems"`)
		f.RequireSSO("person", "acme")
		no := ask(t, f, "person", "GET", "/repos/acme/post-mortems", "")
		no.want(t, 403, "SAML")
		if !strings.HasPrefix(no.header.Get("X-GitHub-SSO"), "required; url=") {
			t.Errorf("no way to authorise: %v", no.header)
		}
	})
}

// withApp is a fake of acme/reviews and acme/secret with an App that is
// installed in the first, a token of its, and what signs its JWTs.
func withApp(t *testing.T, may Permissions) (f *Fake, token string, sign func(issued time.Time, good time.Duration) string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	f = New(t, Options{})
	f.AddOrganization("acme")
	f.Repo("acme/reviews", RepoOptions{})
	f.Repo("acme/secret", RepoOptions{})
	app := f.AddApp("followthrough", &key.PublicKey)
	inst := app.Install("acme", may, "acme/reviews")
	sign = func(issued time.Time, good time.Duration) string {
		claims := jwt.RegisteredClaims{Issuer: strconv.FormatInt(app.ID, 10), IssuedAt: jwt.NewNumericDate(issued), ExpiresAt: jwt.NewNumericDate(issued.Add(good))}
		s, err := jwt.NewWithClaims(jwt.SigningMethodRS256, claims).SignedString(key)
		must(t, err)
		return s
	}
	var made struct{ Token string }
	ask(t, f, sign(time.Now(), time.Minute), "POST", "/app/installations/"+strconv.FormatInt(inst.ID, 10)+"/access_tokens", "").into(t, &made)
	return f, made.Token, sign
}

// A token of an App's ends by GitHub's clock, not by its holder's.
func TestTokenEnds(t *testing.T) {
	at := time.Now().Add(10 * time.Minute)
	f := New(t, Options{Now: func() time.Time { return at }})
	f.Repo("acme/reviews", RepoOptions{})
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	app := f.AddApp("followthrough", &key.PublicKey)
	inst := app.Install("acme", Permissions{"contents": "read"})
	claims := jwt.RegisteredClaims{Issuer: strconv.FormatInt(app.ID, 10), IssuedAt: jwt.NewNumericDate(at), ExpiresAt: jwt.NewNumericDate(at.Add(time.Minute))}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodRS256, claims).SignedString(key)
	must(t, err)
	var made struct{ Token string }
	ask(t, f, signed, "POST", "/app/installations/"+strconv.FormatInt(inst.ID, 10)+"/access_tokens", "").into(t, &made)
	at = at.Add(59 * time.Minute)
	ask(t, f, made.Token, "GET", "/repos/acme/reviews", "").want(t, 200, "")
	at = at.Add(time.Minute)
	ask(t, f, made.Token, "GET", "/repos/acme/reviews", "").want(t, 401, "Bad credentials")
	var events []string
	for _, d := range f.Deliveries() {
		events = append(events, d.Event())
	}
	if strings.Join(events, "|") != "installation" {
		t.Errorf("events %v", events)
	}
}

func TestApp(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	both(t, func(t *testing.T, f *Fake) {
		f.AddOrganization("acme")
		f.Repo("acme/reviews", RepoOptions{})
		f.Repo("acme/secret", RepoOptions{})
		app := f.AddApp("followthrough", &key.PublicKey)
		inst := app.Install("acme", Permissions{"contents": "write", "metadata": "read"}, "acme/reviews")
		sign := func(issued time.Time, good time.Duration) string {
			claims := jwt.RegisteredClaims{Issuer: strconv.FormatInt(app.ID, 10), IssuedAt: jwt.NewNumericDate(issued), ExpiresAt: jwt.NewNumericDate(issued.Add(good))}
			s, err := jwt.NewWithClaims(jwt.SigningMethodRS256, claims).SignedString(key)
			must(t, err)
			return s
		}
		now := time.Now()
		mine := "/app/installations/" + strconv.FormatInt(inst.ID, 10)
		ask(t, f, sign(now, 9*time.Minute), "GET", "/app", "").want(t, 200, "followthrough")
		ask(t, f, sign(now.Add(5*time.Minute), 9*time.Minute), "GET", "/app", "").want(t, 401, "Issued at")
		ask(t, f, sign(now.Add(-time.Hour), 9*time.Minute), "GET", "/app", "").want(t, 401, "Expiration time")
		ask(t, f, sign(now, 20*time.Minute), "GET", "/app", "").want(t, 401, "too far")
		var token struct{ Token string }
		got := ask(t, f, sign(now, 9*time.Minute), "POST", mine+"/access_tokens", "")
		got.want(t, 201, "expires_at")
		got.into(t, &token)
		ask(t, f, token.Token, "GET", "/repos/acme/reviews", "").want(t, 200, `"push":true`)
		ask(t, f, token.Token, "GET", "/repos/acme/secret", "").want(t, 404, "")
		ask(t, f, token.Token, "GET", "/installation/repositories", "").want(t, 200, `"total_count":1`)
		ask(t, f, sign(now, 9*time.Minute), "POST", mine+"/access_tokens", `{"repositories":["secret"]}`).want(t, 422, "not accessible")
		ask(t, f, sign(now, 9*time.Minute), "POST", mine+"/access_tokens", `{"permissions":{"issues":"write"}}`).want(t, 422, "not granted")
		ask(t, f, sign(now, 9*time.Minute), "POST", mine+"/access_tokens", `{"repositories":["reviews"],"permissions":{"contents":"read"}}`).want(t, 201, `"contents":"read"`)
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
