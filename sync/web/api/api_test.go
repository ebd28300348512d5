package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/web/access"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	readToken    = "reads-0123456789abcdef"
	operateToken = "operates-0123456789abcdef"
	aKey         = "3f9a2c1b77d0"
)

// fake answers with what it was asked, in the shape of what is asked for.
type fake struct {
	mu       sync.Mutex
	asked    []any
	err      error
	planning chan struct{} // a plan tells that it began
	goOn     chan struct{} // and waits for this
	done     bool          // a resync has ended
}

func (f *fake) note(q any) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, q)
	return f.err
}

func (f *fake) last() any {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.asked) == 0 {
		return nil
	}
	return f.asked[len(f.asked)-1]
}

func (f *fake) Reviews(_ context.Context, q Reviews) (Page, error) {
	return Page{[]byte(`{"reviews": []}`), "1.2." + aKey}, f.note(q)
}

func (f *fake) Review(_ context.Context, key string) ([]byte, error) {
	return []byte(`{"reviews": []}`), f.note(key)
}

func (f *fake) Report(_ context.Context, q Report) ([]byte, error) {
	return nil, cmpOr(f.note(q), errors.New("/srv/followthrough.db is gone"))
}

func cmpOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func (f *fake) Plan(ctx context.Context, q Plan) ([]byte, error) {
	err := f.note(q)
	if f.planning != nil {
		f.planning <- struct{}{}
		select {
		case <-f.goOn:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return []byte(`{"steps":[],"sum":{"create":0,"link":0,"report":0,"wait":0,"past":0,"left_alone":0,"fail":0},"mapping":{"reviews":0,"actions":0,"team":0,"fallback":0,"nowhere":0,"lost":[]},"failures":[],"left_alone":{"lines":0,"reviews":0,"asking":0,"not_understood":0},"newly_read":{"actions":0,"reviews":0},"trial":null}`), err
}

func (f *fake) Ask(_ context.Context, q Resync) (string, error) { return "r1", f.note(q) }

func (f *fake) Answer(_ context.Context, id string) (Resynced, error) {
	if id != "r1" {
		return Resynced{}, ErrUnknown
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	at := Resynced{Stage: Waiting, Asked: time.Unix(1, 0)}
	if f.done {
		exit := 0
		at.Stage, at.Exit, at.Began, at.Ended = Ended, &exit, time.Unix(2, 0), time.Unix(3, 0)
		at.Steps = []byte(`[{"op":"create","source":"s","review":"s:a.md","key":"k","action":"Do it","team":"t","tracker":"j","project":"P","why":"w","result":"done","error":null}]`)
	}
	return at, nil
}

// world is the interface, asked through its own description.
type world struct {
	t      *testing.T
	api    *API
	client *http.Client
	log    bytes.Buffer
}

func newWorld(t *testing.T, f *fake, change ...func(*Options, *access.Tokens)) *world {
	t.Helper()
	w := &world{t: t}
	tokens := access.Tokens{Read: secret.New(readToken), Operate: secret.New(operateToken)}
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	o := Options{Answers: f, Resyncs: f, Nearest: mapping.Nearest, Log: log}
	for _, c := range change {
		c(&o, &tokens)
	}
	o.Gate = access.New(func() access.Tokens { return tokens }, time.Now, log)
	w.api = New(o)
	described.once.Do(func() { described.own = apitest.NewOwn(t, Description, nil) })
	w.client = &http.Client{Transport: described.own.For(t, serving{w.api})}
	return w
}

// described is the description, read once.
var described struct {
	once sync.Once
	own  *apitest.Own
}

// serving answers without a network.
type serving struct{ h http.Handler }

func (s serving) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.RemoteAddr = "192.0.2.7:1234"
	if in.Body == nil {
		in.Body = http.NoBody
	}
	out := httptest.NewRecorder()
	s.h.ServeHTTP(out, in)
	if r.Method == http.MethodHead {
		out.Body.Reset() // as a server does
	}
	res := out.Result()
	res.Request = r
	return res, nil
}

// ask asks, with headers in pairs, and gives what was answered.
func (w *world) ask(method, path, body string, header ...string) (int, http.Header, string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, "http://here"+path, strings.NewReader(body))
	must(w.t, err)
	if body == "" {
		req.Body = nil
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Add(header[i], header[i+1])
	}
	resp, err := w.client.Do(req)
	must(w.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	must(w.t, err)
	for _, token := range []string{readToken, operateToken} {
		if strings.Contains(string(text)+w.log.String(), token) {
			w.t.Errorf("%s %s tells a token: %s%s", method, path, text, w.log.String())
		}
	}
	if resp.StatusCode/100 > 2 && method != http.MethodHead {
		var p problem
		if err := json.Unmarshal(text, &p); err != nil || p.Title == "" || p.Status != resp.StatusCode || p.Detail == "" || p.Next == "" {
			w.t.Errorf("%s %s: %d is told in another shape: %s", method, path, resp.StatusCode, text)
		}
	}
	return resp.StatusCode, resp.Header, string(text)
}

const (
	reads    = "Bearer " + readToken
	operates = "Bearer " + operateToken
)

func TestWhoMayDoWhat(t *testing.T) {
	for _, tc := range []struct {
		method, path, bears string
		want                int
	}{
		{"GET", "/api/v1/reviews", reads, 200}, {"GET", "/api/v1/reviews", operates, 200}, {"HEAD", "/api/v1/reviews", reads, 200},
		{"GET", "/api/v1/reviews", "", 401}, {"GET", "/api/v1/reviews", "Bearer", 401}, {"GET", "/api/v1/reviews", "Basic " + readToken, 401},
		{"GET", "/api/v1/reviews", reads + "x", 401}, {"GET", "/api/v1/plan", "", 401}, {"GET", "/api/v1/openapi.json", "", 401},
		{"GET", "/api/v1/nothing", "", 401}, {"POST", "/api/v1/resync", "", 401}, {"HEAD", "/api/v1/plan", "", 401},
		{"GET", "/api/v1/reviews?token=" + readToken, "", 401},
		{"POST", "/api/v1/resync", reads, 403}, {"POST", "/api/v1/resync", operates, 202},
	} {
		w := newWorld(t, &fake{})
		var header []string
		if tc.bears != "" {
			header = []string{"Authorization", tc.bears}
		}
		status, h, _ := w.ask(tc.method, tc.path, "", header...)
		if status != tc.want {
			t.Errorf("%s %s bearing %q: %d, want %d", tc.method, tc.path, tc.bears, status, tc.want)
		}
		if asked := h.Get("WWW-Authenticate") != ""; asked != (status == 401 || status == 403) {
			t.Errorf("%s %s: %d, and asked for a token: %t", tc.method, tc.path, status, asked)
		}
	}
}

// A daemon on loopback that has no token lets everybody there read, and has nothing
// done for anybody.
func TestWithoutTokens(t *testing.T) {
	none := func(_ *Options, t *access.Tokens) { *t = access.Tokens{} }
	w := newWorld(t, &fake{}, none)
	if status, _, _ := w.ask("GET", "/api/v1/reviews", ""); status != 200 {
		t.Errorf("reading: %d", status)
	}
	for _, header := range [][]string{nil, {"Authorization", reads}} {
		status, _, text := w.ask("POST", "/api/v1/resync", "", header...)
		if status != 403 || !strings.Contains(text, "no web.operator_token is configured") || !strings.Contains(text, "followthrough sync") {
			t.Errorf("having something done: %d %s", status, text)
		}
	}
	same := newWorld(t, &fake{}, func(_ *Options, t *access.Tokens) { t.Operate = t.Read })
	if status, _, _ := same.ask("POST", "/api/v1/resync", "", "Authorization", reads); status != 403 {
		t.Errorf("one token for both: %d", status)
	}
}

func TestParameters(t *testing.T) {
	long := strings.Repeat("x", 300)
	for path, want := range map[string]string{
		"/api/v1/reviews?sorce=a":                          `there is no parameter \"sorce\": did you mean source?`,
		"/api/v1/reviews?zzzzz=a":                          `there is no parameter \"zzzzz\": this address takes team, source, open, waiting, state, limit, cursor`,
		"/api/v1/reviews?" + long + "=a":                   "there is no parameter of that name",
		"/api/v1/reviews?source=a&source=b":                "source: it must stand once",
		"/api/v1/reviews?source=":                          "source: it is empty",
		"/api/v1/reviews?source=" + long:                   "source: it must have 200 bytes at most",
		"/api/v1/reviews?open=yes":                         "open: it must be true or false",
		"/api/v1/reviews?state=blockd":                     "did you mean blocked?",
		"/api/v1/reviews?limit=0":                          "limit: it must be a number from 1 to 1000",
		"/api/v1/reviews?limit=1001":                       "limit: it must be a number from 1 to 1000",
		"/api/v1/reviews?limit=x":                          "limit: it must be a number from 1 to 1000",
		"/api/v1/reviews?a;b":                              "query: it can't be read",
		"/api/v1/reviews?source=%zz":                       "query: it can't be read",
		"/api/v1/reviews?token=" + readToken:               "a token in an address stands in logs",
		"/api/v1/reviews?access_token=" + readToken:        "a token in an address stands in logs",
		"/api/v1/reviews?API-KEY=" + readToken:             "there is no parameter",
		"/api/v1/reviews/" + aKey + "?team=a":              "this address takes none",
		"/api/v1/plan?review=../../etc/passwd":             "it must be the key of a review",
		"/api/v1/plan?review=" + aKey + "&nw=true":         "did you mean now?",
		"/api/v1/resync/r1?wait=99":                        "it must be a number of seconds up to 60",
		"/api/v1/resync/r1?wait=-1":                        "it must be a number of seconds up to 60",
		"/api/v1/plan?" + strings.Repeat("review=1&", 101): "review: it must stand 100 times at most",
	} {
		f := &fake{}
		w := newWorld(t, f)
		status, _, text := w.ask("GET", path, "", "Authorization", reads)
		if status != 400 || !strings.Contains(text, want) {
			t.Errorf("%.80s: %d %s", path, status, text)
		}
		if f.last() != nil {
			t.Errorf("%.80s was tried all the same", path)
		}
	}
}

func TestWhatIsAskedFor(t *testing.T) {
	scope := Scope{Team: "a", Source: "b c"}
	for path, want := range map[string]any{
		"/api/v1/reviews": Reviews{Limit: MostReviews},
		"/api/v1/reviews?team=a&source=b+c&open=true&waiting=false&state=open&state=done&limit=7&cursor=x": Reviews{Scope: scope, Open: true, States: []string{"open", "done"}, Limit: 7, After: "x"},
		"/api/v1/reviews/" + aKey: aKey,
		"/api/v1/plan?team=a&source=b%20c&review=" + aKey + "&now=true&since=all": Plan{Scope: scope, Reviews: []string{aKey}, Now: true, Since: "all"},
	} {
		f := &fake{}
		status, h, _ := newWorld(t, f).ask("GET", path, "", "Authorization", reads)
		got, _ := json.Marshal(f.last())
		wanted, _ := json.Marshal(want)
		if status != 200 || !bytes.Equal(got, wanted) {
			t.Errorf("%s: %d, asked for %s, want %s", path, status, got, wanted)
		}
		if link := h.Get("Link"); strings.HasSuffix(path, "cursor=x") && link != `</api/v1/reviews?cursor=1.2.`+aKey+`&limit=7&open=true&source=b+c&state=open&state=done&team=a&waiting=false>; rel="next"` {
			t.Errorf("the next page: %s", link)
		}
	}
}

// What the log is told stands in no answer.
func TestFailuresTellNothing(t *testing.T) {
	w := newWorld(t, &fake{})
	status, _, text := w.ask("GET", "/api/v1/report", "", "Authorization", reads)
	if status != 500 || strings.Contains(text, "/srv") || !strings.Contains(w.log.String(), "/srv/followthrough.db") {
		t.Errorf("%d %s\n%s", status, text, w.log.String())
	}
	if status, _, text := newWorld(t, &fake{err: ErrUnknown}).ask("GET", "/api/v1/reviews/"+aKey, "", "Authorization", reads); status != 404 {
		t.Errorf("an unknown key: %d %s", status, text)
	}
	if status, _, text := newWorld(t, &fake{err: Mistake{"since", errors.New("is no day")}}).ask("GET", "/api/v1/report", "", "Authorization", reads); status != 400 || !strings.Contains(text, "since: is no day") {
		t.Errorf("a wrong day: %d %s", status, text)
	}
}

func TestAddressesAndMethods(t *testing.T) {
	for _, tc := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/api/v1/reviews/" + strings.ToUpper(aKey), 404, ""}, {"GET", "/api/v1/reviews/", 404, ""}, {"GET", "/api/v1//reviews", 404, ""},
		{"GET", "/api/v1/reviews/../../../etc/passwd", 404, ""}, {"GET", "/api/v1/reviews/%2e%2e%2fplan", 404, ""}, {"GET", "/api/v1/reviews/..%5c", 404, ""},
		{"GET", "/api/v1/reviews/" + aKey + "%00", 404, ""}, {"GET", "/api/v1/reviews/" + aKey + "/", 404, ""}, {"GET", "/api/", 404, ""}, {"GET", "/api/v2/reviews", 404, ""},
		{"GET", "/api/v1/resync/" + strings.Repeat("x", 65), 404, ""}, {"GET", "/api/v1/resync/r2", 404, ""},
		{"POST", "/api/v1/reviews", 405, "GET, HEAD"}, {"OPTIONS", "/api/v1/plan", 405, "GET, HEAD"}, {"DELETE", "/api/v1/reviews/" + aKey, 405, "GET, HEAD"},
		{"GET", "/api/v1/resync", 405, "POST"}, {"TRACE", "/api/v1/report", 405, "GET, HEAD"}, {"post", "/api/v1/resync", 405, "POST"},
	} {
		status, h, text := newWorld(t, &fake{}).ask(tc.method, tc.path, "", "Authorization", operates)
		if status != tc.status || h.Get("Allow") != tc.allow {
			t.Errorf("%s %s: %d %s, allows %q", tc.method, tc.path, status, text, h.Get("Allow"))
		}
		for name := range h {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: %s lets pages of others in", tc.path, name)
			}
		}
	}
	for accept, want := range map[string]int{"application/json": 200, "*/*": 200, "text/html, application/*;q=0.5": 200, "text/html": 406, "application/json;q=0": 406, "": 406} {
		if status, _, _ := newWorld(t, &fake{}).ask("GET", "/api/v1/reviews", "", "Authorization", reads, "Accept", accept); status != want {
			t.Errorf("Accept: %q: %d, want %d", accept, status, want)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
