package github

import (
	"fmt"
	"strings"
	"testing"

	gh "github.com/google/go-github/v60/github"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// The text of a pull request stays within what GitHub takes, and what it keeps
// for us is read again.
func TestBodyIsBounded(t *testing.T) {
	w := &proposal{writing: &writing{source: &Source{name: strings.Repeat("n", 60)}, base: &branch{}}}
	var changes []change
	for i := range 5000 {
		key := review.Key(fmt.Sprintf("%012x", i))
		w.jobs = append(w.jobs, source.Job{WriteBack: review.WriteBack{Review: key, Digest: "0a1b2c"}})
		changes = append(changes, change{job: i, path: strings.Repeat("`@#", 300) + fmt.Sprint(i)})
	}
	n := w.noteOf(note{}, changes)
	body := w.body(n, changes)
	if len(body) > 65_536 {
		t.Errorf("%d bytes", len(body))
	}
	if strings.ContainsAny(strings.ReplaceAll(body, "- `", ""), "@#") {
		t.Error("it mentions somebody")
	}
	if got := noteIn(body); got.Source != w.source.name || len(got.Reviews) != mostNoted || got.Reviews["000000000007"] != "0a1b2c" {
		t.Errorf("read again, it is of %s with %d reviews", got.Source, len(got.Reviews))
	}
	if small := w.noteOf(note{}, changes[:3]); noteIn(w.body(small, changes[:3])).Reviews["000000000002"] != "0a1b2c" {
		t.Error("a small note is lost")
	}
}

// Whatever a site says of its pull requests, status and logs name an address of
// its own.
func TestPullRequestsHaveAddressesOfTheSite(t *testing.T) {
	c, err := client.New(client.Options{Config: client.Config{URL: "https://git.acme.test", Token: secret.New("t")}})
	if err != nil {
		t.Fatal(err)
	}
	l := pulls{repo: &repository{Repo: gitdata.Repo{Client: c, Name: "acme/pay"}}}
	for _, given := range []string{"", "javascript:alert(1)", "https://evil.test/acme/pay/pull/7", "http://git.acme.test/acme/pay/pull/7"} {
		number := 7
		if got := l.of(&gh.PullRequest{Number: &number, HTMLURL: &given}).url; got != "https://git.acme.test/acme/pay/pull/7" {
			t.Errorf("%q: got %q", given, got)
		}
	}
}
