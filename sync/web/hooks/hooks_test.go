package hooks_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/web/hooks"
)

const (
	key   = "0123456789abcdef0123456789abcdef"
	older = "an older one that still proves"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// world is a handler with three hooks, and what it was given.
type world struct {
	*hooks.Handler
	mu    sync.Mutex
	now   time.Time
	taken []string
	count map[string]int
	log   bytes.Buffer
	keys  func() ([]string, error)
}

func newWorld() *world {
	w := &world{now: noon, count: map[string]int{}, keys: func() ([]string, error) { return []string{key, older}, nil }}
	read := func(_ http.Header, body []byte) (hooks.Delivery, error) {
		var said struct {
			ID  string
			For string
		}
		if json.Unmarshal(body, &said) != nil {
			return hooks.Delivery{}, errors.New("not a delivery of the vendor")
		}
		return hooks.Delivery{Concerns: said.For != "nobody", IDs: []string{said.ID}}, nil
	}
	w.Handler = hooks.New(hooks.Options{
		Hook: func(name string) (hooks.Hook, bool) {
			signature, known := map[string]string{"jira": "X-Hub-Signature", "gh": "X-Hub-Signature-256", "dc": ""}[name]
			return hooks.Hook{Secrets: w.keys, Signature: signature, Read: read}, known
		},
		Take: func(name string, d hooks.Delivery) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.taken = append(w.taken, name+" "+strings.Join(d.IDs, ","))
		},
		Count: func(name string, r hooks.Result) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.count[name+" "+string(r)]++
		},
		Now: func() time.Time { return w.now }, Log: slog.New(slog.NewTextHandler(&w.log, nil)),
	})
	return w
}

func sign(body, with string) string {
	mac := hmac.New(sha256.New, []byte(with))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// request is a POST to a path as it goes over the wire, signed as Jira does.
func request(path, body, signature string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("X-Hub-Signature", signature)
	return r
}

func (w *world) answer(r *http.Request) *httptest.ResponseRecorder {
	out := httptest.NewRecorder()
	w.ServeHTTP(out, r)
	return out
}

const updated = `{"ID":"10012","For":"us"}`

func TestDeliveries(t *testing.T) {
	type change = func(*http.Request)
	set := func(name, value string) change { return func(r *http.Request) { r.Header.Set(name, value) } }
	deep := strings.Repeat("[", 100_000)
	for name, c := range map[string]struct {
		path, body, signature string
		change                change
		status                int
		counted, taken        string
	}{
		"signed":                {"/hooks/jira", updated, sign(updated, key), nil, 202, "jira accepted", "jira 10012"},
		"by the older secret":   {"/hooks/jira", updated, sign(updated, older), nil, 202, "jira accepted", "jira 10012"},
		"about nobody":          {"/hooks/jira", `{"For":"nobody"}`, sign(`{"For":"nobody"}`, key), nil, 200, "jira ignored", ""},
		"wrong signature":       {"/hooks/jira", updated, sign(updated, "guessed"), nil, 401, "jira unsigned", ""},
		"another body":          {"/hooks/jira", updated + " ", sign(updated, key), nil, 401, "jira unsigned", ""},
		"no signature":          {"/hooks/jira", updated, "", nil, 401, "jira unsigned", ""},
		"half a signature":      {"/hooks/jira", updated, sign(updated, key)[:39], nil, 401, "jira unsigned", ""},
		"of the old kind":       {"/hooks/jira", updated, "sha1=" + sign(updated, key)[7:], nil, 401, "jira unsigned", ""},
		"in another header":     {"/hooks/gh", updated, sign(updated, key), nil, 401, "gh unsigned", ""},
		"in its own header":     {"/hooks/gh", updated, "", set("X-Hub-Signature-256", sign(updated, key)), 202, "gh accepted", "gh 10012"},
		"unknown":               {"/hooks/other", updated, sign(updated, key), nil, 404, " unknown", ""},
		"unknown, not signed":   {"/hooks/other", updated, "", nil, 404, " unknown", ""},
		"no name":               {"/hooks/", updated, sign(updated, key), nil, 404, " unknown", ""},
		"up":                    {"/hooks/..%2fhooks%2fjira", updated, sign(updated, key), nil, 404, " unknown", ""},
		"up and down":           {"/hooks/x/../jira", updated, sign(updated, key), nil, 404, " unknown", ""},
		"two slashes":           {"/hooks//jira", updated, sign(updated, key), nil, 404, " unknown", ""},
		"a slash behind":        {"/hooks/jira/", updated, sign(updated, key), nil, 404, " unknown", ""},
		"escaped":               {"/hooks/%6aira", updated, sign(updated, key), nil, 404, " unknown", ""},
		"NUL":                   {"/hooks/jira%00", updated, sign(updated, key), nil, 404, " unknown", ""},
		"in capitals":           {"/hooks/JIRA", updated, sign(updated, key), nil, 404, " unknown", ""},
		"a secret for a signer": {"/hooks/jira/" + key, updated, sign(updated, key), nil, 404, " unknown", ""},
		"a query is nothing":    {"/hooks/jira?secret=" + key, updated, "", nil, 401, "jira unsigned", ""},
		"asked":                 {"/hooks/jira", "", "", func(r *http.Request) { r.Method = http.MethodGet }, 405, "jira malformed", ""},
		"unknown, asked":        {"/hooks/other", "", "", func(r *http.Request) { r.Method = http.MethodGet }, 404, " unknown", ""},
		"packed":                {"/hooks/jira", updated, sign(updated, key), set("Content-Encoding", "gzip"), 415, "jira malformed", ""},
		"no JSON":               {"/hooks/jira", "payload=x", sign("payload=x", key), nil, 400, "jira malformed", ""},
		"nothing":               {"/hooks/jira", "", sign("", key), nil, 400, "jira malformed", ""},
		"deep":                  {"/hooks/jira", deep, sign(deep, key), nil, 400, "jira malformed", ""},
		"announced too long":    {"/hooks/jira", updated, sign(updated, key), func(r *http.Request) { r.ContentLength = 26 << 20 }, 413, "jira too_large", ""},
		"a secret in the path":  {"/hooks/dc/" + key, updated, "", nil, 202, "dc accepted", "dc "},
		"a wrong one":           {"/hooks/dc/" + key + "x", updated, "", nil, 401, "dc unsigned", ""},
		"none":                  {"/hooks/dc", updated, sign(updated, key), nil, 401, "dc unsigned", ""},
		"an empty one":          {"/hooks/dc/", updated, "", nil, 404, " unknown", ""},
		"two":                   {"/hooks/dc/" + key + "/" + key, updated, "", nil, 404, " unknown", ""},
	} {
		w := newWorld()
		r := request(c.path, c.body, c.signature)
		if c.change != nil {
			c.change(r)
		}
		got := w.answer(r)
		if got.Code != c.status || w.count[c.counted] != 1 || len(w.count) != 1 || strings.Join(w.taken, ";") != c.taken {
			t.Errorf("%s: %d %s, counted %v, taken %v", name, got.Code, got.Body, w.count, w.taken)
		}
		if strings.Contains(got.Body.String()+w.log.String(), key) {
			t.Errorf("%s: the secret is told", name)
		}
	}
}

// What is unknown can't be told from what has no secret, and a wrong signature tells
// no more than a missing one.
func TestAnswersTellNothing(t *testing.T) {
	w := newWorld()
	unknown := w.answer(request("/hooks/other", updated, "")).Body.String()
	if sly := w.answer(request("/hooks/..%2f", updated, "")).Body.String(); sly != unknown {
		t.Errorf("%q and %q", unknown, sly)
	}
	missing, wrong := w.answer(request("/hooks/jira", updated, "")).Body.String(), w.answer(request("/hooks/jira", updated, sign(updated, "x"))).Body.String()
	if missing != wrong {
		t.Errorf("%q and %q", missing, wrong)
	}
}

// drip is a body that is never whole in memory.
type drip struct{ left int }

func (d *drip) Read(p []byte) (int, error) {
	if d.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), d.left)
	for i := range n {
		p[i] = ' '
	}
	d.left -= n
	return n, nil
}

func TestLongBodiesCostNoMemory(t *testing.T) {
	const long = 10 << 20
	mac := hmac.New(sha256.New, []byte(key))
	_, err := io.Copy(mac, &drip{long})
	must(t, err)
	right := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	for name, c := range map[string]struct {
		signature string
		long      int
		chunked   bool
		status    int
		taken     int
	}{
		"without a signature":    {"", long, false, 401, 0},
		"with a wrong one":       {sign("", key), long, false, 401, 0},
		"in chunks":              {sign("", key), long, true, 401, 0},
		"with the right one":     {right, long, true, 202, 1},
		"without end, in chunks": {right, 1 << 30, true, 413, 0},
	} {
		w := newWorld()
		r := httptest.NewRequest(http.MethodPost, "/hooks/jira", &drip{c.long})
		if r.ContentLength = int64(c.long); c.chunked {
			r.ContentLength = -1
		}
		r.Header.Set("X-Hub-Signature", c.signature)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := w.answer(r)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; got.Code != c.status || len(w.taken) != c.taken || used > 4<<20 {
			t.Errorf("%s: %d %s, taken %q, %d bytes of memory", name, got.Code, got.Body, w.taken, used)
		}
	}
}

// Who fails again and again is told so, has no long body judged, and keeps nobody
// out who sends from the same address and signs.
func TestFailuresAreLimitedByClient(t *testing.T) {
	w := newWorld()
	for i := range 40 {
		want := http.StatusUnauthorized
		if i >= 30 {
			want = http.StatusTooManyRequests
		}
		if got := w.answer(request("/hooks/jira", updated, "")); got.Code != want {
			t.Fatalf("failure %d: %d", i, got.Code)
		}
	}
	if n := strings.Count(w.log.String(), "\n"); n != 1 {
		t.Errorf("%d lines of the log: %s", n, w.log.String())
	}
	if got := w.answer(request("/hooks/jira", updated, sign(updated, key))); got.Code != http.StatusAccepted {
		t.Errorf("who signs is kept out: %d", got.Code)
	}
	long := strings.Repeat(" ", 600<<10)
	if got := w.answer(request("/hooks/jira", long, sign(long, key))); got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") == "" {
		t.Errorf("a long body is judged: %d", got.Code)
	}
	if got := w.answer(request("/hooks/dc/"+key, "", "")); got.Code != http.StatusTooManyRequests {
		t.Errorf("secrets in the path can be tried: %d", got.Code)
	}
	other := request("/hooks/jira", updated, "")
	other.RemoteAddr = "[2001:db8::1]:1234"
	if got := w.answer(other); got.Code != http.StatusUnauthorized {
		t.Errorf("another client: %d", got.Code)
	}
	w.now = noon.Add(time.Minute)
	if got := w.answer(request("/hooks/jira", updated, "")); got.Code != http.StatusUnauthorized {
		t.Errorf("a minute later: %d", got.Code)
	}
	for i := range 2000 { // no number of clients costs memory, or frees one that is limited
		r := request("/hooks/jira", updated, "")
		r.RemoteAddr = "10.0." + strconv.Itoa(i/250) + "." + strconv.Itoa(i%250) + ":1"
		w.answer(r)
	}
}

func TestSecretsThatCannotBeRead(t *testing.T) {
	w := newWorld()
	w.keys = func() ([]string, error) { return nil, errors.New("open /run/secrets/hook: no such file") }
	got := w.answer(request("/hooks/jira", updated, sign(updated, key)))
	if got.Code != http.StatusServiceUnavailable || w.count["jira refused"] != 1 || strings.Contains(got.Body.String(), "/run") || !strings.Contains(w.log.String(), "/run/secrets/hook") {
		t.Errorf("%d %s, %v, %s", got.Code, got.Body, w.count, w.log.String())
	}
	w.keys = func() ([]string, error) { return []string{key}, errors.New("open old: no such file") }
	if got := w.answer(request("/hooks/jira", updated, sign(updated, key))); got.Code != http.StatusAccepted {
		t.Errorf("one that can be read is enough: %d", got.Code)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
