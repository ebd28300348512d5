package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

const remakeWorld = `sources:
  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report: [block, links]}
trackers:
  - {name: local, files: {path: backlogs}}
mapping:
  teams:
    - {name: payments, backlog: {tracker: local, project: payments.md}}
  fallback: payments
`

// person answers a question, after something else happened.
type person struct {
	before func()
	answer io.Reader
}

func (p *person) Read(b []byte) (int, error) {
	if p.before != nil {
		p.before()
		p.before = nil
	}
	return p.answer.Read(b)
}

// TestRemakeConfirmedWhileAnotherOneRan: what a person says yes to is what was
// shown, and nothing else.
func TestRemakeConfirmedWhileAnotherOneRan(t *testing.T) {
	for name, tc := range map[string]struct {
		asked, meanwhile []string
		code, items      int
		says             string
	}{
		"the same action": {[]string{"remake", "a.md", "1"}, []string{"remake", "a.md", "1", "--yes"}, exitFailed, 3, "nothing was done: changed meanwhile"},
		"one of two":      {[]string{"remake", "a.md"}, []string{"remake", "a.md", "1", "--yes"}, exitFailed, 4, "1 action stayed as it was: changed meanwhile"},
		"another action":  {[]string{"remake", "a.md", "1"}, []string{"remake", "a.md", "2", "--yes"}, exitDone, 4, "1 item made"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "followthrough.yaml")
			put(t, file, remakeWorld)
			put(t, filepath.Join(dir, "reviews", "a.md"), "# A\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n- [ ] Add a runbook for it\n")
			heard(t, file, "sync")
			var out bytes.Buffer
			in := &person{func() { heard(t, file, tc.meanwhile...) }, strings.NewReader("y\n")}
			code := run(t.Context(), append(tc.asked, "--config", file), terminal.Env{
				In: in, Out: &out, Err: &out, InTerminal: true, Now: time.Now, Width: 160,
			})
			if code != tc.code {
				t.Errorf("exit %d, want %d", code, tc.code)
			}
			says(t, out.String(), tc.says)
			backlog, err := os.ReadFile(filepath.Join(dir, "backlogs", "payments.md"))
			must(t, err)
			if n := strings.Count(string(backlog), "- [ ]"); n != tc.items {
				t.Errorf("%d items, want %d:\n%s\n%s", n, tc.items, backlog, out.String())
			}
		})
	}
}

// TestRemakeOfWhatWasAskedForInVain: what a tracker stumbled over until a person is
// asked is asked for anew for a whole source, or team, and nothing else is.
func TestRemakeOfWhatWasAskedForInVain(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	site := jiraCloud(t, "PAY")
	site.FailShare(1, jirafake.CreatesWith("Alert"), jirafake.Refused(500, "Internal server error"))
	put(t, file, "sources:\n  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0}\ntrackers:\n"+
		"  - {name: jira, settle: 1s, jira: {url: "+site.URL()+", email: bot@teams.example, token: xyzzy}}\n"+
		"mapping:\n  teams:\n    - {name: payments, backlog: {tracker: jira, project: PAY}}\n  fallback: payments\n")
	put(t, filepath.Join(dir, "reviews", "a.md"), "# A\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n- [ ] Add a runbook for it\n")
	var out bytes.Buffer
	at := func(hours int, args ...string) int {
		out.Reset()
		now := func() time.Time { return time.Now().Add(time.Duration(hours-20) * time.Hour) }
		return run(t.Context(), append(args, "--config", file), terminal.Env{In: strings.NewReader(""), Out: &out, Err: &out, Now: now, Width: 160})
	}
	for hours := range 12 {
		at(hours, "sync")
	}
	if code := at(12, "sync"); code != exitWaits {
		t.Errorf("exit %d, want %d: %s", code, exitWaits, out.String())
	}
	says(t, out.String(), "asked for 5 times, no answer")
	site.Heal()
	if code := at(13, "remake", "--source", "sre", "--yes"); code != exitDone {
		t.Errorf("exit %d: %s", code, out.String())
	}
	says(t, out.String(), "leaves behind nothing: no answer ever came", "1 item made")
	if n := len(site.Created()); n != 2 {
		t.Errorf("%d issues, want 2", n)
	}
}
