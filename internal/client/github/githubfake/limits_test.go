package githubfake

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
)

// hand is a clock that a test sets.
type hand struct{ at time.Time }

func (c *hand) now() time.Time { return c.at }

func TestHurries(t *testing.T) {
	c := &hand{time.Date(2026, 11, 30, 10, 10, 0, 0, time.UTC)}
	f := New(t, Options{Now: c.now})
	repository(t, f)
	f.WatchPace(PaceByClock)
	for _, pause := range []time.Duration{0, time.Second, 900 * time.Millisecond} {
		c.at = c.at.Add(pause)
		ask(t, f, "bot", "GET", repos, "").want(t, 200, "")
		ask(t, f, "bot", "POST", repos+"/git/blobs", `{"content":"a"}`).want(t, 201, "")
	}
	got := f.Hurries()
	if len(got) != 1 || got[0].Gap != 900*time.Millisecond || got[0].Account != "robot" {
		t.Errorf("hurries %+v", got)
	}
	if f.Count(Writes) != 3 || f.Count(Creates) != 0 {
		t.Error("the journal miscounts")
	}
}

func TestFaults(t *testing.T) {
	f := New(t, Options{})
	repository(t, f)
	const blobs = "POST /repos/{owner}/{repo}/git/blobs"
	f.FailNext(1, fault.Route(blobs), SecondaryLimit(429, "3"))
	f.FailNext(1, fault.Route(blobs), BadGateway(fault.FailBefore))
	f.FailNext(1, fault.Route(blobs), BadGateway(fault.FailAfter))
	no := ask(t, f, "bot", "POST", repos+"/git/blobs", `{"content":"a"}`)
	no.want(t, 429, "secondary rate limit")
	if no.header.Get("Retry-After") != "3" || no.header.Get("Content-Type") != "application/json" {
		t.Errorf("headers %v", no.header)
	}
	for _, done := range []int{502, 201} {
		got := ask(t, f, "bot", "POST", repos+"/git/blobs", `{"content":"a"}`)
		got.want(t, 502, "<html>")
		e := f.Exchanges()
		if last := e[len(e)-1]; last.Status != done || last.Account != "robot" {
			t.Errorf("the journal says %d by %q, not %d", last.Status, last.Account, done)
		}
	}
	ask(t, f, "bot", "POST", repos+"/git/blobs", `{"content":"a"}`).want(t, 201, "")
}

// What a token may, by its kind, its permissions and the account's role.
func TestPermissions(t *testing.T) {
	both(t, func(t *testing.T, f *Fake) {
		r := repository(t, f)
		open := f.Repo("acme/open", RepoOptions{Visibility: Public})
		f.Repo("acme/inside", RepoOptions{Visibility: Internal})
		open.SetRole("robot", Push)
		r.SetRole("reader", Pull)
		f.AddToken("unscoped", "robot")
		f.AddToken("public", "robot", "public_repo")
		f.AddToken("reader", "reader", "repo")
		f.AddToken("stranger", "stranger", "repo")
		f.AddFineGrained("reads", "robot", Permissions{"contents": "read"}, "acme/reviews")
		f.AddFineGrained("writes", "robot", Permissions{"contents": "write"}, "acme/reviews")
		f.AddFineGrained("reader writes", "reader", Permissions{"contents": "write"})
		f.AddFineGrained("issues", "robot", Permissions{"issues": "write"}, "acme/reviews")
		tests := []struct {
			token, repo string
			read, write int
		}{
			{"", "acme/reviews", 404, 404}, {"", "acme/open", 200, 401}, {"", "acme/inside", 404, 404},
			{"bot", "acme/reviews", 200, 201}, {"bot", "acme/open", 200, 201}, {"bot", "acme/inside", 200, 404},
			{"unscoped", "acme/reviews", 404, 404}, {"unscoped", "acme/open", 200, 404},
			{"public", "acme/reviews", 404, 404}, {"public", "acme/open", 200, 201},
			{"reader", "acme/reviews", 200, 404}, {"stranger", "acme/reviews", 404, 404}, {"stranger", "acme/inside", 200, 404},
			{"reads", "acme/reviews", 200, 403}, {"reads", "acme/open", 200, 403}, {"reads", "acme/inside", 404, 404},
			{"writes", "acme/reviews", 200, 201}, {"reader writes", "acme/reviews", 200, 403}, {"issues", "acme/reviews", 403, 403},
		}
		for _, tt := range tests {
			if got := ask(t, f, tt.token, "GET", "/repos/"+tt.repo+"/branches/main", ""); got.status != tt.read {
				t.Errorf("%q reads %s: %d, not %d: %s", tt.token, tt.repo, got.status, tt.read, got.body)
			}
			got := ask(t, f, tt.token, "POST", "/repos/"+tt.repo+"/git/blobs", `{"content":"a"}`)
			if got.status != tt.write {
				t.Errorf("%q writes %s: %d, not %d: %s", tt.token, tt.repo, got.status, tt.write, got.body)
			}
			if lacks := got.header.Get("X-Accepted-GitHub-Permissions"); got.status == 403 && lacks != "contents=write" {
				t.Errorf("%q is told that it lacks %q", tt.token, lacks)
			}
		}
		f.Revoke("writes")
		ask(t, f, "writes", "GET", repos, "").want(t, 401, "Bad credentials")
		f.Permit("issues", Permissions{"contents": "read"})
		ask(t, f, "issues", "GET", repos+"/branches/main", "").want(t, 200, "")
	})
}

func TestPages(t *testing.T) {
	both(t, func(t *testing.T, f *Fake) {
		repository(t, f)
		for range 7 {
			f.As("acme").Open("acme/reviews", "One more", "")
		}
		next, seen, pages := f.APIURL()+repos+"/issues?per_page=3", 0, 0
		for next != "" {
			got := askAt(t, "bot", "GET", next, "")
			got.want(t, 200, "")
			var page []any
			got.into(t, &page)
			seen, pages, next = seen+len(page), pages+1, ""
			for link := range strings.SplitSeq(got.header.Get("Link"), ", ") {
				if at, is := strings.CutSuffix(link, `; rel="next"`); is {
					next = strings.Trim(at, "<>")
				}
			}
		}
		if seen != 7 || pages != 3 {
			t.Errorf("%d issues on %d pages", seen, pages)
		}
	})
}

func TestWebhooks(t *testing.T) {
	f := New(t, Options{})
	f.SetWebhookSecret("secret")
	r := repository(t, f)
	f.Deliveries()
	before, sha := r.Head(""), r.Commit("", map[string]string{"reviews/one.md": "# Uno\n", "new.md": "x"}, "Edit")
	r.Commit("side", map[string]string{"reviews/one.md": "# Eins\n"}, "Edit")
	pr := r.OpenPull("", "side", "Edit", "")
	pr.Close()
	r.Rename("acme/post-mortems")
	got := f.Deliveries()
	var events []string
	for _, d := range got {
		var body struct{ Action string }
		must(t, json.Unmarshal(d.Body, &body))
		events = append(events, strings.TrimSpace(d.Event()+" "+body.Action))
		mac := hmac.New(sha256.New, []byte("secret"))
		mac.Write(d.Body)
		if d.Header.Get("X-Hub-Signature-256") != "sha256="+hex.EncodeToString(mac.Sum(nil)) {
			t.Errorf("%s is not signed", d.Event())
		}
	}
	if is, want := strings.Join(events, "|"), "push|push|pull_request opened|pull_request closed|repository renamed"; is != want {
		t.Errorf("events %s, not %s", is, want)
	}
	var push struct {
		Ref, Before, After string
		Commits            []struct{ Added, Modified []string }
		Repository         struct {
			FullName string `json:"full_name"`
		}
	}
	must(t, json.Unmarshal(got[0].Body, &push))
	if push.Ref != "refs/heads/main" || push.Before != string(before) || push.After != string(sha) || push.Repository.FullName != "acme/reviews" {
		t.Errorf("push %+v", push)
	}
	if len(push.Commits) != 1 || push.Commits[0].Added[0] != "new.md" || push.Commits[0].Modified[0] != "reviews/one.md" {
		t.Errorf("commits %+v", push.Commits)
	}
	if again := f.Redeliver(got[0].ID()); again.ID() != got[0].ID() || string(again.Body) != string(got[0].Body) || len(f.Deliveries()) != 0 {
		t.Error("what is delivered again is another")
	}
}

// An undeclared request fails the test, and so does one that is not modelled.
func TestUnexpected(t *testing.T) {
	for _, asked := range []string{"GET /repos/acme/reviews?shout=1", "GET /gists", "GET /repos/acme/reviews/hooks"} {
		inner := &recorder{TB: t}
		f := New(inner, Options{})
		repository(t, f)
		method, path, _ := strings.Cut(asked, " ")
		ask(t, f, "bot", method, path, "")
		if len(inner.said) == 0 {
			t.Errorf("%s passed", asked)
		}
	}
}

// recorder takes the failures of a fake in a test's place.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Errorf(format string, _ ...any) { r.said = append(r.said, format) }

// What a person does between a client's two requests is there for the second.
func TestMeanwhile(t *testing.T) {
	f := New(t, Options{})
	r := repository(t, f)
	f.Meanwhile(fault.Route("PATCH /repos/{owner}/{repo}/git/refs/{ref...}"), func() { r.Commit("", map[string]string{"reviews/one.md": "# Uno\n"}, "Edit") })
	ours := commitWith(t, f, "bot", string(r.Head("")), "reviews/one.md", "# One, reported\n", "")
	body := `{"sha":"` + ours + `"}`
	ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/main", body).want(t, 422, "not a fast forward")
	ours = commitWith(t, f, "bot", string(r.Head("")), "reviews/one.md", "# Uno, reported\n", "")
	ask(t, f, "bot", "PATCH", repos+"/git/refs/heads/main", `{"sha":"`+ours+`"}`).want(t, 200, ours)
}

// How many requests are under way at once is seen from outside.
func TestMostAtOnce(t *testing.T) {
	f := New(t, Options{})
	repository(t, f)
	ask(t, f, "bot", "GET", repos, "").want(t, 200, "")
	if got := f.MostAtOnce(); got != 1 {
		t.Fatalf("%d at once", got)
	}
	f.Meanwhile(fault.Any, func() { ask(t, f, "bot", "GET", repos+"/branches/main", "").want(t, 200, "") })
	ask(t, f, "bot", "GET", repos, "").want(t, 200, "")
	if got := f.MostAtOnce(); got != 2 {
		t.Errorf("%d at once", got)
	}
}
