package github_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	token = "github_pat_11AAAAAAA_followthrough"
	bot   = "follow-bot"
)

// may is what the bot's token is given unless a test takes some of it.
var may = githubfake.Permissions{"contents": "write", "pull_requests": "write", "metadata": "read"}

// world is a GitHub with one repository of reviews, and a source that reads it
// by a clock of its own.
type world struct {
	t    *testing.T
	fake *githubfake.Fake
	repo *githubfake.Repo
	cfg  github.Config
	opt  github.Options
	*github.Source

	mu     sync.Mutex
	ahead  time.Duration // of this machine's clock
	before func(*http.Request)
	cut    bool
	takes  time.Duration // a request, of late
}

// option changes a world before its source is made.
type option func(*world)

func enterprise(w *world) { w.fake = githubfake.New(w.t, githubfake.Options{Enterprise: true}) }

func at(path string) option { return func(w *world) { w.cfg.Path = path } }

func viaPull(w *world) { w.opt.Via = github.ViaPullRequest }

func config(f func(*github.Config)) option { return func(w *world) { f(&w.cfg) } }

func repository(opt githubfake.RepoOptions) option {
	return func(w *world) {
		if w.fake == nil {
			w.fake = githubfake.New(w.t, githubfake.Options{})
		}
		w.repo = w.fake.Repo("acme/post-mortems", opt)
	}
}

func open(t *testing.T, options ...option) *world {
	t.Helper()
	w := &world{t: t, cfg: github.Config{Repository: "acme/post-mortems", Path: "reviews", Config: client.Config{Token: secret.New(token)}}}
	for _, o := range options {
		o(w)
	}
	if w.fake == nil {
		w.fake = githubfake.New(t, githubfake.Options{})
	}
	if w.repo == nil {
		w.repo = w.fake.Repo("acme/post-mortems", githubfake.RepoOptions{})
	}
	w.fake.Repo("acme/another", githubfake.RepoOptions{})
	w.fake.AddFineGrained(token, bot, may)
	w.repo.SetRole(bot, githubfake.Push)
	if w.fake.APIURL() != w.fake.URL() {
		w.cfg.URL = w.fake.URL()
	}
	w.again()
	return w
}

// again makes the source anew, as another process would.
func (w *world) again() {
	w.t.Helper()
	network := &http.Transport{}
	w.t.Cleanup(network.CloseIdleConnections)
	c, err := client.New(client.Options{
		Config: w.cfg.Config, API: w.fake.APIURL(), WriteEvery: -1, WritesPerHour: -1,
		Sleep: func(context.Context, time.Duration) bool { return true },
		HTTP:  httpx.Options{Transport: wire{w, network}, FirstWait: time.Millisecond, PerSecond: 1e6, Burst: 1e6},
	})
	must(w.t, err)
	w.opt.Client, w.opt.Now = c, w.now
	w.opt.Sleep = func(ctx context.Context, d time.Duration) bool {
		w.pass(d)
		return ctx.Err() == nil
	}
	w.Source, err = github.New("sre", w.cfg, w.opt)
	must(w.t, err)
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.ahead)
}

// pass lets time go by.
func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead += d
}

// wire is the network with a test's hand in it.
type wire struct {
	w    *world
	next http.RoundTripper
}

var errCut = errors.New("no route to host")

func (x wire) RoundTrip(req *http.Request) (*http.Response, error) {
	x.w.mu.Lock()
	before, cut := x.w.before, x.w.cut
	x.w.mu.Unlock()
	if cut {
		return nil, errCut
	}
	if before != nil {
		before(req)
	}
	begin := time.Now()
	resp, err := x.next.RoundTrip(req)
	x.w.mu.Lock()
	x.w.takes = (3*x.w.takes + time.Since(begin)) / 4
	x.w.mu.Unlock()
	return resp, err
}

// pace is how long a person needs for one change, where a whole report takes
// eight requests: on a busy machine both are slow.
func (w *world) pace() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return min(12*w.takes, 300*time.Millisecond)
}

// meanwhile runs f before each of the next n requests that move a branch.
func (w *world) meanwhile(n int, f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before = func(req *http.Request) {
		if req.Method != http.MethodPatch || !strings.Contains(req.URL.Path, "/git/refs/") {
			return
		}
		w.mu.Lock()
		run := n > 0
		n--
		w.mu.Unlock()
		if run {
			f()
		}
	}
}

// put commits a document as a person.
func (w *world) put(path, text string) {
	w.repo.Commit("", map[string]string{in(w.cfg.Path, path): text}, "Change "+path)
	w.pass(time.Minute)
}

func in(folder, path string) string {
	return strings.TrimPrefix(strings.Trim(folder, "/")+"/"+path, "/")
}

func (w *world) list() []source.Entry {
	w.t.Helper()
	entries, err := w.List(w.t.Context())
	must(w.t, err)
	return entries
}

func (w *world) entry(path string) source.Entry {
	w.t.Helper()
	for _, e := range w.list() {
		if e.Path == path {
			return e
		}
	}
	w.t.Fatalf("%s is not listed", path)
	return source.Entry{}
}

func (w *world) read(path string) source.Document {
	w.t.Helper()
	doc, err := w.Read(w.t.Context(), w.entry(path))
	must(w.t, err)
	return doc
}

// job is a report of a document in which the first n actions are done.
func (w *world) job(path string, done int) source.Job {
	w.t.Helper()
	doc := w.read(path)
	return source.Job{Source: "sre", Entry: doc.Entry, WriteBack: reportOf(doc, done)}
}

// write writes such a report.
func (w *world) write(path string, done int) (source.Written, error) {
	w.t.Helper()
	job := w.job(path, done)
	return w.WriteBack(w.t.Context(), job.Entry, job.WriteBack)
}

func reportOf(doc source.Document, done int) review.WriteBack {
	r := review.WriteBack{
		Review: review.KeyOf("test", "sre", doc.Path), Digest: "00000" + string(rune('a'+done)),
		Modes: []review.Mode{review.ModeBlock, review.ModeLinks},
	}
	for i, a := range doc.Review.Actions {
		key := review.ActionKeyOf("test", r.Review, review.Normalise(a.Title), 1)
		number := strconv.Itoa(i + 1)
		row := review.Row{
			Action: key, Index: i, Title: a.Title, Team: "payments", State: review.Open, LinkKey: key,
			Item: &review.ItemRef{Key: "PAY-" + number, URL: "https://tracker.example/browse/PAY-" + number},
		}
		if i < done {
			row.State, row.Box = review.Done, review.TickBox
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

// incident is a review with two actions.
const incident = `# Checkout was down

A queue filled up and nobody was told.

## Action items

- [ ] Alert on queue depth (payments)
- [ ] Refuse new work when the queue is full (payments)

## Lessons

It was quiet for too long.
`

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// says fails unless an error holds all of some words.
func says(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", words)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q does not say %q", err, word)
		}
	}
}

func paths(entries []source.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Path)
	}
	return strings.Join(out, " ")
}

func exclude(globs ...string) func(*github.Config) {
	return func(c *github.Config) { c.Exclude = append(c.Exclude, globs...) }
}

// hold runs f before each request that match names.
func (w *world) hold(match func(method, path string) bool, f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before = func(req *http.Request) {
		if match(req.Method, req.URL.Path) {
			f()
		}
	}
}

func secretOf(text string) secret.Secret { return secret.New(text) }

// useApp makes the source one of an App.
func (w *world) useApp(install func(*githubfake.App) *githubfake.Installation) {
	w.t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(w.t, err)
	app := w.fake.AddApp("followthrough", &key.PublicKey)
	block := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	w.cfg.Token, w.cfg.App = secret.Secret{}, &client.App{ID: app.ID, Installation: install(app).ID, PrivateKey: secret.New(string(block))}
	w.again()
}
