package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// claimsConfig wants the tracker and the backlog's project.
const claimsConfig = `
sources: [{name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report: []}]
trackers: [{name: tracks, settle: 1s, %s}]
mapping:
  teams: [{name: payments, backlog: {tracker: tracks, project: %s}}]
  fallback: payments
`

// copier is a tracker in which others copy what we made. copied gives the
// account, as the tracker knows it.
type copier struct {
	config string
	copied func(who string, n int) (account string)
	remove func(n int) // takes an issue away
}

func copiers() map[string]func(*testing.T) copier {
	return map[string]func(*testing.T) copier{
		"GitHub": func(t *testing.T) copier {
			f := githubfake.New(t, githubfake.Options{Enterprise: true})
			r := f.Repo("acme/pay", githubfake.RepoOptions{})
			f.AddFineGrained("a-token", "follow-bot", githubfake.Permissions{"issues": "write", "metadata": "read"})
			for who, role := range map[string]githubfake.Role{"follow-bot": githubfake.Push, "reader": githubfake.Pull, "outsider": githubfake.Pull, "an-admin": githubfake.Admin} {
				r.SetRole(who, role)
			}
			return copier{
				config: fmt.Sprintf(claimsConfig, "github: {url: "+f.URL()+", token: a-token}", "acme/pay"),
				copied: func(who string, n int) string {
					i := f.As(who).Open("acme/pay", "Mine", f.Issue("acme/pay", int64(n)).Body)
					return strconv.FormatInt(i.Author.ID, 10)
				},
				remove: func(n int) { f.As("an-admin").Delete(f.Issue("acme/pay", int64(n))) },
			}
		},
		"Jira Cloud":       func(t *testing.T) copier { return jiraCopier(t, jirafake.Cloud) },
		"Jira Data Center": func(t *testing.T) copier { return jiraCopier(t, jirafake.DataCenter) },
	}
}

func jiraCopier(t *testing.T, flavour jirafake.Flavour) copier {
	f := jirafake.New(t, jirafake.Options{Flavour: flavour, Now: time.Now})
	f.AddProject(jirafake.Project{Key: "PAY"})
	credential := "token: xyzzy"
	if flavour == jirafake.Cloud {
		credential += ", email: bot@teams.example"
	}
	return copier{
		config: fmt.Sprintf(claimsConfig, "jira: {url: "+f.URL()+", "+credential+"}", "PAY"),
		copied: func(who string, n int) string {
			a := jirafake.Account{ID: who, Name: "Somebody"}
			f.AddToken("Basic "+who, a)
			f.AddToken(map[jirafake.Flavour]string{jirafake.Cloud: jirafake.Basic("bot@teams.example", "xyzzy"), jirafake.DataCenter: jirafake.Bearer("xyzzy")}[flavour], jirafake.Bot())
			of := f.Issue(fmt.Sprintf("PAY-%d", n))
			f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Mine", Description: of.Description, Labels: of.Labels, Properties: of.Properties, Creator: a.ID})
			return jirafake.Key(flavour, a)
		},
		remove: func(n int) { f.Delete(fmt.Sprintf("PAY-%d", n)) },
	}
}

// What others made with a copy of our marker is summed up by account in check,
// as a user sees it: with a whole store it counts for nothing, with a new one it
// may hold an action, and check says what to do.
func TestCheckSumsUpCopiesByAccount(t *testing.T) {
	for name, open := range copiers() {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			dir := t.TempDir()
			file := filepath.Join(dir, "followthrough.yaml")
			put(t, file, c.config)
			put(t, filepath.Join(dir, "reviews", "one.md"), "# Outage\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n- [ ] Restore the ledger from a copy\n")
			check := func() string { return strings.Join(strings.Fields(heard(t, file, "check")), " ") }
			says(t, heard(t, file, "sync"), "2 items made")
			if out := check(); strings.Contains(out, "markers of ours") {
				t.Errorf("nobody copied anything:\n%s", out)
			}
			reader := c.copied("reader", 1)
			c.copied("reader", 1)
			outsider := c.copied("outsider", 2)
			says(t, heard(t, file, "sync"), "0 items made, 0 linked") // no copy was taken
			says(t, check(), "tracker tracks", "markers of ours were seen on 2 items made by account "+reader+": copies, which count for nothing",
				"markers of ours were seen on 1 item made by account "+outsider+": copies, which count for nothing")
			// A new store finds ours too: what others made holds nothing then.
			remove(t, dir)
			says(t, heard(t, file, "sync"), "0 items made, 2 linked")
			out := check()
			says(t, out, "2 items made by account "+reader+": copies")
			if strings.Contains(out, "may hold") {
				t.Errorf("with a new store check says\n%s", out)
			}
			// Where ours is gone, the copy might have been ours.
			remove(t, dir)
			c.remove(1)
			says(t, heard(t, file, "sync"), "0 items made, ", "made by account "+reader+": name "+reader+" under `accounts`, or write (separate)")
			says(t, check(), "markers of ours were seen on 2 items made by account "+reader+", of which 2 may hold an action → if it was followthrough's account, name "+reader+" under `accounts`")
		})
	}
}
