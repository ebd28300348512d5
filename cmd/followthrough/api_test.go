package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/cmd/followthrough/daemon"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/sync/web/api"
)

const apiConfig = `
poll: 1s
sources:
  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0}
trackers:
  - {name: local, files: {path: backlogs}}
mapping:
  teams:
    - {name: payments, members: ["Quill Marsh"], backlog: {tracker: local, project: payments.md}}
    - {name: search, backlog: {tracker: local, project: search.md}}
web: {token: reads-0123456789abcdef, operator_token: operates-0123456789abcdef}
`

// served is a daemon, asked through the description of its API.
type served struct {
	t       *testing.T
	dir     string
	address string
	client  *http.Client
	log     *logged
	end     func()
}

// logged is a log that is written while it is read.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (h *logged) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *logged) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// serve runs a daemon until the test ends, and waits until it is ready.
func serve(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, dir: t.TempDir(), log: &logged{}}
	put(t, filepath.Join(s.dir, "followthrough.yaml"), apiConfig)
	for name, text := range map[string]string{
		"open":    "---\ntitle: Checkout was down\ndate: 2026-11-03\n---\n\n## Action items\n\n- [ ] Alert on the queue, says Quill Marsh (owner: payments)\n- [ ] Ask who owns it\n",
		"older":   "---\ntitle: Search was slow\ndate: 2026-11-02\n---\n\n## Action items\n\n- [ ] Index at night (owner: search)\n- [x] Add a cache (owner: search)\n",
		"hidden":  "---\ntitle: Xyzzy leaked\ndate: 2026-11-04\nvisibility: restricted\n---\n\n## Action items\n\n- [ ] Rotate plugh (owner: payments)\n",
		"nothing": "---\ntitle: Nothing was learned\ndate: 2026-11-01\nkind: near miss\n---\n\n## Action items\n\nNone.\n",
		"draft":   "---\ntitle: Not yet\ndate: 2026-11-05\nstatus: draft\n---\n\n## Action items\n\n- [ ] Wait (owner: search)\n",
	} {
		put(t, filepath.Join(s.dir, "reviews", name+".md"), text)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"run", "--listen", "127.0.0.1:0", "--config", s.config()}, terminal.Env{In: strings.NewReader(""), Out: io.Discard, Err: s.log, Now: time.Now, Width: 160})
	}()
	s.end = sync.OnceFunc(func() {
		stop()
		if code := <-ended; code != exitDone {
			t.Errorf("run: exit %d\n%s", code, s.log)
		}
		if text := s.log.String(); strings.Contains(text, "reads-0123") || strings.Contains(text, "operates-0123") {
			t.Errorf("the log tells a token: %s", text)
		}
	})
	t.Cleanup(s.end)
	s.client = &http.Client{Transport: apitest.NewOwn(t, api.Description, http.DefaultTransport)}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if m := regexp.MustCompile(`msg=listening address=(\S+)`).FindStringSubmatch(s.log.String()); m != nil {
			s.address = m[1]
			if resp, err := http.Get("http://" + s.address + "/readyz"); err == nil && resp.Body.Close() == nil && resp.StatusCode == http.StatusOK {
				return s
			}
		}
	}
	t.Fatalf("the daemon is not ready: %s", s.log)
	return nil
}

func (s *served) config() string { return filepath.Join(s.dir, "followthrough.yaml") }

// ask asks as a reader, or as who bears another token.
func (s *served) ask(method, path, body string, bears ...string) (int, http.Header, string) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, "http://"+s.address+path, strings.NewReader(body))
	must(s.t, err)
	token := "reads-0123456789abcdef"
	if len(bears) > 0 {
		token = bears[0]
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := s.client.Do(req)
	must(s.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	must(s.t, err)
	for _, hidden := range []string{"Xyzzy", "plugh", "hidden.md", "Quill", s.dir} {
		if strings.Contains(string(text), hidden) {
			s.t.Errorf("%s %s tells %s:\n%s", method, path, hidden, text)
		}
	}
	return resp.StatusCode, resp.Header, string(text)
}

// prints is what a command prints.
func (s *served) prints(args ...string) string {
	s.t.Helper()
	var out bytes.Buffer
	run(s.t.Context(), append(args, "--config", s.config(), "-o", "json"), terminal.Env{In: strings.NewReader(""), Out: &out, Err: io.Discard, Now: time.Now, Width: 160})
	return out.String()
}

// The API answers what the commands print, to the byte.
func TestAPIAnswersAsTheCommands(t *testing.T) {
	s := serve(t)
	at := regexp.MustCompile(`"at": "[^"]*"`)
	for path, args := range map[string][]string{
		"reviews":                         {"status", "--redact"},
		"reviews?team=search":             {"status", "--redact", "--team", "search"},
		"reviews?waiting=true":            {"status", "--redact", "--waiting"},
		"reviews?open=true&source=sre":    {"status", "--redact", "--open", "--source", "sre"},
		"report":                          {"report"},
		"report?since=all&by=month":       {"report", "--since", "all", "--by", "month"},
		"report?until=2026-11-03&by=team": {"report", "--until", "2026-11-03"},
		"report?by=review&team=payments":  {"report", "--by", "review", "--team", "payments"},
		"plan":                            {"plan", "--redact"},
		"plan?since=all&team=payments":    {"plan", "--redact", "--since", "all", "--team", "payments"},
		"plan?now=true":                   {"plan", "--redact", "--now"},
	} {
		status, got, want := 0, "", "?"
		for end := time.Now().Add(10 * time.Second); at.ReplaceAllString(got, "") != at.ReplaceAllString(want, "") && time.Now().Before(end); {
			status, _, got = s.ask("GET", "/api/v1/"+path, "")
			want = s.prints(args...) // the loop may have gone on in between
		}
		if at.ReplaceAllString(got, "") != at.ReplaceAllString(want, "") || status != 200 || want == "" {
			t.Errorf("%s: %d\n%s\nthe command:\n%s", path, status, got, want)
		}
		if status, h, text := s.ask("HEAD", "/api/v1/"+path, ""); status != 200 || text != "" || h.Get("Content-Length") == "" {
			t.Errorf("HEAD %s: %d, %v, %q", path, status, h, text)
		}
	}
	for path, want := range map[string]string{
		"reviews?team=serch":        `no team named \"serch\": did you mean \"search\"?`,
		"plan?source=sr":            `no source named \"sr\"`,
		"report?since=yesterday":    `query: since \"yesterday\" is no day`,
		"report?by=person":          "by: ",
		"report?until=2020-01-01":   "since 90d, until 2020-01-01",
		"plan?since=yesterday":      `since \"yesterday\" is no day`,
		"reviews?cursor=x":          "cursor: it is none of this API",
		"reviews?cursor=1.x.000000": "cursor: it is none of this API",
	} {
		if status, _, text := s.ask("GET", "/api/v1/"+path, ""); status != 400 || !strings.Contains(text, want) || strings.Contains(text, "--") {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
}

// Pages together are the whole list; a review is found by its key alone, and one
// that is not known is not there.
func TestAPIPagesAndKeys(t *testing.T) {
	s := serve(t)
	type list struct {
		Reviews []struct {
			Key, Review, Title string
			Actions            []struct{ Title, State string }
		}
	}
	read := func(path string) (l list, next string) {
		_, h, text := s.ask("GET", path, "")
		must(t, json.Unmarshal([]byte(text), &l))
		if m := regexp.MustCompile(`^<(.*)>; rel="next"$`).FindStringSubmatch(h.Get("Link")); m != nil {
			next = m[1]
		}
		return l, next
	}
	all, none := read("/api/v1/reviews")
	var keys, paged []string
	for _, r := range all.Reviews {
		keys = append(keys, r.Key)
	}
	for next := "/api/v1/reviews?limit=2"; next != ""; {
		var l list
		if l, next = read(next); len(l.Reviews) > 2 {
			t.Fatalf("a page of %d", len(l.Reviews))
		}
		for _, r := range l.Reviews {
			paged = append(paged, r.Key)
		}
	}
	if len(keys) != 5 || none != "" || strings.Join(keys, " ") != strings.Join(paged, " ") {
		t.Errorf("all %v, by pages %v, %q", keys, paged, none)
	}
	if l, _ := read("/api/v1/reviews?limit=1&cursor=1.0.000000000000"); len(l.Reviews) != 1 || l.Reviews[0].Key != keys[0] {
		t.Errorf("behind one that is gone: %v", l)
	}
	if l, _ := read("/api/v1/reviews?state=done&state=unrouted"); len(l.Reviews) != 2 || len(l.Reviews[0].Actions) != 1 {
		t.Errorf("by state: %v", l)
	}
	hidden := 0
	for _, r := range all.Reviews {
		one, _ := read("/api/v1/reviews/" + r.Key)
		if len(one.Reviews) != 1 || one.Reviews[0].Key != r.Key {
			t.Errorf("%s: %v", r.Key, one)
		}
		if r.Title == "a restricted review" && r.Review == "sre:"+r.Key {
			hidden++
		}
	}
	if hidden != 1 {
		t.Errorf("%d restricted reviews in %v", hidden, all)
	}
	for _, path := range []string{"reviews/000000000000", "plan?review=000000000000", "reviews/hidden.md", "reviews/sre:hidden.md"} {
		if status, _, text := s.ask("GET", "/api/v1/"+path, ""); status != 404 {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
}

// A plan writes nothing: no byte of the store, of a review or a backlog.
func TestAPIPlanWritesNothing(t *testing.T) {
	s := serve(t)
	s.end() // else the loop writes
	a, err := wired(t, s.config())
	must(t, err)
	defer a.close()
	put(t, filepath.Join(s.dir, "reviews", "new.md"), "---\ntitle: New\ndate: 2026-11-06\n---\n\n## Action items\n\n- [ ] Do something new (owner: search)\n")
	before := everything(t, s.dir)
	now := a.running()
	answers := apiAnswers{a.store, func() *daemon.Running { return &now }, terminal.Env{Now: time.Now, Width: 80}, a.audits}
	doc, err := answers.Plan(t.Context(), api.Plan{})
	if err != nil || !strings.Contains(string(doc), "Do something new") {
		t.Errorf("%v %s", err, doc)
	}
	if after := everything(t, s.dir); after != before {
		t.Errorf("a plan wrote something:\n%s\n%s", before, after)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if doc, err := answers.Plan(ctx, api.Plan{}); err == nil {
		t.Errorf("who is gone gets %s", doc)
	}
}

// wired is what a daemon works with.
func wired(t *testing.T, file string) (*app, error) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	config.AddFlags(flags)
	must(t, flags.Set("config", file))
	cfg, err := config.Load(config.Options{Flags: flags, Use: config.ForAll})
	if err != nil {
		return nil, err
	}
	return wire(t.Context(), cfg, terminal.Env{Err: io.Discard, Now: time.Now}, toWrite)
}

// everything are all files of a folder but the logs and locks beside the store.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "-shm") || strings.HasSuffix(path, "-wal") {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&out, "%s %x\n", path, data)
		return err
	}))
	return out.String()
}

// A resync is the loop's next pass, on whoever asks for it with the operator's token.
func TestAPIResync(t *testing.T) {
	s := serve(t)
	const operates = "operates-0123456789abcdef"
	put(t, filepath.Join(s.dir, "reviews", "hidden.md"), "---\ntitle: Xyzzy leaked\ndate: 2026-11-04\nvisibility: restricted\n---\n\n## Action items\n\n- [ ] Rotate plugh (owner: payments)\n- [ ] Rotate plugh again (owner: payments)\n")
	status, h, text := s.ask("POST", "/api/v1/resync?wait=30s", `{"source": "sre", "now": true}`, operates)
	var done struct {
		ID       string
		State    string
		ExitCode *int `json:"exit_code"`
		Steps    []struct{ Op, Review, Result string }
	}
	must(t, json.Unmarshal([]byte(text), &done))
	if status != 200 || done.State != "ended" || done.ExitCode == nil || *done.ExitCode != exitWaits || len(done.Steps) == 0 {
		t.Errorf("%d %s", status, text)
	}
	if status, _, again := s.ask("GET", h.Get("Location"), ""); status != 200 || again != text {
		t.Errorf("read later: %d %s", status, again)
	}
	status, h, text = s.ask("POST", "/api/v1/resync", "", operates)
	if status != 202 {
		t.Errorf("without waiting: %d %s", status, text)
	}
	if status, _, text := s.ask("GET", h.Get("Location")+"?wait=30s", ""); status != 200 || !strings.Contains(text, `"state": "ended"`) {
		t.Errorf("waited for later: %d %s", status, text)
	}
	for body, want := range map[string]int{`{"source": "sr"}`: 400, `{"team": "nobody"}`: 400, `{"reviews": ["000000000000"]}`: 404} {
		if status, _, text := s.ask("POST", "/api/v1/resync", body, operates); status != want {
			t.Errorf("%s: %d %s", body, status, text)
		}
	}
	if status, _, text := s.ask("POST", "/api/v1/resync", ""); status != 403 {
		t.Errorf("as a reader: %d %s", status, text)
	}
}

// Errors name no place on the daemon's machine.
func TestAPITellsNoPaths(t *testing.T) {
	s := serve(t)
	must(t, os.Rename(filepath.Join(s.dir, "reviews"), filepath.Join(s.dir, "gone")))
	must(t, os.RemoveAll(filepath.Join(s.dir, "backlogs", "search.md")))
	must(t, os.Mkdir(filepath.Join(s.dir, "backlogs", "search.md"), 0o755))
	_, _, text := s.ask("GET", "/api/v1/plan", "")
	if !strings.Contains(text, `"error": "list source sre in …`) || !strings.Contains(text, "search.md can't be read") {
		t.Errorf("what failed is not told: %s", text)
	}
	s.ask("GET", "/api/v1/reviews", "")
	s.ask("POST", "/api/v1/resync?wait=20s", "", "operates-0123456789abcdef")
}

func TestPathsAreTakenOutOfErrors(t *testing.T) {
	m := machine{"/srv/my reviews"}
	for text, want := range map[string]string{
		"open /srv/my reviews/a b.md: denied":        "open …/a b.md: denied",
		"lstat /var/lib/x: no such file":             "lstat …: no such file",
		`read "/etc/x y"`:                            `read "… y"`,
		`open C:\\data\\x: denied`:                   "open …: denied",
		"GET https://acme.example/rest/api/2/x: 404": "GET https://acme.example/rest/api/2/x: 404",
		"payments.md can't be read, 1/2, team/a":     "payments.md can't be read, 1/2, team/a",
	} {
		if got := m.words(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
