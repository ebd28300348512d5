package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/plan"
)

const strayedReviews = `sources:
  - {name: both, folder: {path: both}, since: all, soak: 0, quiet: 0, report: [block]}
  - {name: links, folder: {path: links}, since: all, soak: 0, quiet: 0, report: [links]}
`

// strayed is an installation after a trial with files, by another instance.
func strayed(t *testing.T) (dir, file string) {
	dir = t.TempDir()
	file = filepath.Join(dir, "followthrough.yaml")
	put(t, file, "instance: trial\n"+strayedReviews+`trackers:
  - {name: local, files: {path: backlogs}}
mapping:
  teams:
    - {name: payments, backlog: {tracker: local, project: payments.md}}
  fallback: payments
`)
	put(t, filepath.Join(dir, "both", "outage.md"), "# Checkout was down\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n- [ ] Move the workers to a pool\n")
	put(t, filepath.Join(dir, "links", "mail.md"), "# Mail was late\n\n## Action items\n\n- [ ] Count what waits in the outbox\n- [ ] Have a ticket of their own ([OPS-12](https://elsewhere.example/OPS-12))\n")
	says(t, heard(t, file, "sync"), "3 items made")
	backlog := filepath.Join(dir, "backlogs", "payments.md")
	text := read(t, backlog)
	put(t, backlog, strings.Replace(text, "- [ ] Alert", "- [x] Alert", 1))
	says(t, heard(t, file, "sync"), "1 review written")
	return dir, file
}

func toJira(t *testing.T, file, url string) {
	t.Helper()
	put(t, file, strayedReviews+"trackers:\n  - {name: jira, settle: 1s, jira: {url: "+url+`, email: bot@teams.example, token: xyzzy}}
mapping:
  teams:
    - {name: payments, backlog: {tracker: jira, project: PAY}}
  fallback: payments
`)
}

// The store is lost, the reviews were annotated by another instance, and its
// tracker is configured no more: what the reviews tell is believed, and remake
// makes others in its place.
func TestRemakeOfWhatOnlyTheReviewsTell(t *testing.T) {
	dir, file := strayed(t)
	f := jiraCloud(t, "PAY")
	remove(t, dir)
	toJira(t, file, f.URL())
	says(t, heard(t, file, "sync"), "0 items made")
	says(t, heard(t, file, "status"), "is in a backlog file, not configured now", "done: as it was last seen",
		"2 open items are in a backlog file, not configured now (both:outage.md, links:mail.md)", "`followthrough remake --source NAME`")
	says(t, heard(t, file, "check"), "2 open items are in a backlog file, not configured now")
	says(t, heard(t, file, "remake", "--source", "both", "--yes"), "1 item made", "(in a backlog file, not configured now), for jira PAY")
	says(t, heard(t, file, "remake", "links:mail.md", "--yes"), "1 item made", "stays: its line names OPS-12")
	mail := read(t, filepath.Join(dir, "links", "mail.md"))
	if strings.Contains(mail, "payments-") || !strings.Contains(mail, "outbox ([PAY-") || !strings.Contains(mail, "[OPS-12]") {
		t.Errorf("the links are not right:\n%s", mail)
	}
	says(t, heard(t, file, "sync"), "0 items made, 0 linked, 0 reviews written")
	says(t, heard(t, file, "remake", "links:mail.md", "2", "--yes"), "1 item made", "leaves behind OPS-12 https://elsewhere.example/OPS-12")
	if mail := read(t, filepath.Join(dir, "links", "mail.md")); !strings.Contains(mail, "of their own ([PAY-") {
		t.Errorf("the line still names what was left behind:\n%s", mail)
	}
	says(t, heard(t, file, "sync"), "0 items made, 0 linked, 0 reviews written")
	if n := len(f.Created()); n != 3 {
		t.Errorf("%d issues, want 3", n)
	}
}

// A site that has another address by now is the same one: its issues are those
// that are known.
func TestSiteWithAnotherAddressIsNotGone(t *testing.T) {
	dir, file := strayed(t)
	remove(t, dir)
	f := jiraCloud(t, "PAY")
	toJira(t, file, f.URL())
	heard(t, file, "sync")
	says(t, heard(t, file, "remake", "--source", "both", "--yes"), "1 item made")
	other := httptest.NewServer(f.Handler())
	defer other.Close()
	toJira(t, file, other.URL)
	says(t, heard(t, file, "remake", "--source", "both", "--yes"), "Nothing to remake", "stays:")
	says(t, heard(t, file, "sync"), "0 items made")
	if text := read(t, filepath.Join(dir, "both", "outage.md")); !strings.Contains(text, other.URL+"/browse/PAY-") {
		t.Errorf("the item's new address is not told:\n%s", text)
	}
	if n := len(f.Created()); n != 1 {
		t.Errorf("%d issues, want 1", n)
	}
}

// What changed between the question and the yes is left.
func TestRemakeLeavesWhatIsAnotherByNow(t *testing.T) {
	item := plan.Item{Tracker: "local", ID: "pay-1", Key: "pay-1"}
	shown := target{generation: 1, item: item, of: plan.Remaking{Away: "in local, not configured now"}}
	now := plan.Action{Creation: plan.Creation{Generation: 1}, Item: &item, Key: "3f9a2c1b77d0"}
	if _, err := shown.remade(now, time.Now()); err != nil {
		t.Errorf("nothing changed: %v", err)
	}
	again, other := now, item
	again.Generation = 2
	other.ID, other.Key = "pay-2", "pay-2"
	moved := now
	moved.Item = &other
	gone := now
	gone.Item = nil
	for words, k := range map[string]plan.Action{"remade (generation 2)": again, "another item than was shown: pay-2": moved, "was shown: none": gone} {
		if _, err := shown.remade(k, time.Now()); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%v does not say %q", err, words)
		}
	}
}

// swallowed is a site whose answers to creations never arrive.
func swallowed(t *testing.T, site http.Handler) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || !strings.Contains(r.URL.Path, "/issue") || strings.Contains(r.URL.Path, "fetch") {
			site.ServeHTTP(w, r)
			return
		}
		site.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// What was asked for in a tracker that is gone, and never answered, is blocked and
// may be made anew; where only the tracker's name is another one it is found.
func TestAskedForInATrackerThatIsGone(t *testing.T) {
	for _, renamed := range []bool{true, false} {
		t.Run(fmt.Sprint("renamed ", renamed), func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "followthrough.yaml")
			put(t, filepath.Join(dir, "both", "outage.md"), "# Checkout was down\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n")
			put(t, filepath.Join(dir, "links", "none.md"), "# Nothing\n")
			sites := []*jirafake.Fake{jiraCloud(t, "PAY"), jiraCloud(t, "PAY")}
			toJira(t, file, swallowed(t, sites[0].Handler()))
			says(t, heard(t, file, "sync"), "0 items made")
			if n := len(sites[0].Created()); n != 1 {
				t.Fatalf("%d issues, want 1", n)
			}
			to := sites[1]
			if renamed {
				to = sites[0]
			}
			toJira(t, file, to.URL())
			put(t, file, strings.ReplaceAll(read(t, file), "jira, ", "cloud, "))
			if renamed {
				says(t, heard(t, file, "sync"), "0 items made, 1 linked")
				says(t, heard(t, file, "remake", "--source", "both", "--yes"), "Nothing to remake")
				return
			}
			says(t, heard(t, file, "sync"), "0 items made", "no answer: jira is configured no more")
			says(t, heard(t, file, "remake", "--source", "both", "--yes"), "1 item made", "leaves behind what may have been made in jira")
			says(t, heard(t, file, "sync"), "0 items made, 0 linked, 0 reviews written")
			if n := len(to.Created()); n != 1 {
				t.Errorf("%d issues, want 1", n)
			}
		})
	}
}
