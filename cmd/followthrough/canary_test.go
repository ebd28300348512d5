package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/report"
)

const canaryConfig = `
max_new: 0
marker_secret: zekret-0123456789abcdef-marker
log: {level: debug}
web: {listen: "127.0.0.1:0"}
poll: 10s
sources:
  - name: sre
    folder: {path: reviews, url: "https://wiki.example/{path}"}
    since: all
    soak: 0
    quiet: 0
    restricted: {include: ["security/**"], when: {visibility: [restricted]}}
  - name: hub
    github: {url: %[2]q, repository: acme/reviews, token: zekret-hub}
    since: all
    soak: 0
    quiet: 0
    restricted: {include: ["security/**"]}
trackers:
  - {name: jira, jira: {url: %[1]q, token: zekret-jira}, settle: 1s}
  - {name: github, github: {url: %[2]q, token: zekret-hub}, settle: 1s}
mapping:
  teams:
    - {name: payments, members: ["Zora Zmember"], backlog: {tracker: jira, project: PAY}}
    - {name: ledger, aliases: [led], backlog: {tracker: github, project: acme/pay}}
    - {name: ops, create: ask, backlog: {tracker: jira, project: OPS}}
`

// canaryReview is a review whose every word is a canary; %s is more front matter.
const canaryReview = `---
title: Canary title
services: [canaryservice]
labels: [canarylabel]
owner: canaryowner
team: canaryteam
severity: canarysev
%s
---
# Canary

Canary prose

## Action items

| Action | Owner | Type | Status | Ticket |
|---|---|---|---|---|
| Canary one | payments | canarytype | | |
| Canary two | led | canarytype | | |
| Canary three | canarynobody | x | | CANARY-1 |
| Canary four | payments | x | won't do: canaryreason | |
| Canary five (same: CANARY-2) | payments | | | |
| Canary six | ops | | | |
| Canary seven | Zora Zmember | | done | |
`

const twinReview = "# T\n\n## Action items\n\n- [ ] Twin a (owner: payments)\n- [ ] Twin b (owner: led)\n"

// canaries are worlds in which nothing of the restricted reviews, no member and
// no secret may be told.
type canaries struct {
	t       *testing.T
	dir     string
	jira    *jirafake.Fake
	hub     *githubfake.Fake
	outputs int
}

// TestRestrictedEverywhere: whatever a restricted review says, and wherever it is, stands in
// no item, no other review, no log, no report and no --redact.
func TestRestrictedEverywhere(t *testing.T) {
	longtest.Only(t)
	c := &canaries{t: t, dir: t.TempDir(), jira: jirafake.New(t, jirafake.Options{Flavour: jirafake.DataCenter}), hub: githubfake.New(t, githubfake.Options{Enterprise: true})}
	c.jira.AddToken("Bearer zekret-jira", jirafake.Bot())
	for _, key := range []string{"PAY", "OPS"} {
		c.jira.AddProject(jirafake.Project{Key: key})
	}
	c.hub.AddOrganization("acme")
	c.hub.AddToken("zekret-hub", "follow-bot", "repo")
	for _, repo := range []string{"acme/pay", "acme/reviews"} {
		r := c.hub.Repo(repo, githubfake.RepoOptions{})
		r.SetRole("follow-bot", githubfake.Push)
		r.Commit("main", map[string]string{
			"open/a.md": "# Open two\n\n## Action items\n\n- [ ] Open more (owner: led)\n", "security/canary dir/canaryhub.md": strings.ReplaceAll(fmt.Sprintf(canaryReview, "x: y"), "Canary", "Canaryhub"),
		}, "Begin")
	}
	put(t, c.config(), fmt.Sprintf(canaryConfig, c.jira.URL(), c.hub.URL()))
	c.put("security/canary/canary.md", fmt.Sprintf(canaryReview, "x: y"))
	c.put("canary-when.md", strings.ReplaceAll(fmt.Sprintf(canaryReview, "visibility: Restricted (canary)"), "Canary", "Canarywhen"))
	c.put("canary-broken.md", fmt.Sprintf(canaryReview, "visibility: @canary: [x\ncanaryline"))
	c.put("canary-big.md", strings.Repeat("canary ", 200000))
	c.put("open.md", "# Open one\n\n## Action items\n\n- [ ] Open thing (owner: payments)\n- [ ] Open what Zora Zmember does (owner: Zora Zmember)\n- [ ] Copy (same: PAY-1) (owner: payments)\n")
	c.put("security/canary/twin.md", twinReview)
	c.put("atwin.md", twinReview)
	c.all()
	for _, i := range c.jira.Issues() {
		c.jira.CommentAs(jirafake.Account{ID: "ibis", Name: "Ibis"}, i.Key, "Declined: no use")
		c.jira.SetStatusAs(jirafake.Account{ID: "ibis", Name: "Ibis"}, i.Key, "Cancelled", "Won't Do")
	}
	c.all()
	was := filepath.Join(c.dir, "reviews/security/canary/")
	must(t, os.Rename(was+"/canary.md", was+"/canary-moved.md"))
	must(t, os.Remove(filepath.Join(c.dir, "reviews/canary-when.md")))
	c.put("security/canary/twin.md", "caf\xe9 canary")
	c.all()
	must(t, os.Remove(filepath.Join(c.dir, "followthrough.db")))
	c.all()
	t.Logf("%d outputs, %d and %d items", c.outputs, len(c.jira.Issues()), len(c.hub.Issues()))
	if len(c.jira.Issues()) < 6 || len(c.hub.Issues()) < 4 {
		t.Errorf("%d and %d items: hardly anything was told of", len(c.jira.Issues()), len(c.hub.Issues()))
	}
}

func (c *canaries) config() string { return filepath.Join(c.dir, "followthrough.yaml") }

func (c *canaries) put(name, text string) {
	put(c.t, filepath.Join(c.dir, "reviews", filepath.FromSlash(name)), text)
}

// judge looks for canaries in what a command, or a document, says.
func (c *canaries) judge(what []string, text string, words ...string) {
	c.t.Helper()
	c.outputs++
	low := strings.ToLower(text)
	for _, w := range words {
		if i := strings.Index(low, w); i >= 0 {
			c.t.Errorf("%v tells %s: …%s…", what, w, text[max(0, i-250):min(len(text), i+200)])
		}
	}
}

// tell runs a command and judges its output, the quoted arguments left out.
func (c *canaries) tell(ctx context.Context, args ...string) {
	c.t.Helper()
	var out bytes.Buffer
	run(ctx, append(args, "--config", c.config()), terminal.Env{In: strings.NewReader(""), Out: &out, Err: &out, Now: time.Now, Width: 160})
	text := out.String()
	for _, a := range args {
		text = strings.ReplaceAll(text, fmt.Sprintf("%q", a), "")
	}
	words := []string{"canary", "zekret", "zmember"}
	switch args[0] {
	case "suggest": // it shows people
		words = words[:2]
	case "check": // it names what can't be read
		words = words[1:]
	}
	c.judge(args, text, words...)
}

// all runs every command that tells more people than the reviews' readers, and
// looks at what was written.
func (c *canaries) all() {
	c.t.Helper()
	ctx := c.t.Context()
	short, stop := context.WithTimeout(ctx, 4*time.Second)
	defer stop()
	c.tell(short, "run")
	for _, line := range []string{
		"plan", "plan --full", "plan --full -o json", "plan --since all --now", "plan --since all -o json", "sync --now", "sync --now -o json",
		"status", "status --short", "status --open", "status --waiting", "status -o json", "status --open -o json", "log --limit 0", "log --limit 0 -o json",
		"remake --source sre", "remake --team payments", "explain open.md", "status canar", "explain canary", "explain canary-moved", "explain twin", "remake PAY-1",
		"remake PAY-2 -o json", "explain PAY-1", "log PAY-2", "sync PAY-1", "explain acme/pay#1", "explain acme/pay#2 -o json", "plan PAY-3 --full", "status PAY-4",
	} {
		c.tell(ctx, append(strings.Fields(line), "--redact")...)
	}
	for _, format := range reportFormats {
		for _, by := range report.Groupings() {
			c.tell(ctx, "report", "--since", "all", "--by", string(by), "-o", format)
		}
	}
	for _, line := range []string{"report --since all -o csv --actions", "log --limit 0", "log --limit 0 -o json", "suggest", "suggest -o json", "check", "check -o json"} {
		c.tell(ctx, strings.Fields(line)...)
	}
	for _, i := range c.jira.Issues() {
		c.judge([]string{i.Key}, fmt.Sprintf("%+v", i), "canary", "zekret", "zmember")
	}
	for _, i := range c.hub.Issues() {
		c.judge([]string{i.Title}, fmt.Sprintf("%+v", i), "canary", "zekret", "zmember")
	}
	for _, name := range []string{"open.md", "atwin.md"} {
		text := read(c.t, filepath.Join(c.dir, "reviews", name))
		c.judge([]string{name}, text, "canary", "zekret")
	}
}
