package githubissues_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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
	"github.com/followthrough/followthrough/sync/source/githubissues"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	token   = "github_pat_11AAAAAAA_followthrough"
	bot     = "follow-bot"
	author  = "somebody"  // who may read
	triager = "a-triager" // who may triage
	writer  = "a-writer"  // who may write
	repo    = "acme/support"
)

const incident = `Checkout was down.

## Action items

- [ ] Alert on queue depth
- [ ] Raise the timeout, see #12
`

// world is a GitHub with one repository of reviews, and a source that reads
// its issues by a clock of its own.
type world struct {
	t    *testing.T
	fake *githubfake.Fake
	repo *githubfake.Repo
	cfg  githubissues.Config
	opt  githubissues.Options
	*githubissues.Source

	mu     sync.Mutex
	ahead  time.Duration
	still  *time.Time // a clock that stands; nil: one that goes
	before func(*http.Request)
	cut    bool
}

type option func(*world)

func enterprise(w *world) {
	w.fake = githubfake.New(w.t, githubfake.Options{Enterprise: true, Now: w.now})
}

func byComment(w *world) { w.opt.Comment = true }

func byLabel(w *world) { w.cfg.Published.Label = "published" }

func open(t *testing.T, options ...option) *world {
	t.Helper()
	w := &world{t: t, cfg: githubissues.Config{Repository: repo, Label: "post-mortem", Config: client.Config{Token: secret.New(token)}}}
	for _, o := range options {
		o(w)
	}
	if w.fake == nil {
		w.fake = githubfake.New(t, githubfake.Options{Now: w.now})
	}
	w.repo = w.fake.Repo(repo, githubfake.RepoOptions{})
	w.fake.AddFineGrained(token, bot, githubfake.Permissions{"issues": "write", "metadata": "read"})
	w.repo.SetRole(bot, githubfake.Push)
	w.repo.SetRole(author, githubfake.Pull)
	w.repo.SetRole(triager, githubfake.Triage)
	w.repo.SetRole(writer, githubfake.Push)
	if w.fake.APIURL() != w.fake.URL() {
		w.cfg.URL = w.fake.URL()
	}
	w.again()
	for _, name := range []string{"post-mortem", "published", "post-mortems", "checkout"} {
		_, err := w.opt.Client.Do(t.Context(), "POST", "repos/"+repo+"/labels", map[string]string{"name": name}, nil)
		must(t, err)
	}
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
	w.Source, err = githubissues.New("support", w.cfg, w.opt)
	must(w.t, err)
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.still != nil {
		return w.still.Add(w.ahead)
	}
	return time.Now().Add(w.ahead)
}

// pass lets time go by.
func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead += d
}

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
	return x.next.RoundTrip(req)
}

// review is an issue with the label, published by somebody who may.
func (w *world) review(title, body string) githubfake.Issue {
	w.t.Helper()
	i := w.fake.As(writer).Open(repo, title, body, "post-mortem")
	w.pass(time.Minute)
	i = w.publish(i)
	w.pass(time.Minute)
	return i
}

func (w *world) publish(i githubfake.Issue) githubfake.Issue {
	if w.cfg.Published.Label != "" {
		return w.fake.As(triager).Label(i, w.cfg.Published.Label)
	}
	return w.fake.As(triager).Close(i, "completed")
}

func (w *world) list() []source.Entry {
	w.t.Helper()
	entries, err := w.List(w.t.Context())
	must(w.t, err)
	return entries
}

// one reads the only review that is listed.
func (w *world) one() source.Document {
	w.t.Helper()
	entries := w.list()
	if len(entries) != 1 {
		w.t.Fatalf("%d reviews are listed, want 1", len(entries))
	}
	doc, err := w.Read(w.t.Context(), entries[0])
	must(w.t, err)
	return doc
}

func (w *world) body(number int) string { return w.fake.Issue(repo, int64(number)).Body }

// report is what a first announcement of a document's actions says.
func reportOf(doc source.Document, digest string, modes ...review.Mode) review.WriteBack {
	out := review.WriteBack{Review: "0123456789ab", Digest: digest, Modes: modes}
	for i, a := range doc.Review.Actions {
		out.Rows = append(out.Rows, review.Row{
			Action: review.Key(fmt.Sprintf("%012x", i+1)), Index: i, Title: a.Title, Team: "payments", State: review.Open,
			Item: &review.ItemRef{Key: fmt.Sprintf("PAY-%d", i+1), URL: fmt.Sprintf("https://jira.example/PAY-%d", i+1)},
		})
	}
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
